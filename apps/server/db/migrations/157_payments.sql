-- PAY-5: an attempt may pay a charge of a booking; order_id, order_number name it.
alter table payments.attempts
  drop constraint attempts_purpose_check,
  drop constraint attempts_store_check,
  add constraint attempts_purpose_check check (purpose in ('order', 'top_up', 'booking')),
  add constraint attempts_store_check check ((purpose in ('order', 'booking')) = (store_id is not null));
alter table payments.refunds
  drop constraint refunds_purpose_check,
  drop constraint refunds_store_check,
  add constraint refunds_purpose_check check (purpose in ('order', 'top_up', 'booking')),
  add constraint refunds_store_check check ((purpose in ('order', 'booking')) = (store_id is not null));
