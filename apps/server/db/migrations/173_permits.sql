-- BKG-9, BKG-25: a right to enter for somebody without a booking: a cleaner, a repairer, a viewing.
create table booking.permits (
  id uuid not null,
  store_id uuid not null,
  -- Whom it is for.
  label text not null,
  reason text not null,
  code text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Rooms whose doors it opens beside the store's own.
  room_ids uuid[] not null,
  created_by uuid not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  revoke_reason text,
  constraint permits_pkey primary key (id),
  constraint permits_range_check check (starts_at < ends_at),
  constraint permits_revoked_check check ((revoked_at is null) = (revoked_by is null))
);
create index permits_list_index on booking.permits (store_id, id desc);
create index permits_code_index on booking.permits (store_id, code) where revoked_at is null;

-- What codes at doors came to: a booking's or a permit's, and each door that was told to open.
create table booking.code_openings (
  id uuid not null,
  store_id uuid not null,
  booking_id uuid,
  permit_id uuid,
  scanner_id uuid not null,
  device_id uuid not null,
  command_id uuid not null,
  at timestamptz not null,
  opened_at timestamptz,
  constraint code_openings_pkey primary key (id),
  constraint code_openings_command_key unique (command_id),
  constraint code_openings_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint code_openings_permit_fkey foreign key (permit_id) references booking.permits (id),
  constraint code_openings_whose_check check ((booking_id is null) <> (permit_id is null))
);
create index code_openings_permit_index on booking.code_openings (permit_id, at) where permit_id is not null;
create index code_openings_booking_index on booking.code_openings (booking_id, at) where booking_id is not null;
