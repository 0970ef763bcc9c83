create schema orders;

-- What a customer holds in hand during one visit. At most one cart of a visit is open.
create table orders.carts (
  id uuid not null,
  member_id uuid not null,
  visit_id uuid not null,
  store_id uuid not null,
  -- Whose store it is: known when the cart begins, so that checkout need not ask.
  entity_id uuid not null,
  state text not null,
  version integer not null,
  -- How the coupon is chosen: by the system, none, or the one named in coupon_id.
  coupon_choice text not null,
  coupon_id uuid,
  -- The totals at the last change, for lists of many carts.
  line_count integer not null,
  quantity integer not null,
  payable bigint not null,
  order_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  constraint carts_pkey primary key (id),
  constraint carts_state_check check (state in ('open', 'checked_out', 'expired', 'abandoned')),
  constraint carts_coupon_check check (coupon_choice in ('best', 'none', 'hand') and (coupon_choice = 'hand') = (coupon_id is not null)),
  constraint carts_order_check check ((state = 'checked_out') = (order_id is not null)),
  constraint carts_totals_check check (line_count >= 0 and quantity >= 0 and payable >= 0)
);
create unique index carts_open_visit_key on orders.carts (visit_id) where state = 'open';
create index carts_visit_index on orders.carts (visit_id, created_at desc);
create index carts_due_index on orders.carts (expires_at) where state = 'open';
create index carts_member_index on orders.carts (member_id) where state = 'open';

create table orders.cart_lines (
  id uuid not null,
  cart_id uuid not null,
  listing_id uuid not null,
  quantity integer not null,
  -- CAT-4: the prices shown when the item entered; later ones count only where they are lower.
  unit_price bigint not null,
  original_unit_price bigint not null,
  added_at timestamptz not null,
  constraint cart_lines_pkey primary key (id),
  constraint cart_lines_listing_key unique (cart_id, listing_id),
  constraint cart_lines_cart_fkey foreign key (cart_id) references orders.carts (id),
  constraint cart_lines_quantity_check check (quantity between 1 and 99),
  constraint cart_lines_price_check check (unit_price >= 0 and unit_price <= original_unit_price)
);

-- Order numbers are unique for ever, whatever happens to the orders' own table (partitions by month later).
create table orders.order_numbers (
  number text not null,
  order_id uuid not null,
  constraint order_numbers_pkey primary key (number),
  constraint order_numbers_order_key unique (order_id)
);

create table orders.orders (
  id uuid not null,
  number text not null,
  member_id uuid not null,
  store_id uuid not null,
  entity_id uuid not null,
  visit_id uuid,
  cart_id uuid not null,
  state text not null,
  fulfilment text not null,
  abnormality text,
  gross bigint not null,
  discount bigint not null,
  payable bigint not null,
  store_discount bigint not null,
  platform_discount bigint not null,
  paid bigint not null,
  refunded bigint not null,
  -- Refunds on their way: together with the refunded amount they never pass what was paid.
  refunding bigint not null,
  quantity integer not null,
  coupon_id uuid,
  payment_id uuid,
  channel text,
  created_at timestamptz not null,
  closes_at timestamptz not null,
  paid_at timestamptz,
  -- When the customer left the store: a walk-in purchase is complete once it is paid and carried out.
  left_at timestamptz,
  completed_at timestamptz,
  closed_at timestamptz,
  close_cause text,
  constraint orders_pkey primary key (id),
  constraint orders_cart_key unique (cart_id),
  constraint orders_state_check check (state in ('pending_payment', 'paid', 'completed', 'closed', 'partially_refunded', 'refunded')),
  constraint orders_fulfilment_check check (fulfilment in ('received', 'preparing', 'ready', 'shipped', 'delivered', 'completed', 'returned')),
  constraint orders_abnormality_check check (abnormality in ('paid_at_channel', 'amount_differs', 'late_payment', 'payment_failed', 'out_of_stock')),
  constraint orders_amounts_check check (gross - discount = payable and payable >= 0 and store_discount + platform_discount = discount),
  constraint orders_refunds_check check (refunded >= 0 and refunding >= 0 and refunded + refunding <= paid),
  constraint orders_closed_check check ((state = 'closed') = (closed_at is not null) and (closed_at is null) = (close_cause is null)),
  constraint orders_close_cause_check check (close_cause in ('timeout', 'cancelled')),
  constraint orders_paid_check check ((paid_at is null) = (state in ('pending_payment', 'closed')))
);
create index orders_member_index on orders.orders (member_id, created_at desc, id desc);
create index orders_store_index on orders.orders (store_id, created_at desc, id desc);
create index orders_time_index on orders.orders (created_at desc, id desc);
create index orders_visit_index on orders.orders (visit_id);
create index orders_number_index on orders.orders (number text_pattern_ops);
create index orders_due_index on orders.orders (closes_at) where state = 'pending_payment';
create index orders_unpaid_index on orders.orders (member_id) where state = 'pending_payment';
create index orders_abnormal_index on orders.orders (created_at desc, id desc) where abnormality is not null;
create index orders_sales_index on orders.orders (store_id, paid_at) where paid_at is not null;

create table orders.order_lines (
  id uuid not null,
  order_id uuid not null,
  position integer not null,
  listing_id uuid not null,
  product_id uuid not null,
  name text not null,
  spec text,
  image text,
  barcode text,
  stock_policy text not null,
  quantity integer not null,
  unit_price bigint not null,
  gross bigint not null,
  discount bigint not null,
  payable bigint not null,
  refunded bigint not null,
  discounts jsonb not null,
  constraint order_lines_pkey primary key (id),
  constraint order_lines_position_key unique (order_id, position),
  constraint order_lines_order_fkey foreign key (order_id) references orders.orders (id),
  constraint order_lines_quantity_check check (quantity > 0),
  constraint order_lines_amounts_check check (gross - discount = payable and payable >= 0 and refunded between 0 and payable)
);

-- Money on its way back, by the refund's id at the payments side, and why: giving back a late or second payment is no
-- refund of a sale.
create table orders.refunds (
  id uuid not null,
  order_id uuid not null,
  purpose text not null,
  amount bigint not null,
  reason text not null,
  state text not null,
  requested_at timestamptz not null,
  settled_at timestamptz,
  constraint refunds_pkey primary key (id),
  constraint refunds_order_fkey foreign key (order_id) references orders.orders (id),
  constraint refunds_purpose_check check (purpose in ('sale', 'late_payment', 'second_payment')),
  constraint refunds_state_check check (state in ('requested', 'succeeded', 'failed')),
  constraint refunds_amount_check check (amount > 0),
  constraint refunds_settled_check check ((state = 'requested') = (settled_at is null))
);
create index refunds_order_index on orders.refunds (order_id, requested_at);

-- ORD-4: each move of an order with its time and cause.
create table orders.timeline (
  id uuid not null,
  order_id uuid not null,
  at timestamptz not null,
  name text not null,
  actor_kind text not null,
  actor_name text,
  detail jsonb not null,
  constraint timeline_pkey primary key (id),
  constraint timeline_order_fkey foreign key (order_id) references orders.orders (id),
  constraint timeline_actor_check check (actor_kind in ('customer', 'staff', 'system', 'device', 'channel'))
);
create index timeline_order_index on orders.timeline (order_id, at, id);
create trigger timeline_update before update on orders.timeline for each row execute function kernel.refuse_change();
create trigger timeline_delete before delete on orders.timeline for each row execute function kernel.refuse_change();
create trigger timeline_truncate before truncate on orders.timeline for each statement execute function kernel.refuse_change();

-- Checkout's one guarded write. Takes the cart's row (state, version and expiry checked), binds the coupon, promises the
-- stock, and writes order, number, lines and timeline. Outcomes: `placed`; `taken` with the order that another checkout made
-- of this cart; `changed` when the cart is not as it was read; `number` when the order number is taken; `coupon` when the
-- coupon cannot be bound: with these the caller reads again or rolls back. `stock` with the shortages: the caller rolls back.
create function orders.place(
  p_order jsonb, p_lines jsonb, p_timeline jsonb, p_cart_version integer, p_actor jsonb, p_now timestamptz,
  out outcome text, out order_id uuid, out stock jsonb
) language plpgsql as $$
declare
  given orders.orders%rowtype;
  held orders.carts%rowtype;
begin
  given := jsonb_populate_record(null::orders.orders, p_order);
  select c.* into held from orders.carts c where c.id = given.cart_id and c.member_id = given.member_id for update;
  if held.state = 'checked_out' then
    outcome := 'taken';
    order_id := held.order_id;
    return;
  end if;
  if held.id is null or held.state <> 'open' or held.version <> p_cart_version or held.expires_at <= p_now then
    outcome := 'changed';
    return;
  end if;
  insert into orders.order_numbers (number, order_id) values (given.number, given.id) on conflict do nothing;
  if not found then
    outcome := 'number';
    return;
  end if;
  if given.coupon_id is not null and not marketing.reserve_coupon(given.coupon_id, given.member_id, given.id, p_now) then
    delete from orders.order_numbers n where n.number = given.number;
    outcome := 'coupon';
    return;
  end if;
  select inventory.reserve(given.store_id, 'order', given.id, jsonb_agg(jsonb_build_object(
    'listing', l.listing_id, 'quantity', l.quantity, 'policy', l.stock_policy)), p_actor, p_now)
  into stock
  from jsonb_populate_recordset(null::orders.order_lines, p_lines) l;
  if not (stock ->> 'ok')::boolean then
    outcome := 'stock';
    return;
  end if;
  update orders.carts c set state = 'checked_out', order_id = given.id, version = c.version + 1, changed_at = p_now
  where c.id = held.id;
  insert into orders.orders select given.*;
  insert into orders.order_lines select l.* from jsonb_populate_recordset(null::orders.order_lines, p_lines) l;
  insert into orders.timeline select t.* from jsonb_populate_recordset(null::orders.timeline, p_timeline) t;
  outcome := 'placed';
  order_id := given.id;
end
$$;
