-- INV-2: listings that somebody must count, because a sale took them below zero.
create index stock_count_needed_idx on inventory.stock (count_needed_since desc, listing_id desc) where count_needed_since is not null;
