-- VIS-17: a stay that needs a person's decision. `decided_by` is null when it settled itself.
create table visits.cases (
  id uuid not null,
  kind text not null,
  visit_id uuid not null,
  store_id uuid not null,
  member_id uuid not null,
  opened_at timestamptz not null,
  decision text,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  constraint cases_pkey primary key (id),
  constraint cases_visit_fkey foreign key (visit_id) references visits.visits (id),
  constraint cases_kind_check check (kind in ('unpaid', 'lost_contact', 'sensor_fault')),
  constraint cases_decision_check check (decision in ('left', 'left_unpaid', 'device_fault', 'still_inside')),
  constraint cases_decided_check check ((decided_at is null) = (decision is null) and (decision is not null or decided_by is null))
);
create unique index cases_open_visit_key on visits.cases (visit_id) where decision is null;
create index cases_open_index on visits.cases (opened_at, id) where decision is null;
create index cases_list_index on visits.cases (decided_at desc, id desc) where decision is not null;
create index cases_visit_index on visits.cases (visit_id, opened_at desc);

-- When a visit next asks for a decision; null: after the usual limit.
alter table visits.visits add column case_due_at timestamptz;
