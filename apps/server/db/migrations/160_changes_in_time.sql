-- BKG-7, BKG-21: where a booking goes when a charge of it is paid, and what its time is worth from then on.
alter table booking.charges add column change jsonb;
-- A range that is kept for a change of another booking until its difference is paid.
alter table booking.bookings add column keeps_for uuid;
alter table booking.bookings add constraint bookings_keeps_fkey foreign key (keeps_for) references booking.bookings (id);
create index bookings_keeps_index on booking.bookings (keeps_for) where keeps_for is not null;
