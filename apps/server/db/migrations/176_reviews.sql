create schema reviews;

-- ORG-13: one review of a completed order or booking, for ever: a deleted one keeps its place and loses its words.
create table reviews.reviews (
  id uuid not null,
  subject text not null,
  subject_id uuid not null,
  number text not null,
  member_id uuid not null,
  store_id uuid not null,
  room_id uuid,
  environment int not null,
  facilities int not null,
  products int not null,
  service int not null,
  score int not null generated always as (environment + facilities + products + service) stored,
  text text not null,
  photos text[] not null,
  state text not null,
  -- Why it is hidden.
  reason text,
  reply text,
  replied_by uuid,
  replied_at timestamptz,
  created_at timestamptz not null,
  edited_at timestamptz,
  constraint reviews_pkey primary key (id),
  constraint reviews_subject_key unique (subject, subject_id),
  constraint reviews_subject_check check (subject in ('order', 'booking')),
  constraint reviews_state_check check (state in ('shown', 'hidden', 'deleted')),
  constraint reviews_reason_check check ((state = 'hidden') <= (reason is not null)),
  constraint reviews_reply_check check ((reply is null) = (replied_at is null) and (reply is null) = (replied_by is null)),
  constraint reviews_photos_check check (cardinality(photos) <= 6),
  constraint reviews_stars_check check (
    environment between 1 and 5 and facilities between 1 and 5 and products between 1 and 5 and service between 1 and 5)
);
create index reviews_store_index on reviews.reviews (store_id, created_at desc, id desc) where state = 'shown';
create index reviews_room_index on reviews.reviews (room_id, created_at desc, id desc) where state = 'shown';
create index reviews_list_index on reviews.reviews (created_at desc, id desc);
create index reviews_member_index on reviews.reviews (member_id, created_at desc);

-- A review that somebody calls abusive; each person once.
create table reviews.reports (
  id uuid not null,
  review_id uuid not null,
  by text not null,
  person_id uuid not null,
  reason text not null,
  note text,
  created_at timestamptz not null,
  outcome text,
  settled_at timestamptz,
  constraint reports_pkey primary key (id),
  constraint reports_review_fkey foreign key (review_id) references reviews.reviews (id),
  constraint reports_person_key unique (review_id, person_id),
  constraint reports_by_check check (by in ('customer', 'staff')),
  constraint reports_reason_check check (reason in ('abuse', 'advertising', 'privacy', 'untrue', 'other')),
  constraint reports_outcome_check check (outcome in ('hidden', 'kept', 'deleted')),
  constraint reports_settled_check check ((outcome is null) = (settled_at is null))
);
create index reports_open_index on reviews.reports (review_id) where settled_at is null;

-- Photos that were brought in; those that no review took up are forgotten.
create table reviews.photos (
  key text not null,
  member_id uuid not null,
  created_at timestamptz not null,
  review_id uuid,
  constraint photos_pkey primary key (key),
  constraint photos_review_fkey foreign key (review_id) references reviews.reviews (id)
);
create index photos_loose_index on reviews.photos (created_at) where review_id is null;

-- Who said "not now": nobody is asked twice.
create table reviews.declined (
  subject text not null,
  subject_id uuid not null,
  member_id uuid not null,
  at timestamptz not null,
  constraint declined_pkey primary key (subject, subject_id)
);
