create schema exports;

-- Lists that are written to files in the background. A file lives a day; its row stays as the record of what left the house.
create table exports.exports (
  id uuid not null,
  kind text not null,
  format text not null,
  filters jsonb not null,
  locale text not null,
  state text not null,
  rows int not null,
  complete boolean not null,
  code text,
  bytes bigint,
  -- The stores that the asker's scope held when the file was written; null for all.
  store_ids uuid[],
  requested_by uuid not null,
  requested_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz not null,
  constraint exports_pkey primary key (id),
  constraint exports_format_check check (format in ('csv', 'xlsx')),
  constraint exports_state_check check (state in ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
  constraint exports_finished_check check ((state in ('waiting', 'running')) = (finished_at is null)),
  constraint exports_rows_check check (rows >= 0)
);
create index exports_requester_idx on exports.exports (requested_by, id);
create index exports_expiry_idx on exports.exports (expires_at) where state in ('waiting', 'running', 'done');
