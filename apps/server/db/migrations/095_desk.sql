create schema desk;

-- Something an agent should see or answer.
create table desk.alerts (
  id uuid not null,
  kind text not null,
  store_id uuid not null,
  visit_id uuid,
  member_id uuid,
  device_id uuid,
  detail text,
  created_at timestamptz not null,
  taken_by uuid,
  taken_at timestamptz,
  closed_by uuid,
  closed_at timestamptz,
  note text,
  constraint alerts_pkey primary key (id),
  constraint alerts_kind_check check (
    kind in ('entry', 'help', 'exit_request', 'emergency', 'fault', 'forced_door', 'overstay', 'payment')),
  constraint alerts_taken_check check ((taken_by is null) = (taken_at is null))
);
create unique index alerts_open_visit_key on desk.alerts (visit_id, kind) where closed_at is null and visit_id is not null;
create unique index alerts_open_device_key on desk.alerts (device_id, kind, detail)
  where closed_at is null and device_id is not null;
create index alerts_open_store_index on desk.alerts (store_id, created_at desc) where closed_at is null;
create index alerts_list_index on desk.alerts ((closed_at is not null), created_at desc, id desc);

-- What an agent did, with the device's own outcome.
create table desk.services (
  id uuid not null,
  kind text not null,
  outcome text not null,
  code text,
  store_id uuid not null,
  visit_id uuid,
  member_id uuid,
  agent_id uuid not null,
  note text,
  opening_id uuid,
  command_id uuid,
  requested_at timestamptz not null,
  settled_at timestamptz,
  constraint services_pkey primary key (id),
  constraint services_kind_check check (
    kind in ('open_door', 'lock_door', 'grant_exit', 'mark_abnormal', 'snapshot', 'talk', 'report_fault', 'lockdown')),
  constraint services_outcome_check check (outcome in ('waiting', 'succeeded', 'failed')),
  constraint services_settled_check check ((settled_at is null) = (outcome = 'waiting'))
);
create index services_opening_index on desk.services (opening_id) where outcome = 'waiting';
create index services_list_index on desk.services (requested_at desc, id desc);
create index services_store_index on desk.services (store_id, requested_at desc, id desc);
create index services_agent_index on desk.services (agent_id, requested_at desc, id desc);
create index services_visit_index on desk.services (visit_id, requested_at desc, id desc);
