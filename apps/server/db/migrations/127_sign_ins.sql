-- IDN-5: how a session was opened, and sign-ins that were refused. Both go after 180 days.
alter table identity.sessions add column way text;
alter table identity.sessions add constraint sessions_way_check check (way in ('phone', 'wechat', 'password'));

create table identity.refused_sign_ins (
  id uuid not null,
  customer_id uuid,
  staff_id uuid,
  way text not null,
  reason text not null,
  at timestamptz not null,
  address text,
  user_agent text,
  constraint refused_sign_ins_pkey primary key (id),
  constraint refused_sign_ins_customer_fkey foreign key (customer_id) references identity.customers (id),
  constraint refused_sign_ins_staff_fkey foreign key (staff_id) references identity.staff (id),
  constraint refused_sign_ins_owner_check check ((customer_id is null) <> (staff_id is null)),
  constraint refused_sign_ins_way_check check (way in ('phone', 'wechat', 'password'))
);
create index refused_sign_ins_customer_index on identity.refused_sign_ins (customer_id, at desc) where customer_id is not null;
create index refused_sign_ins_staff_index on identity.refused_sign_ins (staff_id, at desc) where staff_id is not null;
create index refused_sign_ins_age_index on identity.refused_sign_ins (at);
