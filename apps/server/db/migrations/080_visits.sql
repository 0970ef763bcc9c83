create schema visits;

-- One stay of one member in one store. Exists only once the door really opened.
create table visits.visits (
  id uuid not null,
  number text not null,
  store_id uuid not null,
  member_id uuid not null,
  state text not null,
  ending text,
  first_visit boolean not null,
  flags text[] not null,
  entered_at timestamptz not null,
  inside_at timestamptz,
  exit_requested_at timestamptz,
  help_requested_at timestamptz,
  paid_at timestamptz,
  ended_at timestamptz,
  constraint visits_pkey primary key (id),
  constraint visits_number_key unique (number),
  constraint visits_state_check check (state in ('entering', 'inside', 'leaving', 'ended', 'timed_out', 'abnormal')),
  constraint visits_ending_check check (ending in ('purchase', 'no_purchase', 'emergency', 'timed_out', 'abnormal')),
  constraint visits_ended_check check (
    (state in ('entering', 'inside', 'leaving')) = (ending is null) and (ending is null) = (ended_at is null))
);
create unique index visits_open_member_key on visits.visits (member_id) where state in ('entering', 'inside', 'leaving');
create index visits_open_store_index on visits.visits (store_id, entered_at) where state in ('entering', 'inside', 'leaving');
create index visits_list_index on visits.visits (entered_at desc, id desc);
create index visits_store_index on visits.visits (store_id, entered_at desc, id desc);
create index visits_member_index on visits.visits (member_id, entered_at desc, id desc);

-- One try to open a door; most of them belong to a visit, some fail before there is one.
create table visits.openings (
  id uuid not null,
  store_id uuid not null,
  device_id uuid not null,
  command_id uuid,
  visit_id uuid,
  member_id uuid,
  purpose text not null,
  state text not null,
  code text,
  requested_by_kind text not null,
  requested_by_id text,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  late_acknowledged_at timestamptz,
  opened_at timestamptz,
  opened_seq bigint,
  closed_at timestamptz,
  settled_at timestamptz,
  -- When an acknowledged opening that nobody used counts as failed.
  unused_at timestamptz,
  counted_in int not null,
  constraint openings_pkey primary key (id),
  constraint openings_command_key unique (command_id),
  constraint openings_visit_fkey foreign key (visit_id) references visits.visits (id),
  constraint openings_purpose_check check (
    purpose in ('entry', 're_entry', 'exit_paid', 'exit_granted', 'exit_policy', 'agent', 'emergency')),
  constraint openings_state_check check (
    state in ('requested', 'sent', 'acknowledged', 'opened', 'rejected', 'timed_out', 'expired', 'failed')),
  constraint openings_settled_check check ((settled_at is null) = (state in ('requested', 'sent', 'acknowledged')))
);
create unique index openings_pending_entry_key on visits.openings (member_id)
  where state in ('requested', 'sent', 'acknowledged') and purpose in ('entry', 're_entry');
create unique index openings_pending_exit_key on visits.openings (visit_id)
  where state in ('requested', 'sent', 'acknowledged') and purpose not in ('entry', 're_entry');
create index openings_visit_index on visits.openings (visit_id, requested_at desc);
create index openings_unclosed_index on visits.openings (device_id) where opened_at is not null and closed_at is null;
create index openings_unused_index on visits.openings (unused_at) where state = 'acknowledged';
create index openings_store_index on visits.openings (store_id, opened_at desc) where opened_at is not null;
create index openings_member_index on visits.openings (member_id, requested_at desc);

-- How far the closing of each door was followed: events may be handled in another order than they happened.
create table visits.doors (
  device_id uuid not null,
  closed_seq bigint not null,
  closed_at timestamptz not null,
  constraint doors_pkey primary key (device_id)
);

-- VIS-12: what happened around a visit, on one line.
create table visits.timeline (
  id uuid not null,
  visit_id uuid not null,
  at timestamptz not null,
  name text not null,
  actor text not null,
  actor_name text,
  detail jsonb not null,
  constraint timeline_pkey primary key (id),
  constraint timeline_visit_fkey foreign key (visit_id) references visits.visits (id),
  constraint timeline_actor_check check (actor in ('customer', 'staff', 'system', 'device', 'channel'))
);
create index timeline_visit_index on visits.timeline (visit_id, at, id);
