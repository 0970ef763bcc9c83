create schema catalog;

create table catalog.categories (
  id uuid not null,
  parent_id uuid,
  name text not null,
  sort int not null,
  created_at timestamptz not null,
  constraint categories_pkey primary key (id),
  constraint categories_parent_fkey foreign key (parent_id) references catalog.categories (id)
);
create index categories_parent_idx on catalog.categories (parent_id, sort, id);

create table catalog.products (
  id uuid not null,
  name text not null,
  brand text,
  spec text,
  unit text not null,
  barcodes text[] not null,
  category_id uuid,
  tags text[] not null,
  images text[] not null,
  introduction text,
  guide_price bigint not null,
  sale_price bigint not null,
  discount_price bigint,
  cost bigint,
  tax_class text,
  shelf_life_days int,
  age_restricted boolean not null,
  restriction text not null,
  price_rule text not null,
  state text not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint products_pkey primary key (id),
  constraint products_category_fkey foreign key (category_id) references catalog.categories (id),
  constraint products_prices_check check (guide_price >= 0 and sale_price > 0 and discount_price > 0 and cost >= 0),
  constraint products_shelf_life_check check (shelf_life_days > 0),
  constraint products_restriction_check check (restriction in ('none', 'alcohol', 'tobacco')),
  constraint products_price_rule_check check (price_rule in ('locked', 'reviewed', 'limits')),
  constraint products_state_check check (state in ('active', 'archived'))
);
create index products_name_idx on catalog.products (name, id);
create index products_category_idx on catalog.products (category_id, name, id);
create index products_tags_idx on catalog.products using gin (tags);

-- CAT-6: the codes of active products in their canonical form (a UPC-A as EAN-13). A code belongs to one product.
create table catalog.barcodes (
  barcode text not null,
  product_id uuid not null,
  constraint barcodes_pkey primary key (barcode),
  constraint barcodes_product_fkey foreign key (product_id) references catalog.products (id)
);
create index barcodes_product_idx on catalog.barcodes (product_id);

create table catalog.listings (
  id uuid not null,
  store_id uuid not null,
  product_id uuid not null,
  store_price bigint,
  shelf_state text not null,
  stock_policy text not null,
  low_stock_at int,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint listings_pkey primary key (id),
  constraint listings_store_product_key unique (store_id, product_id),
  constraint listings_product_fkey foreign key (product_id) references catalog.products (id),
  constraint listings_store_price_check check (store_price > 0),
  constraint listings_shelf_state_check check (shelf_state in ('on', 'off')),
  constraint listings_stock_policy_check check (stock_policy in ('strict', 'allow_negative')),
  constraint listings_low_stock_check check (low_stock_at >= 0)
);
create index listings_product_idx on catalog.listings (product_id, store_id);

-- CAT-10: what may be sold where is data. A rule of a region wins over the general one (region null).
create table catalog.restriction_rules (
  id int generated always as identity,
  region_id uuid,
  restriction text not null,
  rule text not null,
  constraint restriction_rules_pkey primary key (id),
  constraint restriction_rules_key unique nulls not distinct (region_id, restriction),
  constraint restriction_rules_restriction_check check (restriction in ('alcohol', 'tobacco')),
  constraint restriction_rules_rule_check check (rule in ('prohibited', 'age_gate'))
);
insert into catalog.restriction_rules (restriction, rule)
values
  ('tobacco', 'prohibited'),
  ('alcohol', 'age_gate');
