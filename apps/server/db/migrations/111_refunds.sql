-- ORD-9: what a refund gives back of each line, decided when it was asked for; without quantity it is money only.
create table orders.refund_lines (
  refund_id uuid not null,
  line_id uuid not null,
  quantity integer not null,
  amount bigint not null,
  constraint refund_lines_pkey primary key (refund_id, line_id),
  constraint refund_lines_refund_fkey foreign key (refund_id) references orders.refunds (id),
  constraint refund_lines_line_fkey foreign key (line_id) references orders.order_lines (id),
  constraint refund_lines_share_check check (quantity >= 0 and amount >= 0 and quantity + amount > 0)
);
create index refund_lines_line_index on orders.refund_lines (line_id);

-- What became of the goods: still with the customer, back on the shelf, or back and written off.
alter table orders.refunds add column goods text not null default 'kept';
alter table orders.refunds add constraint refunds_goods_check check (goods in ('kept', 'returned', 'written_off'));

-- Pieces given back by settled refunds; null is none.
alter table orders.order_lines add column refunded_quantity integer;
alter table orders.order_lines add constraint order_lines_refunded_quantity_check
  check (refunded_quantity between 0 and quantity) not valid;

-- Published: the whole order was refunded, its coupon is free again while it is valid. Returns the coupon, else null.
create function marketing.return_coupon(p_order uuid, p_now timestamptz) returns uuid language sql as $$
  update marketing.coupons c set state = 'available', order_id = null, used_at = null
  where c.order_id = p_order and c.state = 'used' and c.expires_at > p_now
  returning c.id
$$;

-- A return or write-off of goods for one reference happens once a listing, however often it is asked for.
create unique index movements_returned_once_key on inventory.movements (reference_kind, reference_id, listing_id, kind)
  where kind in ('return', 'damage') and reference_id is not null;

-- Changes stock on hand: receipts, returns, damage, expiry, counts. All lines or none.
-- p_lines: [{"listing": uuid, "change": signed int, "unitCost": fen | null}], each listing once.
-- Answers {"ok": true, "movements": [{id, listing, onHand}]}
-- or {"ok": false, "shortages": [{listing, onHand}]} where a taking would leave less than nothing.
create or replace function inventory.record(
  p_store uuid, p_kind text, p_lines jsonb, p_reason text, p_reference_kind text, p_reference uuid,
  p_actor jsonb, p_now timestamptz
) returns jsonb
language plpgsql
as $$
declare
  v_shortages jsonb;
  v_movements jsonb;
begin
  if exists (select from jsonb_array_elements(p_lines) as line group by line ->> 'listing' having count(*) > 1) then
    raise exception 'a listing comes twice' using errcode = 'check_violation';
  end if;
  perform inventory.lock_rows(
    p_store, array(select (line ->> 'listing')::uuid from jsonb_array_elements(p_lines) as line), p_now
  );
  select jsonb_agg(jsonb_build_object('listing', stock.listing_id, 'onHand', stock.on_hand) order by stock.listing_id)
  into v_shortages
  from jsonb_array_elements(p_lines) as line
  join inventory.stock on stock.listing_id = (line ->> 'listing')::uuid
  where (line ->> 'change')::int < 0 and stock.on_hand + (line ->> 'change')::int < 0
    -- What was just taken back for this reference is there to be written off, however wrong the books are.
    and not (p_kind = 'damage' and p_reference is not null);
  if v_shortages is not null then
    return jsonb_build_object('ok', false, 'shortages', v_shortages);
  end if;

  with line as (
    select (item ->> 'listing')::uuid as listing_id, (item ->> 'change')::int as change,
      (item ->> 'unitCost')::bigint as unit_cost
    from jsonb_array_elements(p_lines) as item
  ), changed as (
    update inventory.stock
    set on_hand = stock.on_hand + line.change,
      count_needed_since = case when p_kind = 'count' then null else stock.count_needed_since end,
      updated_at = p_now
    from line
    where stock.listing_id = line.listing_id
    returning stock.listing_id, stock.on_hand, stock.reserved, line.change, line.unit_cost,
      inventory.new_id(p_now) as id
  ), written as (
    insert into inventory.movements
      (id, store_id, listing_id, kind, on_hand_change, reserved_change, on_hand_after, reserved_after, unit_cost,
       reference_kind, reference_id, actor, reason, at)
    select changed.id, p_store, changed.listing_id, p_kind, changed.change, 0, changed.on_hand, changed.reserved,
      changed.unit_cost, p_reference_kind, p_reference, p_actor, p_reason, p_now
    from changed
  )
  select jsonb_agg(jsonb_build_object('id', changed.id, 'listing', changed.listing_id, 'onHand', changed.on_hand)
    order by changed.listing_id)
  into v_movements
  from changed;
  return jsonb_build_object('ok', true, 'movements', coalesce(v_movements, '[]'::jsonb));
end
$$;
