-- INV-15. Pieces of a listing that can be had: on hand less promised; none of one that never moved. For statements of others.
create function inventory.available(p_listing uuid) returns int
language sql stable
as $$
  select coalesce((select on_hand - reserved from inventory.stock where listing_id = p_listing), 0)
$$;
