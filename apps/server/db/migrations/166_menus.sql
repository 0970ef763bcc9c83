-- CAT-7: what a store with rooms serves in them: teas, snacks, services.
create table catalog.menu_items (
  id uuid not null,
  store_id uuid not null,
  category text not null,
  name text not null,
  description text,
  image text,
  price bigint not null,
  -- Groups of choices with their surcharges.
  options jsonb not null,
  preparation text not null,
  state text not null,
  -- The listing whose pieces are counted down; null for what is made on demand.
  listing_id uuid,
  sort int not null,
  version int not null,
  retired_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint menu_items_pkey primary key (id),
  constraint menu_items_listing_fkey foreign key (listing_id) references catalog.listings (id),
  constraint menu_items_price_check check (price >= 0),
  constraint menu_items_preparation_check check (preparation in ('staff', 'device')),
  constraint menu_items_state_check check (state in ('available', 'sold_out'))
);
create index menu_items_store_index on catalog.menu_items (store_id, sort, id) where retired_at is null;
create unique index menu_items_name_key on catalog.menu_items (store_id, name) where retired_at is null;
