-- A version 7 uuid of an instant, as one expression, so that it becomes part of the statement that asks for it.
create or replace function inventory.new_id(p_now timestamptz) returns uuid
language sql volatile
as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from p_now) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1),
    'hex')::uuid
$$;

-- INV-2. As before: all lines or none, and a call repeated after a lost answer is harmless. The common case is one statement:
-- it locks the rows in sorted order, judges what they hold then, and writes. Where a stock row is missing or there is too
-- little, the rows are made and locked first, and a second look decides: it sees what others held back or gave free meanwhile.
create or replace function inventory.reserve(
  p_store uuid, p_reference_kind text, p_reference uuid, p_lines jsonb, p_actor jsonb, p_now timestamptz
) returns jsonb
language plpgsql
as $$
declare
  v_complete boolean;
  v_strange boolean;
  v_short boolean;
  v_shortages jsonb;
  v_lines jsonb;
begin
  for v_look in 1..2 loop
    with wanted as materialized (
      select (line ->> 'listing')::uuid as listing_id, sum((line ->> 'quantity')::int)::int as quantity,
        bool_and(line ->> 'policy' = 'allow_negative') as may_go_negative
      from jsonb_array_elements(p_lines) as line
      group by 1
    ), locked as materialized (
      select stock.listing_id, stock.store_id, stock.on_hand - stock.reserved as available, wanted.quantity,
        wanted.may_go_negative
      from wanted
      join inventory.stock on stock.listing_id = wanted.listing_id
      order by stock.listing_id
      for update of stock
    ), judged as materialized (
      select locked.listing_id, locked.store_id, locked.available, locked.quantity,
        held.listing_id is null and not locked.may_go_negative and locked.available < locked.quantity as short
      from locked
      left join inventory.reservations as held
        on held.reference_kind = p_reference_kind and held.reference_id = p_reference
        and held.listing_id = locked.listing_id and held.state <> 'released'
    ), verdict as materialized (
      select (select count(*) from wanted) = count(*) as complete, coalesce(bool_or(store_id <> p_store), false) as strange,
        coalesce(bool_or(short), false) as short
      from judged
    ), kept as (
      insert into inventory.reservations
        (reference_kind, reference_id, listing_id, store_id, quantity, state, updated_at)
      select p_reference_kind, p_reference, judged.listing_id, p_store, judged.quantity, 'held', p_now
      from judged cross join verdict
      where verdict.complete and not verdict.strange and not verdict.short
      order by judged.listing_id
      on conflict (reference_kind, reference_id, listing_id) do update
        set quantity = excluded.quantity, state = 'held', updated_at = excluded.updated_at
        where reservations.state = 'released'
      returning listing_id, quantity
    ), changed as (
      update inventory.stock
      set reserved = stock.reserved + kept.quantity, updated_at = p_now
      from kept
      where stock.listing_id = kept.listing_id
      returning stock.listing_id, stock.on_hand, stock.reserved, kept.quantity
    ), written as (
      insert into inventory.movements
        (id, store_id, listing_id, kind, on_hand_change, reserved_change, on_hand_after, reserved_after,
         reference_kind, reference_id, actor, at)
      select inventory.new_id(p_now), p_store, changed.listing_id, 'reserve', 0, changed.quantity, changed.on_hand,
        changed.reserved, p_reference_kind, p_reference, p_actor, p_now
      from changed
    )
    select verdict.complete, verdict.strange, verdict.short,
      case when verdict.short then (
        select jsonb_agg(jsonb_build_object(
          'listing', judged.listing_id, 'wanted', judged.quantity, 'available', judged.available
        ) order by judged.listing_id)
        from judged where judged.short
      ) end,
      (select jsonb_agg(jsonb_build_object(
        'listing', changed.listing_id, 'onHand', changed.on_hand, 'reserved', changed.reserved
      ) order by changed.listing_id) from changed)
    into v_complete, v_strange, v_short, v_shortages, v_lines
    from verdict;
    if v_strange then
      raise exception 'a listing belongs to another store' using errcode = 'check_violation';
    end if;
    if v_complete and not v_short then
      return jsonb_build_object('ok', true, 'lines', coalesce(v_lines, '[]'::jsonb));
    end if;
    if v_look = 1 then
      perform inventory.lock_rows(
        p_store, array(select (line ->> 'listing')::uuid from jsonb_array_elements(p_lines) as line), p_now
      );
    end if;
  end loop;
  return jsonb_build_object('ok', false, 'shortages', v_shortages);
end
$$;

-- Checkout's one guarded write. Takes the cart's row (owner, state, version and expiry checked), binds the coupon, promises
-- the stock, and writes number, order, lines and timeline. It answers nothing, so that it can leave together with the commit;
-- what it refuses fails the transaction: LK001 when cart or coupon are not as they were read, LK002 with the shortages as
-- its detail, and the number's own key when the number is taken. p_taken: the lines as inventory.reserve wants them.
create function orders.check_out(
  p_order jsonb, p_lines jsonb, p_timeline jsonb, p_taken jsonb, p_cart_version integer, p_actor jsonb, p_now timestamptz
) returns void
language plpgsql
as $$
declare
  given orders.orders%rowtype;
  stock jsonb;
begin
  given := jsonb_populate_record(null::orders.orders, p_order);
  update orders.carts c set state = 'checked_out', order_id = given.id, version = c.version + 1, changed_at = p_now
  where c.id = given.cart_id and c.member_id = given.member_id and c.state = 'open' and c.version = p_cart_version
    and c.expires_at > p_now;
  if not found then
    raise exception 'the cart is not as it was read' using errcode = 'LK001';
  end if;
  if given.coupon_id is not null and not marketing.reserve_coupon(given.coupon_id, given.member_id, given.id, p_now) then
    raise exception 'the coupon is not as it was read' using errcode = 'LK001';
  end if;
  stock := inventory.reserve(given.store_id, 'order', given.id, p_taken, p_actor, p_now);
  if not (stock ->> 'ok')::boolean then
    raise exception 'too few pieces' using errcode = 'LK002', detail = (stock -> 'shortages')::text;
  end if;
  with numbered as (
    insert into orders.order_numbers (number, order_id) values (given.number, given.id)
  ), placed as (
    insert into orders.orders select given.*
  ), laid as (
    insert into orders.order_lines select l.* from jsonb_populate_recordset(null::orders.order_lines, p_lines) l
  )
  insert into orders.timeline select t.* from jsonb_populate_recordset(null::orders.timeline, p_timeline) t;
end
$$;

drop function orders.place(jsonb, jsonb, jsonb, integer, jsonb, timestamptz);
