create schema insight;

-- Each paid order on its store's own calendar day. Amounts in fen; net of refunds.
create view insight.sales as
select o.id as order_id, o.store_id, (o.paid_at at time zone s.zone)::date as day, o.paid_at, o.paid - o.refunded as net
from orders.orders o
join organisation.stores s on s.id = o.store_id
where o.paid_at is not null;

-- Each stay on the store's own calendar day.
create view insight.stays as
select v.id as visit_id, v.store_id, (v.entered_at at time zone s.zone)::date as day, v.entered_at, v.ended_at
from visits.visits v
join organisation.stores s on s.id = v.store_id
where v.entered_at is not null;
