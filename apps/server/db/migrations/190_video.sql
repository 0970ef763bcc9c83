create schema video;

-- Where a camera's stream is, and what it looks at. The device itself, with its store, is in the registry of devices.
create table video.cameras (
  device_id uuid not null,
  zone text not null,
  host text not null,
  port int not null,
  path text not null,
  username text,
  password_sealed text,
  version int not null,
  updated_at timestamptz not null,
  constraint cameras_pkey primary key (device_id),
  -- BKG-22: there is no zone inside a private room.
  constraint cameras_zone_check check (zone in ('entrance', 'corridor', 'sales_floor', 'outside')),
  constraint cameras_port_check check (port between 1 and 65535)
);

-- VID-6: who looked at which live picture, when, and what for. Rows are never changed but for their end.
create table video.views (
  id uuid not null,
  camera_id uuid not null,
  store_id uuid not null,
  staff_id uuid not null,
  purpose text not null,
  visit_id uuid,
  began_at timestamptz not null,
  -- When the server that serves it last said that it goes on: the end, if that server dies.
  seen_at timestamptz not null,
  ended_at timestamptz,
  constraint views_pkey primary key (id),
  constraint views_purpose_check check (purpose in ('attend', 'check', 'dispute', 'maintenance')),
  constraint views_order_check check (ended_at >= began_at)
);
create index views_store_index on video.views (store_id, began_at desc, id desc);
create index views_visit_index on video.views (visit_id) where visit_id is not null;
create index views_open_index on video.views (seen_at) where ended_at is null;
