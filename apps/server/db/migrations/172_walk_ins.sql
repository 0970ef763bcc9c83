-- BKG-9: how a walk-in customer can be reached; members have their own phone.
create table booking.contacts (
  booking_id uuid not null,
  phone_sealed text not null,
  phone_masked text not null,
  constraint contacts_pkey primary key (booking_id),
  constraint contacts_booking_fkey foreign key (booking_id) references booking.bookings (id)
);
create index contacts_tail_index on booking.contacts (right(phone_masked, 4));
