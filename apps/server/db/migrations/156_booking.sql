create extension if not exists btree_gist;
create schema booking;

-- What a store asks of bookings; a store without a row follows the platform's own terms.
create table booking.policies (
  store_id uuid not null,
  policy jsonb not null,
  version int not null,
  updated_at timestamptz not null,
  constraint policies_pkey primary key (store_id)
);

create table booking.bookings (
  id uuid not null,
  number text not null,
  store_id uuid not null,
  room_id uuid not null,
  kind text not null,
  state text not null,
  member_id uuid,
  -- What staff wrote on a walk-in or a block.
  note text,
  people int not null,
  mode text,
  package_id text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- What nobody else may have: the stay, a renewal that waits for its payment, and the cleaning after it.
  during tstzrange not null,
  holds_until timestamptz,
  -- The entry code; kept after the end so that it is not given again soon.
  code text not null,
  entry_revoked boolean not null,
  share_token text,
  -- The policy that it was booked by.
  terms jsonb not null,
  started_at timestamptz,
  ended_at timestamptz,
  power text not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint bookings_pkey primary key (id),
  constraint bookings_number_key unique (number),
  constraint bookings_kind_check check (kind in ('customer', 'walk_in', 'open', 'block')),
  constraint bookings_state_check check (
    state in ('held', 'confirmed', 'in_use', 'completed', 'lapsed', 'cancelled', 'no_show')
  ),
  constraint bookings_power_check check (power in ('off', 'on', 'warned', 'dimmed', 'grace', 'cut')),
  constraint bookings_range_check check (starts_at < ends_at),
  constraint bookings_member_check check ((kind in ('customer', 'open')) = (member_id is not null)),
  constraint bookings_hold_check check ((state = 'held') <= (holds_until is not null)),
  constraint bookings_started_check check ((state in ('in_use')) <= (started_at is not null)),
  -- BKG-3: what the database itself refuses, whatever a program believes.
  constraint bookings_room_free exclude using gist (room_id with =, during with &&)
    where (state in ('held', 'confirmed', 'in_use', 'completed'))
);
create unique index bookings_share_key on booking.bookings (share_token) where share_token is not null;
create index bookings_member_index on booking.bookings (member_id, created_at desc, id desc) where member_id is not null;
create index bookings_list_index on booking.bookings (store_id, created_at desc, id desc);
create index bookings_time_index on booking.bookings (store_id, starts_at);
create index bookings_code_index on booking.bookings (store_id, code) where state in ('confirmed', 'in_use');

-- One thing that is paid at once: the booking, each renewal, overtime. Payments and the ledger know it as their order.
create table booking.charges (
  id uuid not null,
  booking_id uuid not null,
  number text not null,
  kind text not null,
  state text not null,
  amount bigint not null,
  refunded bigint not null,
  refunding bigint not null,
  store_discount bigint not null,
  platform_discount bigint not null,
  quote jsonb,
  -- Where the booking's end goes when it is paid.
  new_end timestamptz,
  payment_id uuid,
  channel text,
  expires_at timestamptz,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint charges_pkey primary key (id),
  constraint charges_number_key unique (number),
  constraint charges_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint charges_kind_check check (kind in ('booking', 'reschedule', 'renewal', 'extension', 'usage', 'overtime')),
  constraint charges_state_check check (state in ('awaiting_payment', 'paid', 'void', 'owed')),
  constraint charges_amounts_check check (
    amount >= 0 and refunded >= 0 and refunding >= 0 and refunded + refunding <= amount
  ),
  constraint charges_paid_check check ((state = 'paid') = (paid_at is not null))
);
create index charges_booking_index on booking.charges (booking_id, id);
create index charges_owed_index on booking.charges (booking_id) where state = 'owed';

create table booking.refunds (
  id uuid not null,
  charge_id uuid not null,
  booking_id uuid not null,
  purpose text not null,
  amount bigint not null,
  reason text not null,
  state text not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  constraint refunds_pkey primary key (id),
  constraint refunds_charge_fkey foreign key (charge_id) references booking.charges (id),
  constraint refunds_purpose_check check (purpose in ('sale', 'late_payment', 'second_payment')),
  constraint refunds_amount_check check (amount > 0),
  constraint refunds_state_check check (state in ('requesting', 'succeeded', 'failed', 'closed'))
);
create index refunds_booking_index on booking.refunds (booking_id, id);

-- Everything that happens by the clock. A row is done once, by whichever server comes first, however late.
create table booking.timers (
  id uuid not null,
  booking_id uuid not null,
  kind text not null,
  due_at timestamptz not null,
  -- Minutes before the end, for reminders.
  minutes int not null,
  done_at timestamptz,
  constraint timers_pkey primary key (id),
  constraint timers_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint timers_kind_check check (
    kind in ('lapse', 'no_show', 'reminder', 'end', 'dim', 'grace', 'cut', 'renewal_lapse', 'precondition')
  )
);
create index timers_due_index on booking.timers (due_at, id) where done_at is null;
create index timers_booking_index on booking.timers (booking_id) where done_at is null;

-- BKG-24: each move, timed, with who made it.
create table booking.timeline (
  id uuid not null,
  booking_id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  name text not null,
  detail jsonb not null,
  constraint timeline_pkey primary key (id),
  constraint timeline_booking_fkey foreign key (booking_id) references booking.bookings (id)
);
create index timeline_booking_index on booking.timeline (booking_id, at, id);

-- BKG-6: friends with an entry right of their own.
create table booking.guests (
  id uuid not null,
  booking_id uuid not null,
  member_id uuid not null,
  joined_at timestamptz not null,
  revoked_at timestamptz,
  constraint guests_pkey primary key (id),
  constraint guests_member_key unique (booking_id, member_id),
  constraint guests_booking_fkey foreign key (booking_id) references booking.bookings (id)
);
create index guests_member_index on booking.guests (member_id, booking_id);

create table booking.openings (
  id uuid not null,
  booking_id uuid not null,
  member_id uuid not null,
  device_id uuid not null,
  command_id uuid not null,
  state text not null,
  code text,
  requested_at timestamptz not null,
  opened_at timestamptz,
  constraint openings_pkey primary key (id),
  constraint openings_command_key unique (command_id),
  constraint openings_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint openings_state_check check (
    state in ('requested', 'sent', 'acknowledged', 'opened', 'rejected', 'timed_out', 'expired', 'failed')
  )
);
create index openings_booking_index on booking.openings (booking_id, id);

-- Which devices of the store serve a room. Protected circuits are never switched off by the end of a session.
create table booking.room_devices (
  room_id uuid not null,
  device_id uuid not null,
  label text not null,
  protected boolean not null,
  position int not null,
  constraint room_devices_pkey primary key (room_id, device_id)
);
create index room_devices_device_index on booking.room_devices (device_id);

-- Whether a range of a room is free of everybody but one booking. The caller holds the room.
create function booking.is_free(p_room uuid, p_during tstzrange, p_except uuid) returns boolean language sql stable as $$
  select not exists (
    select 1 from booking.bookings b
    where b.room_id = p_room and b.during && p_during and b.state in ('held', 'confirmed', 'in_use', 'completed')
      and b.id is distinct from p_except
  )
$$;

-- Takes a free range of a room, or answers false. Whoever places waits in line for the room, so that two that place at once
-- never wait for each other; the exclusion constraint stands behind it.
create function booking.place(
  p_id uuid, p_number text, p_store uuid, p_room uuid, p_kind text, p_state text, p_member uuid, p_note text, p_people int,
  p_mode text, p_package text, p_from timestamptz, p_to timestamptz, p_until timestamptz, p_holds_until timestamptz,
  p_code text, p_terms jsonb, p_now timestamptz
) returns boolean language plpgsql as $$
declare
  wanted tstzrange := tstzrange(p_from, p_until);
begin
  if not booking.is_free(p_room, wanted, null) then return false; end if;
  perform pg_advisory_xact_lock(7280, hashtext(p_room::text));
  if not booking.is_free(p_room, wanted, null) then return false; end if;
  insert into booking.bookings (id, number, store_id, room_id, kind, state, member_id, note, people, mode, package_id,
    starts_at, ends_at, during, holds_until, code, entry_revoked, terms, power, version, created_at, updated_at)
  values (p_id, p_number, p_store, p_room, p_kind, p_state, p_member, p_note, p_people, p_mode, p_package,
    p_from, p_to, wanted, p_holds_until, p_code, false, p_terms, 'off', 1, p_now, p_now);
  return true;
end
$$;

-- Lets a booking that the caller holds by its row occupy another range, maybe of another room, or answers false.
create function booking.occupy(p_id uuid, p_room uuid, p_from timestamptz, p_until timestamptz) returns boolean
language plpgsql as $$
declare
  wanted tstzrange := tstzrange(p_from, p_until);
begin
  perform pg_advisory_xact_lock(7280, hashtext(p_room::text));
  if not booking.is_free(p_room, wanted, p_id) then return false; end if;
  update booking.bookings set room_id = p_room, during = wanted where id = p_id;
  return true;
end
$$;
