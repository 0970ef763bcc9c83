-- What rooms cost (BIL-1..9): one draft a store, versions that never change, and days that are not what the calendar says.
create schema tariffs;

create table tariffs.drafts (
  store_id uuid not null,
  content jsonb not null,
  revision int not null,
  updated_at timestamptz not null,
  updated_by text,
  constraint drafts_pkey primary key (store_id)
);

create table tariffs.versions (
  id uuid not null,
  store_id uuid not null,
  number int not null,
  content jsonb not null,
  note text,
  effective_from timestamptz not null,
  published_at timestamptz not null,
  published_by text,
  constraint versions_pkey primary key (id),
  constraint versions_number_key unique (store_id, number),
  constraint versions_effective_check check (effective_from >= published_at)
);

-- BIL-6: bookings refer to versions, so that nothing may change in them or take them away.
create function tariffs.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'versions of prices never change';
end
$$;
create trigger versions_immutable before update or delete on tariffs.versions
for each row execute function tariffs.refuse_change();

-- Days of the platform (store_id null: every store in China) and of single stores.
create table tariffs.special_days (
  store_id uuid,
  date date not null,
  type text not null,
  label text not null,
  set_at timestamptz not null,
  set_by text,
  constraint special_days_key unique nulls not distinct (store_id, date),
  constraint special_days_type_check check (type in ('workday', 'weekend', 'holiday', 'makeup_workday'))
);
create index special_days_date_index on tariffs.special_days (date);
