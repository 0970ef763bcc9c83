-- What an agent does about a session in a room: a service record of its booking.
alter table desk.services add column booking_id uuid;
create index services_booking_index on desk.services (booking_id, requested_at desc, id desc) where booking_id is not null;
create index services_power_index on desk.services (requested_at)
  where outcome = 'waiting' and kind in ('power_on', 'power_keep', 'power_off');
alter table desk.services drop constraint services_kind_check;
alter table desk.services add constraint services_kind_check check (
  kind in (
    'open_door', 'lock_door', 'grant_exit', 'mark_abnormal', 'snapshot', 'talk', 'report_fault', 'lockdown',
    'lift_lockdown', 'decide_case', 'open_room_door', 'power_on', 'power_keep', 'power_off', 'speak', 'end_session',
    'extend_session'));
