-- VIS-17: an alert for a visit that waits for a decision, and the record of the decision. ORG-9: a lockdown from the desk.
alter table desk.alerts drop constraint alerts_kind_check;
alter table desk.alerts add constraint alerts_kind_check check (
  kind in ('entry', 'help', 'exit_request', 'emergency', 'fault', 'forced_door', 'overstay', 'payment', 'case'));

alter table desk.services drop constraint services_kind_check;
alter table desk.services add constraint services_kind_check check (
  kind in (
    'open_door', 'lock_door', 'grant_exit', 'mark_abnormal', 'snapshot', 'talk', 'report_fault', 'lockdown',
    'lift_lockdown', 'decide_case'));
