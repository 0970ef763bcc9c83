-- How often a door's scanner read codes that are nobody's, so that guessing has a brake on every server.
create table booking.code_misses (
  scanner_id uuid not null,
  since timestamptz not null,
  count integer not null,
  ignored_until timestamptz,
  constraint code_misses_pkey primary key (scanner_id),
  constraint code_misses_count_check check (count > 0)
);
