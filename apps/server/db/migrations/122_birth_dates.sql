-- VIS-2: how old a member is, as declared once by the member or as a person verified it. Sealed: nobody else needs it.
create table visits.birth_dates (
  member_id uuid not null,
  born_on_sealed text not null,
  declared_at timestamptz not null,
  verified_by uuid,
  verified_at timestamptz,
  constraint birth_dates_pkey primary key (member_id),
  constraint birth_dates_verified_check check ((verified_by is null) = (verified_at is null))
);
