-- BKG-2, BKG-18: what is sold with a room: things of the menu, and the coupon that a price was made with.
alter table booking.charges add column coupon_id uuid;

-- One order of things from the menu: booked with the room, paid at once during use, or put on the bill.
create table booking.menu_orders (
  id uuid not null,
  booking_id uuid not null,
  -- What it is paid by; null while it stands on the bill.
  charge_id uuid,
  -- Made by whoever orders, so that the same order sent twice is one.
  client_key uuid,
  store_id uuid not null,
  settle text not null,
  state text not null,
  lines jsonb not null,
  amount bigint not null,
  note text,
  -- Until when its payment is awaited.
  expires_at timestamptz,
  created_at timestamptz not null,
  placed_at timestamptz,
  preparing_at timestamptz,
  served_at timestamptz,
  cancelled_at timestamptz,
  version int not null,
  constraint menu_orders_pkey primary key (id),
  constraint menu_orders_client_key unique (booking_id, client_key),
  constraint menu_orders_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint menu_orders_charge_fkey foreign key (charge_id) references booking.charges (id),
  constraint menu_orders_settle_check check (settle in ('booking', 'now', 'bill')),
  constraint menu_orders_state_check check (state in ('awaiting_payment', 'placed', 'preparing', 'served', 'cancelled')),
  constraint menu_orders_amount_check check (amount >= 0)
);
create index menu_orders_booking_index on booking.menu_orders (booking_id, id);
create index menu_orders_charge_index on booking.menu_orders (charge_id) where charge_id is not null;
create index menu_orders_open_index on booking.menu_orders (store_id, id) where state in ('placed', 'preparing');
create index menu_orders_due_index on booking.menu_orders (expires_at) where state = 'awaiting_payment';

-- Charges of what was ordered during use, added to the kinds that there are.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(c.oid) into strict known from pg_constraint c
  where c.conname = 'charges_kind_check' and c.conrelid = 'booking.charges'::regclass;
  alter table booking.charges drop constraint charges_kind_check;
  execute 'alter table booking.charges add constraint charges_kind_check '
    || replace(known, 'ARRAY[', 'ARRAY[''menu''::text, ');
end
$$;
