-- BKG-23: what a session draws: light and climate come on before its arrival and go off while nobody is in the room.
create table booking.session_climate (
  booking_id uuid not null,
  -- Until when it was counted, and what the room's devices drew then. Watts.
  metered_at timestamptz not null,
  watts int not null,
  -- What would be drawn if the room had not been found empty. Watts; null while people are in it.
  occupied_watts int,
  used_watt_seconds bigint not null,
  saved_watt_seconds bigint not null,
  preconditioned_at timestamptz,
  closed_at timestamptz,
  constraint session_climate_pkey primary key (booking_id),
  constraint session_climate_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint session_climate_amounts_check check (watts >= 0 and used_watt_seconds >= 0 and saved_watt_seconds >= 0)
);
create index session_climate_open_index on booking.session_climate (metered_at) where closed_at is null;

do $$
declare
  known text;
begin
  select pg_get_constraintdef(c.oid) into strict known from pg_constraint c
  where c.conname = 'timers_kind_check' and c.conrelid = 'booking.timers'::regclass;
  alter table booking.timers drop constraint timers_kind_check;
  execute 'alter table booking.timers add constraint timers_kind_check '
    || replace(known, 'ARRAY[', 'ARRAY[''empty''::text, ');
end
$$;
