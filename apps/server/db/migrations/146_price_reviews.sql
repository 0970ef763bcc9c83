-- CAT-4. A price that a store may not set by itself waits here for the platform; the published price stays live meanwhile.
create table catalog.price_reviews (
  id uuid not null,
  listing_id uuid not null,
  store_id uuid not null,
  product_id uuid not null,
  price bigint not null,
  price_before bigint not null,
  note text,
  state text not null,
  requested_by uuid not null,
  requested_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  constraint price_reviews_pkey primary key (id),
  constraint price_reviews_listing_fkey foreign key (listing_id) references catalog.listings (id),
  constraint price_reviews_product_fkey foreign key (product_id) references catalog.products (id),
  constraint price_reviews_price_check check (price > 0 and price_before > 0),
  constraint price_reviews_state_check check (state in ('pending', 'approved', 'rejected', 'withdrawn', 'superseded')),
  constraint price_reviews_decided_check check ((state = 'pending') = (decided_at is null)),
  constraint price_reviews_reason_check check (state <> 'rejected' or reason is not null)
);
-- One price waits for a listing at a time: a newer wish replaces the older.
create unique index price_reviews_pending_key on catalog.price_reviews (listing_id) where state = 'pending';
create index price_reviews_store_idx on catalog.price_reviews (store_id, id);
create index price_reviews_state_idx on catalog.price_reviews (state, id);
