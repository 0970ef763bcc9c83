-- DSK-2: an alert that nobody answers goes on to others by rule. Alerts of before have no next step.
alter table desk.alerts add column level int not null default 0;
alter table desk.alerts add column escalates_at timestamptz;
alter table desk.alerts add column escalated_at timestamptz;
create index alerts_escalates_index on desk.alerts (escalates_at)
  where escalates_at is not null and taken_by is null and closed_at is null;
