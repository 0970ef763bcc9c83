-- BKG-29, BKG-30: a booking to come that cannot begin as it was sold, through no fault of its customer, and what they chose.
create table booking.disruptions (
  id uuid not null,
  booking_id uuid not null,
  cause text not null,
  -- Whose session runs over, where that is the cause.
  by_booking_id uuid,
  told_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  constraint disruptions_pkey primary key (id),
  constraint disruptions_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint disruptions_cause_check check (cause in ('overrun', 'cleaning', 'lockdown')),
  constraint disruptions_outcome_check check (outcome in ('room', 'later', 'refund', 'came', 'missed')),
  constraint disruptions_ended_check check ((ended_at is null) = (outcome is null))
);
-- Told once while it lasts, whoever notices it.
create unique index disruptions_open_key on booking.disruptions (booking_id) where ended_at is null;
