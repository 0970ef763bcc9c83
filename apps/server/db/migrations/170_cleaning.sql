-- BKG-17: what has to be cleaned after a session, a task for each. Where the store says so, the room is kept until it is done.
create table booking.cleaning_tasks (
  id uuid not null,
  store_id uuid not null,
  room_id uuid not null,
  booking_id uuid not null,
  state text not null,
  -- Whether the room may not be booked before it is clean.
  keeps_room boolean not null,
  -- What the cleaner wrote.
  note text,
  taken_by uuid,
  taken_at timestamptz,
  closed_by uuid,
  closed_at timestamptz,
  -- When it was told that the next booking is due and the room not clean.
  late_at timestamptz,
  created_at timestamptz not null,
  constraint cleaning_tasks_pkey primary key (id),
  constraint cleaning_tasks_booking_key unique (booking_id),
  constraint cleaning_tasks_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint cleaning_tasks_state_check check (state in ('open', 'taken', 'done', 'blocked')),
  constraint cleaning_tasks_done_check check ((state = 'done') = (closed_at is not null)),
  constraint cleaning_tasks_taken_check check ((state = 'taken') <= (taken_by is not null))
);
create index cleaning_tasks_open_index on booking.cleaning_tasks (store_id, id) where state <> 'done';
create index cleaning_tasks_list_index on booking.cleaning_tasks (store_id, id desc);
