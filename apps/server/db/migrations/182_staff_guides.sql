-- UX-11: the first-run guides that a staff member has seen.
alter table identity.staff add column guides_seen text[] not null default '{}';
