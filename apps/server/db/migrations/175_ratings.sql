-- ORG-12, ORG-13: how reviews judge stores and rooms, for lists that sort and filter by it. A review's score is the sum of its
-- four stars; `subject_id` is a store or a room.
create table organisation.ratings (
  subject_id uuid not null,
  count int not null,
  total bigint not null,
  constraint ratings_pkey primary key (subject_id),
  constraint ratings_total_check check (count >= 0 and total between 4 * count and 20 * count)
);
