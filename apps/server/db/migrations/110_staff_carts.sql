-- ORD-21: what was scanned and not settled, by store and last change.
create index carts_unsettled_index on orders.carts (store_id, changed_at desc, id desc) where state <> 'checked_out' and line_count > 0;
create index carts_unsettled_time_index on orders.carts (changed_at desc, id desc) where state <> 'checked_out' and line_count > 0;
