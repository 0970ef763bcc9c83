create schema organisation;

create table organisation.entities (
  id uuid not null,
  name text not null,
  contact_name text,
  contact_phone_sealed text,
  contact_phone_masked text,
  licence_number text,
  payout_account_sealed text,
  payout_account_masked text,
  service_fee int not null,
  channel_fee_bearer text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint entities_pkey primary key (id),
  constraint entities_licence_key unique (licence_number),
  constraint entities_service_fee_check check (service_fee between 0 and 10000),
  constraint entities_channel_fee_bearer_check check (channel_fee_bearer in ('platform', 'entity'))
);
create index entities_name_idx on organisation.entities (name, id);

create table organisation.regions (
  id uuid not null,
  parent_id uuid,
  name text not null,
  created_at timestamptz not null,
  constraint regions_pkey primary key (id),
  constraint regions_parent_fkey foreign key (parent_id) references organisation.regions (id),
  constraint regions_parent_check check (parent_id <> id)
);
create index regions_parent_idx on organisation.regions (parent_id);

create sequence organisation.store_numbers;

create table organisation.stores (
  id uuid not null,
  number text not null,
  name text not null,
  kind text not null,
  entity_id uuid not null,
  region_id uuid,
  city text not null,
  address text not null,
  longitude double precision not null,
  latitude double precision not null,
  zone text not null,
  phone text,
  service_fee int,
  facilities text[] not null,
  gallery text[] not null,
  hours jsonb not null,
  attended jsonb,
  state text not null,
  state_reason text,
  lockdown_reason text,
  lockdown_since timestamptz,
  lockdown_by text,
  capacity int,
  exit_policy text not null,
  age_restricted boolean not null,
  proximity_metres int,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint stores_pkey primary key (id),
  constraint stores_number_key unique (number),
  constraint stores_entity_fkey foreign key (entity_id) references organisation.entities (id),
  constraint stores_region_fkey foreign key (region_id) references organisation.regions (id),
  constraint stores_kind_check check (kind in ('retail', 'rooms', 'both')),
  constraint stores_state_check check (state in ('open', 'closed', 'abnormal', 'suspended')),
  constraint stores_position_check check (longitude between -180 and 180 and latitude between -90 and 90),
  constraint stores_service_fee_check check (service_fee between 0 and 10000),
  constraint stores_capacity_check check (capacity > 0),
  constraint stores_exit_policy_check check (exit_policy in ('agent', 'auto')),
  constraint stores_lockdown_check check (
    (lockdown_since is null) = (lockdown_reason is null) and (lockdown_since is null) = (lockdown_by is null)
  )
);
create index stores_name_idx on organisation.stores (name, id);
create index stores_entity_idx on organisation.stores (entity_id, name, id);
create index stores_region_idx on organisation.stores (region_id, name, id);
create index stores_position_idx on organisation.stores (latitude, longitude);

-- ORG-9, VIS-1: the opaque codes printed on doors. One is current; the ones before stay, so that a stale print is told from a forgery.
create table organisation.door_codes (
  token text not null,
  store_id uuid not null,
  issued_at timestamptz not null,
  ended_at timestamptz,
  constraint door_codes_pkey primary key (token),
  constraint door_codes_store_fkey foreign key (store_id) references organisation.stores (id)
);
create unique index door_codes_current_key on organisation.door_codes (store_id) where ended_at is null;

create table organisation.store_agents (
  store_id uuid not null,
  agent_id uuid not null,
  bound_at timestamptz not null,
  constraint store_agents_pkey primary key (store_id, agent_id),
  constraint store_agents_store_fkey foreign key (store_id) references organisation.stores (id)
);
create index store_agents_agent_idx on organisation.store_agents (agent_id, store_id);

-- Metres between two positions on a sphere of the earth's mean radius (haversine).
create function organisation.metres_between(
  p_longitude double precision, p_latitude double precision,
  q_longitude double precision, q_latitude double precision
) returns double precision
language sql immutable strict parallel safe
as $$
  select 2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(q_latitude - p_latitude) / 2), 2)
    + cos(radians(p_latitude)) * cos(radians(q_latitude))
      * power(sin(radians(q_longitude - p_longitude) / 2), 2)
  )))
$$;
