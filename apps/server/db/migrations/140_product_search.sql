-- CAT-8: what a product is found by: its words, the first letters of their pinyin, and pairs of neighbouring signs for typing errors.
-- Filled with every write by catalog/search-rules.ts; rows without it are filled by a sweep. Nothing here needs an extension.
alter table catalog.products
  add column search_text text,
  add column search_initials text,
  add column search_pairs text[];
create index products_search_idx on catalog.products using gin (search_pairs);
create index products_unindexed_idx on catalog.products (id) where search_text is null;
