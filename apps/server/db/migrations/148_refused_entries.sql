-- VIS-4. Somebody who is refused at the door knocks again and again: the agents see one alert while it is open.
create unique index alerts_refused_entry_key on desk.alerts (store_id, member_id, detail)
where kind = 'entry' and visit_id is null and closed_at is null;
