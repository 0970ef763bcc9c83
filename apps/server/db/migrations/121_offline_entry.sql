-- VIS-11: the key that a store's door and the server make offline entry codes from.
create table devices.store_keys (
  store_id uuid not null,
  key_sealed text not null,
  made_at timestamptz not null,
  constraint store_keys_pkey primary key (store_id)
);

-- Doors in service get their key with the next publishing of the twin.
update devices.devices
set desired_version = desired_version + 1
where kind = 'door_controller'
  and state = 'active';

-- Heartbeats touch the row and no index.
drop index devices.devices_online_index;
create index devices_online_index on devices.devices (id) where online;
alter table devices.devices set (fillfactor = 80);

-- Codes given out, each good for one entry. `member_id` or `staff_id` says to whom.
create table visits.offline_codes (
  id uuid not null,
  store_id uuid not null,
  step bigint not null,
  slot int not null,
  member_id uuid,
  staff_id uuid,
  issued_at timestamptz not null,
  used_at timestamptz,
  constraint offline_codes_pkey primary key (id),
  constraint offline_codes_slot_key unique (store_id, step, slot),
  constraint offline_codes_slot_check check (slot between 0 and 999),
  constraint offline_codes_owner_check check (num_nonnulls(member_id, staff_id) = 1)
);
create unique index offline_codes_member_key on visits.offline_codes (store_id, step, member_id) where member_id is not null;
create index offline_codes_owner_index on visits.offline_codes (member_id, issued_at desc) where member_id is not null;

-- VIS-14: what a customer and an agent see of an answer that came too late. VIS-11: an entry that needed no command.
alter table visits.openings add column offline_code_id uuid;
alter table visits.openings add constraint openings_offline_code_key unique (offline_code_id);
alter table visits.openings add constraint openings_offline_code_fkey
  foreign key (offline_code_id) references visits.offline_codes (id);
