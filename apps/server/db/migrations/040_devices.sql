create schema devices;

-- One row a device. The broker reads code, state and secret_sha256 from here.
create table devices.devices (
  id uuid not null,
  code text not null,
  kind text not null,
  name text not null,
  model text,
  ip_address text,
  store_id uuid,
  state text not null,
  stop_reason text,
  secret_sha256 bytea not null,
  secret_pbkdf2 text not null,
  faults text[] not null,
  online boolean not null,
  seen_online_at timestamptz,
  connectivity_changed_at timestamptz,
  last_seen_at timestamptz,
  desired jsonb not null,
  desired_version int not null,
  published_version int not null,
  reported jsonb not null,
  reported_version int not null,
  reported_at timestamptz,
  last_event_seq bigint not null,
  disconnect_due boolean not null,
  version int not null,
  created_at timestamptz not null,
  constraint devices_pkey primary key (id),
  constraint devices_code_key unique (code),
  constraint devices_state_check check (state in ('active', 'stopped')),
  constraint devices_stop_reason_check check ((state = 'stopped') = (stop_reason is not null)),
  constraint devices_versions_check check (desired_version >= 0 and published_version <= desired_version)
);
create index devices_list_index on devices.devices (created_at desc, id desc);
create index devices_store_index on devices.devices (store_id, kind, created_at);
create index devices_online_index on devices.devices (seen_online_at) where online;
create index devices_twin_index on devices.devices (id) where published_version < desired_version;
create index devices_disconnect_index on devices.devices (id) where disconnect_due;

-- Commands are their own outbox: queued rows are claimed, published, and marked sent.
create table devices.commands (
  id uuid not null,
  device_id uuid not null,
  store_id uuid,
  name text not null,
  args jsonb not null,
  state text not null,
  code text,
  message text,
  reference_kind text,
  reference_id uuid,
  requested_by_kind text not null,
  requested_by_id text,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  leased_until timestamptz,
  sent_at timestamptz,
  settled_at timestamptz,
  late_outcome text,
  late_acknowledged_at timestamptz,
  constraint commands_pkey primary key (id),
  constraint commands_device_fkey foreign key (device_id) references devices.devices (id),
  constraint commands_state_check check (state in ('queued', 'sent', 'acknowledged', 'rejected', 'timed_out', 'expired')),
  constraint commands_settled_check check ((settled_at is null) = (state in ('queued', 'sent'))),
  constraint commands_expiry_check check (expires_at > requested_at)
);
create index commands_queue_index on devices.commands (requested_at) where state = 'queued';
create index commands_open_index on devices.commands (expires_at) where state in ('queued', 'sent');
create index commands_list_index on devices.commands (device_id, requested_at desc, id desc);

-- What devices reported, each once.
create table devices.events (
  id uuid not null,
  device_id uuid not null,
  event_id text not null,
  store_id uuid,
  seq bigint not null,
  name text not null,
  data jsonb not null,
  at timestamptz not null,
  received_at timestamptz not null,
  constraint events_pkey primary key (id),
  constraint events_once_key unique (device_id, event_id),
  constraint events_device_fkey foreign key (device_id) references devices.devices (id)
);
create index events_list_index on devices.events (device_id, received_at desc, id desc);

-- Bad input, counted by device code; a code may belong to no device.
create table devices.offences (
  code text not null,
  offence text not null,
  count bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  constraint offences_pkey primary key (code, offence),
  constraint offences_count_check check (count > 0)
);
