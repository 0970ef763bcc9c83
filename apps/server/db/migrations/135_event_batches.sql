-- Events are claimed by their rows' locks; nobody leases them any more.
alter table kernel.outbox drop column leased_until;

-- Marks are written only where a listener ran on its own, and are looked for by their age only to clear them away.
drop index kernel.handled_events_age_index;
create index handled_events_age_index on kernel.handled_events using brin (handled_at);

-- Rows that several updates touch within a second find room for the new versions on their own page.
alter table devices.devices set (fillfactor = 70);
alter table devices.commands set (fillfactor = 80);
alter table visits.openings set (fillfactor = 80);
alter table visits.doors set (fillfactor = 50);
