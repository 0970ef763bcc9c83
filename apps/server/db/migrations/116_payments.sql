-- PAY-11: an attempt pays for an order or for a top-up; order_id, order_number name whichever it is. Top-ups have no store.
alter table payments.attempts
  add column purpose text not null default 'order',
  alter column store_id drop not null,
  add constraint attempts_purpose_check check (purpose in ('order', 'top_up')),
  add constraint attempts_store_check check ((purpose = 'order') = (store_id is not null));
alter table payments.refunds
  add column purpose text not null default 'order',
  alter column store_id drop not null,
  add constraint refunds_purpose_check check (purpose in ('order', 'top_up')),
  add constraint refunds_store_check check ((purpose = 'order') = (store_id is not null));
