-- ORG-10: bookable units of a store.
create table organisation.rooms (
  id uuid not null,
  store_id uuid not null,
  name text not null,
  kind text not null,
  style text,
  capacity int not null,
  description text,
  facilities text[] not null,
  gallery text[] not null,
  sort int not null,
  -- Minutes after each use in which nobody else may have it.
  buffer_minutes int not null,
  state text not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint rooms_pkey primary key (id),
  constraint rooms_store_fkey foreign key (store_id) references organisation.stores (id),
  constraint rooms_kind_check check (kind in ('tea', 'mahjong', 'billiards', 'party', 'meeting', 'other')),
  constraint rooms_capacity_check check (capacity between 1 and 200),
  constraint rooms_buffer_check check (buffer_minutes between 0 and 240),
  constraint rooms_state_check check (state in ('open', 'closed', 'retired'))
);
create unique index rooms_name_key on organisation.rooms (store_id, name) where state <> 'retired';
create index rooms_store_index on organisation.rooms (store_id, sort, id);
