-- LED-14: what stores have promised back is read live; few orders have a refund under way.
create index orders_refunding_index on orders.orders (store_id) where refunding > 0;
