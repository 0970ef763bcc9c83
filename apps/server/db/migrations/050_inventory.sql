create schema inventory;

create table inventory.stock (
  listing_id uuid not null,
  store_id uuid not null,
  on_hand int not null,
  reserved int not null,
  low boolean not null,
  count_needed_since timestamptz,
  updated_at timestamptz not null,
  constraint stock_pkey primary key (listing_id),
  constraint stock_reserved_check check (reserved >= 0)
);
create index stock_store_idx on inventory.stock (store_id, listing_id);
create index stock_low_idx on inventory.stock (store_id, listing_id) where low;

-- INV-1: every change of stock. On hand is the sum of on_hand_change, reserved the sum of reserved_change.
create table inventory.movements (
  id uuid not null,
  store_id uuid not null,
  listing_id uuid not null,
  kind text not null,
  on_hand_change int not null,
  reserved_change int not null,
  on_hand_after int not null,
  reserved_after int not null,
  unit_cost bigint,
  reference_kind text,
  reference_id uuid,
  actor jsonb not null,
  reason text,
  at timestamptz not null,
  constraint movements_pkey primary key (id),
  constraint movements_kind_check check (kind in (
    'receive', 'sell', 'return', 'transfer_out', 'transfer_in', 'count', 'damage', 'expire', 'reserve', 'release'
  )),
  constraint movements_change_check check (
    (kind in ('reserve', 'release')) = (on_hand_change = 0 and reserved_change <> 0)
  ),
  constraint movements_promise_check check (reserved_change = 0 or kind in ('reserve', 'release', 'sell')),
  constraint movements_unit_cost_check check (unit_cost >= 0)
);
create index movements_store_idx on inventory.movements (store_id, at, id);
create index movements_listing_idx on inventory.movements (listing_id, at, id);
create index movements_at_idx on inventory.movements (at, id);
create index movements_reference_idx on inventory.movements (reference_kind, reference_id);

create table inventory.reservations (
  reference_kind text not null,
  reference_id uuid not null,
  listing_id uuid not null,
  store_id uuid not null,
  quantity int not null,
  state text not null,
  updated_at timestamptz not null,
  constraint reservations_pkey primary key (reference_kind, reference_id, listing_id),
  constraint reservations_quantity_check check (quantity > 0),
  constraint reservations_state_check check (state in ('held', 'sold', 'released'))
);
create index reservations_held_idx on inventory.reservations (listing_id) where state = 'held';

create function inventory.refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'inventory.movements is append-only' using errcode = 'restrict_violation';
end
$$;
create trigger movements_append_only
  before update or delete or truncate on inventory.movements
  for each statement execute function inventory.refuse_change();

-- A version 7 uuid of an instant, for rows that a function writes.
create function inventory.new_id(p_now timestamptz) returns uuid
language sql volatile
as $$
  select (
    lpad(to_hex(floor(extract(epoch from p_now) * 1000)::bigint), 12, '0')
    || '7' || substr(random.hex, 14, 3) || substr(random.hex, 17)
  )::uuid
  from (select replace(gen_random_uuid()::text, '-', '') as hex) as random
$$;

-- Makes missing stock rows and locks the rows of the listings, in sorted order.
create function inventory.lock_rows(p_store uuid, p_listings uuid[], p_now timestamptz) returns void
language plpgsql
as $$
begin
  insert into inventory.stock (listing_id, store_id, on_hand, reserved, low, updated_at)
  select wanted.listing_id, p_store, 0, 0, false, p_now
  from (select distinct unnest(p_listings) as listing_id order by 1) as wanted
  where not exists (select from inventory.stock where stock.listing_id = wanted.listing_id)
  order by wanted.listing_id
  on conflict (listing_id) do nothing;
  perform from inventory.stock
  where stock.listing_id = any (p_listings)
  order by stock.listing_id
  for update;
  if exists (select from inventory.stock where listing_id = any (p_listings) and store_id <> p_store) then
    raise exception 'a listing belongs to another store' using errcode = 'check_violation';
  end if;
end
$$;

-- INV-2. Promises pieces to a reference (an order): all lines or none.
-- p_lines: [{"listing": uuid, "quantity": int > 0, "policy": "strict" | "allow_negative"}]; one listing may come twice.
-- Answers {"ok": true, "lines": [{listing, onHand, reserved}]}
-- or {"ok": false, "shortages": [{listing, wanted, available}]} with nothing changed.
-- A line that the reference holds or has sold already stays as it is, so that a call repeated after a lost answer is harmless.
create function inventory.reserve(
  p_store uuid, p_reference_kind text, p_reference uuid, p_lines jsonb, p_actor jsonb, p_now timestamptz
) returns jsonb
language plpgsql
as $$
declare
  v_wanted uuid[];
  v_shortages jsonb;
  v_lines jsonb;
begin
  select array_agg(distinct (line ->> 'listing')::uuid) into v_wanted from jsonb_array_elements(p_lines) as line;
  perform inventory.lock_rows(p_store, v_wanted, p_now);

  with wanted as (
    select (line ->> 'listing')::uuid as listing_id, sum((line ->> 'quantity')::int) as quantity,
      bool_and(line ->> 'policy' = 'allow_negative') as may_go_negative
    from jsonb_array_elements(p_lines) as line
    group by 1
  )
  select jsonb_agg(jsonb_build_object(
    'listing', wanted.listing_id, 'wanted', wanted.quantity, 'available', stock.on_hand - stock.reserved
  ) order by wanted.listing_id)
  into v_shortages
  from wanted
  join inventory.stock on stock.listing_id = wanted.listing_id
  left join inventory.reservations as held
    on held.reference_kind = p_reference_kind and held.reference_id = p_reference
    and held.listing_id = wanted.listing_id and held.state <> 'released'
  where held.listing_id is null
    and not wanted.may_go_negative
    and stock.on_hand - stock.reserved < wanted.quantity;
  if v_shortages is not null then
    return jsonb_build_object('ok', false, 'shortages', v_shortages);
  end if;

  with wanted as (
    select (line ->> 'listing')::uuid as listing_id, sum((line ->> 'quantity')::int)::int as quantity
    from jsonb_array_elements(p_lines) as line
    group by 1
  ), held as (
    insert into inventory.reservations
      (reference_kind, reference_id, listing_id, store_id, quantity, state, updated_at)
    select p_reference_kind, p_reference, wanted.listing_id, p_store, wanted.quantity, 'held', p_now
    from wanted
    order by wanted.listing_id
    on conflict (reference_kind, reference_id, listing_id) do update
      set quantity = excluded.quantity, state = 'held', updated_at = excluded.updated_at
      where reservations.state = 'released'
    returning listing_id, quantity
  ), changed as (
    update inventory.stock
    set reserved = stock.reserved + held.quantity, updated_at = p_now
    from held
    where stock.listing_id = held.listing_id
    returning stock.listing_id, stock.on_hand, stock.reserved, held.quantity
  ), written as (
    insert into inventory.movements
      (id, store_id, listing_id, kind, on_hand_change, reserved_change, on_hand_after, reserved_after,
       reference_kind, reference_id, actor, at)
    select inventory.new_id(p_now), p_store, changed.listing_id, 'reserve', 0, changed.quantity, changed.on_hand,
      changed.reserved, p_reference_kind, p_reference, p_actor, p_now
    from changed
  )
  select jsonb_agg(jsonb_build_object(
    'listing', changed.listing_id, 'onHand', changed.on_hand, 'reserved', changed.reserved
  ) order by changed.listing_id)
  into v_lines
  from changed;
  return jsonb_build_object('ok', true, 'lines', coalesce(v_lines, '[]'::jsonb));
end
$$;

-- Ends what a reference holds: sold pieces leave the shelf, released ones are free again. Repeating it does nothing.
create function inventory.settle(
  p_kind text, p_reference_kind text, p_reference uuid, p_actor jsonb, p_now timestamptz
) returns jsonb
language plpgsql
as $$
declare
  v_lines jsonb;
begin
  perform from inventory.stock
  where listing_id in (
    select listing_id from inventory.reservations
    where reference_kind = p_reference_kind and reference_id = p_reference and state = 'held'
  )
  order by listing_id
  for update;

  with settled as (
    update inventory.reservations
    set state = case p_kind when 'sell' then 'sold' else 'released' end, updated_at = p_now
    where reference_kind = p_reference_kind and reference_id = p_reference and state = 'held'
    returning listing_id, quantity
  ), changed as (
    update inventory.stock
    set reserved = stock.reserved - settled.quantity,
      on_hand = stock.on_hand - case p_kind when 'sell' then settled.quantity else 0 end,
      count_needed_since = case
        when p_kind = 'sell' and stock.on_hand < settled.quantity then coalesce(stock.count_needed_since, p_now)
        else stock.count_needed_since
      end,
      updated_at = p_now
    from settled
    where stock.listing_id = settled.listing_id
    returning stock.listing_id, stock.store_id, stock.on_hand, stock.reserved, settled.quantity,
      stock.count_needed_since
  ), written as (
    insert into inventory.movements
      (id, store_id, listing_id, kind, on_hand_change, reserved_change, on_hand_after, reserved_after,
       reference_kind, reference_id, actor, at)
    select inventory.new_id(p_now), changed.store_id, changed.listing_id, p_kind,
      case p_kind when 'sell' then -changed.quantity else 0 end, -changed.quantity, changed.on_hand, changed.reserved,
      p_reference_kind, p_reference, p_actor, p_now
    from changed
  )
  select jsonb_agg(jsonb_build_object(
    'listing', changed.listing_id, 'store', changed.store_id, 'quantity', changed.quantity,
    'onHand', changed.on_hand, 'reserved', changed.reserved,
    'countNeeded', changed.on_hand < 0 and changed.on_hand + changed.quantity >= 0
  ) order by changed.listing_id)
  into v_lines
  from changed;
  return coalesce(v_lines, '[]'::jsonb);
end
$$;

-- Answers [{listing, store, quantity, onHand, reserved, countNeeded}]: countNeeded when this sale took on hand below zero.
create function inventory.sell(p_reference_kind text, p_reference uuid, p_actor jsonb, p_now timestamptz) returns jsonb
language sql
as $$
  select inventory.settle('sell', p_reference_kind, p_reference, p_actor, p_now)
$$;

create function inventory.release(p_reference_kind text, p_reference uuid, p_actor jsonb, p_now timestamptz) returns jsonb
language sql
as $$
  select inventory.settle('release', p_reference_kind, p_reference, p_actor, p_now)
$$;

-- Changes stock on hand: receipts, returns, damage, expiry, counts. All lines or none.
-- p_lines: [{"listing": uuid, "change": signed int, "unitCost": fen | null}], each listing once.
-- Answers {"ok": true, "movements": [{id, listing, onHand}]}
-- or {"ok": false, "shortages": [{listing, onHand}]} where a taking would leave less than nothing.
create function inventory.record(
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
  where (line ->> 'change')::int < 0 and stock.on_hand + (line ->> 'change')::int < 0;
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
