-- ORD-6: when the channel was last asked about an abnormal order by the periodic job.
alter table orders.orders add column asked_at timestamptz;
