-- BKG-16: statements read money by the day on which it moved.
create index charges_paid_at_index on booking.charges (paid_at) where state = 'paid';
create index refunds_settled_at_index on booking.refunds (settled_at) where state = 'succeeded';
-- BKG-26: the board looks for what has not come to its end.
create index refunds_open_index on booking.refunds (created_at) where state = 'requesting';
create index bookings_open_index on booking.bookings (ends_at) where state in ('held', 'confirmed', 'in_use');
