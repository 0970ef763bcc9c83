-- BKG-8: customers who wait for a range of a room, or of any room of a kind, in the order in which they came.
create table booking.waits (
  id uuid not null,
  store_id uuid not null,
  member_id uuid not null,
  -- One of both: a room, or any room of a kind that seats so many.
  room_id uuid,
  room_kind text,
  people int not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null,
  -- The offer: a booking of kind `offer` that holds the room until it is taken or passes on.
  booking_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint waits_pkey primary key (id),
  constraint waits_booking_key unique (booking_id),
  constraint waits_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint waits_range_check check (starts_at < ends_at),
  constraint waits_wish_check check ((room_id is null) <> (room_kind is null)),
  constraint waits_state_check check (state in ('waiting', 'offered', 'taken', 'declined', 'missed', 'left', 'expired')),
  constraint waits_offer_check check ((state in ('offered', 'taken', 'declined', 'missed')) <= (booking_id is not null))
);
-- Waiting twice for the same is waiting once.
create unique index waits_wish_key on booking.waits (member_id, store_id, coalesce(room_id::text, room_kind), starts_at, ends_at)
  where state in ('waiting', 'offered');
create index waits_line_index on booking.waits (store_id, id) where state = 'waiting';
create index waits_start_index on booking.waits (starts_at) where state = 'waiting';
create index waits_member_index on booking.waits (member_id, id desc);

-- Time of a room that somebody gave back, until the line has been asked. Only inserted beside other work: it waits for nobody.
create table booking.freed (
  id bigint generated always as identity,
  store_id uuid not null,
  constraint freed_pkey primary key (id)
);

-- Whoever gives time back, by whatever way: where somebody waits in that store for a time like it, the line is asked.
create function booking.note_freed() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from booking.waits w
    where w.store_id = old.store_id and w.state = 'waiting' and tstzrange(w.starts_at, w.ends_at) && old.during
  ) then
    insert into booking.freed (store_id) values (old.store_id);
  end if;
  return null;
end
$$;
create trigger bookings_note_freed after update of state, during, room_id on booking.bookings for each row
  when (
    old.state in ('held', 'confirmed', 'in_use', 'completed') and (
      new.state not in ('held', 'confirmed', 'in_use', 'completed') or old.room_id <> new.room_id or not new.during @> old.during
    )
  )
  execute function booking.note_freed();

-- An offer occupies its room by the same constraint as every booking.
do $$
declare
  known text;
begin
  select pg_get_constraintdef(c.oid) into strict known from pg_constraint c
  where c.conname = 'bookings_kind_check' and c.conrelid = 'booking.bookings'::regclass;
  alter table booking.bookings drop constraint bookings_kind_check;
  execute 'alter table booking.bookings add constraint bookings_kind_check '
    || replace(known, 'ARRAY[', 'ARRAY[''offer''::text, ');
end
$$;
