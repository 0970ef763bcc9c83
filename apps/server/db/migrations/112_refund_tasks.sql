-- PAY-6: a refund that the channel rejected is a task of staff: its money stays promised until it is sent again or given up.
-- Those of before were given up at once.
update payments.refunds set state = 'closed' where state = 'failed';
-- Partial refunds of one payment keep the distance that the channel asks for: when this one may first be sent.
alter table payments.refunds add column planned_at timestamptz;
create index refunds_list_index on payments.refunds (created_at desc, id desc);
create index refunds_tasks_index on payments.refunds (created_at desc, id desc) where state = 'failed';
-- ORD-6: what the channel said last about an attempt, and whether somebody waits to be told what is found.
alter table payments.attempts add column found text, add column asked boolean not null default false;
