create schema marketing;

-- One issue of coupons or red packets with its terms. Terms are copied to each coupon when it is given out.
create table marketing.coupon_batches (
  id uuid not null,
  name text not null,
  kind text not null,
  red_packet boolean not null,
  amount bigint not null,
  threshold bigint not null,
  quantity integer not null,
  per_member integer not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  valid_days integer,
  store_ids uuid[] not null,
  stackable boolean not null,
  bearer text not null,
  rule text not null,
  state text not null,
  created_at timestamptz not null,
  created_by text not null,
  version integer not null,
  constraint coupon_batches_pkey primary key (id),
  constraint coupon_batches_kind_check check (kind in ('fixed', 'threshold')),
  constraint coupon_batches_bearer_check check (bearer in ('platform', 'store')),
  constraint coupon_batches_rule_check check (rule in ('manual', 'registration', 'batch')),
  constraint coupon_batches_state_check check (state in ('draft', 'running', 'stopped', 'ended')),
  constraint coupon_batches_amount_check check (amount > 0),
  constraint coupon_batches_threshold_check check ((kind = 'fixed' and threshold = 0) or (kind = 'threshold' and threshold > 0)),
  constraint coupon_batches_quantity_check check (quantity > 0 and per_member > 0),
  constraint coupon_batches_validity_check check (valid_from < valid_to and (valid_days is null or valid_days > 0))
);
create index coupon_batches_time_index on marketing.coupon_batches (created_at desc, id desc);
create index coupon_batches_running_index on marketing.coupon_batches (rule, valid_to) where state = 'running';

-- What a batch has left, spread over some rows: claimants take different rows, so that nobody waits for one hot row.
create table marketing.coupon_stock (
  batch_id uuid not null,
  stripe smallint not null,
  remaining integer not null,
  constraint coupon_stock_pkey primary key (batch_id, stripe),
  constraint coupon_stock_batch_fkey foreign key (batch_id) references marketing.coupon_batches (id),
  constraint coupon_stock_remaining_check check (remaining >= 0)
);

-- How many of a batch a member has had: the row is the lock of the personal limit.
create table marketing.member_claims (
  batch_id uuid not null,
  member_id uuid not null,
  claimed integer not null,
  constraint member_claims_pkey primary key (member_id, batch_id),
  constraint member_claims_batch_fkey foreign key (batch_id) references marketing.coupon_batches (id),
  constraint member_claims_claimed_check check (claimed >= 0)
);

create table marketing.coupons (
  id uuid not null,
  batch_id uuid not null,
  member_id uuid not null,
  state text not null,
  granted_by text not null,
  name text not null,
  kind text not null,
  red_packet boolean not null,
  amount bigint not null,
  threshold bigint not null,
  store_ids uuid[] not null,
  bearer text not null,
  valid_from timestamptz not null,
  expires_at timestamptz not null,
  claimed_at timestamptz not null,
  order_id uuid,
  used_at timestamptz,
  constraint coupons_pkey primary key (id),
  constraint coupons_batch_fkey foreign key (batch_id) references marketing.coupon_batches (id),
  constraint coupons_state_check check (state in ('available', 'reserved', 'used', 'revoked')),
  constraint coupons_granted_by_check check (granted_by in ('claim', 'staff', 'registration')),
  constraint coupons_order_check check ((state in ('reserved', 'used')) = (order_id is not null)),
  constraint coupons_used_check check ((state = 'used') = (used_at is not null))
);
create index coupons_member_index on marketing.coupons (member_id, claimed_at desc, id desc);
create index coupons_usable_index on marketing.coupons (member_id, expires_at) where state = 'available';
create index coupons_batch_index on marketing.coupons (batch_id, state);
-- One coupon an order, until stacking has rules of its own.
create unique index coupons_order_key on marketing.coupons (order_id) where order_id is not null;
-- The newcomer rule grants once, however often its event comes.
create unique index coupons_registration_key on marketing.coupons (batch_id, member_id) where granted_by = 'registration';

-- Takes one piece out of a batch; false when nothing is left. Takes a row that nobody holds; where all that are left are
-- held, waits for one of them, because its holder may still roll back.
create function marketing.take_piece(p_batch uuid) returns boolean language plpgsql as $$
begin
  loop
    update marketing.coupon_stock s set remaining = s.remaining - 1
    where s.batch_id = p_batch and s.stripe = (
      select f.stripe from marketing.coupon_stock f
      where f.batch_id = p_batch and f.remaining > 0
      order by f.stripe limit 1 for update skip locked);
    if found then
      return true;
    end if;
    perform 1 from marketing.coupon_stock f
    where f.batch_id = p_batch and f.remaining > 0
    order by f.stripe limit 1 for update;
    if not found then
      return false;
    end if;
  end loop;
end
$$;

-- Gives one coupon of a batch to a member: `granted`, `already` (the newcomer rule ran before), `limit`, `sold_out` or
-- `not_running`. Only `granted` changes anything beyond the member's empty counter.
create function marketing.issue_coupon(p_coupon uuid, p_batch uuid, p_member uuid, p_granted_by text, p_now timestamptz)
returns text language plpgsql as $$
declare
  batch marketing.coupon_batches%rowtype;
  had integer;
begin
  insert into marketing.member_claims (batch_id, member_id, claimed) values (p_batch, p_member, 0) on conflict do nothing;
  select m.claimed into had from marketing.member_claims m where m.member_id = p_member and m.batch_id = p_batch for update;
  select b.* into batch from marketing.coupon_batches b where b.id = p_batch;
  if batch.state <> 'running' or batch.valid_to <= p_now then
    return 'not_running';
  end if;
  if p_granted_by = 'registration' and exists (
    select 1 from marketing.coupons c
    where c.batch_id = p_batch and c.member_id = p_member and c.granted_by = 'registration') then
    return 'already';
  end if;
  if had >= batch.per_member then
    return 'limit';
  end if;
  if not marketing.take_piece(p_batch) then
    return 'sold_out';
  end if;
  update marketing.member_claims m set claimed = m.claimed + 1 where m.member_id = p_member and m.batch_id = p_batch;
  insert into marketing.coupons (id, batch_id, member_id, state, granted_by, name, kind, red_packet, amount, threshold,
    store_ids, bearer, valid_from, expires_at, claimed_at)
  values (p_coupon, p_batch, p_member, 'available', p_granted_by, batch.name, batch.kind, batch.red_packet, batch.amount,
    batch.threshold, batch.store_ids, batch.bearer, greatest(batch.valid_from, p_now),
    case when batch.valid_days is null then batch.valid_to
      else greatest(batch.valid_from, p_now) + batch.valid_days * interval '24 hours' end, p_now);
  return 'granted';
end
$$;

-- Published: binds a member's coupon to an order; false when it is not theirs, not available or not valid now.
create function marketing.reserve_coupon(p_coupon uuid, p_member uuid, p_order uuid, p_now timestamptz)
returns boolean language plpgsql as $$
begin
  update marketing.coupons c set state = 'reserved', order_id = p_order
  where c.id = p_coupon and c.member_id = p_member and c.state = 'available'
    and c.valid_from <= p_now and c.expires_at > p_now;
  return found;
end
$$;

-- Published: the order was paid, its coupon is used up. Returns the coupon, null when the order had none reserved.
create function marketing.use_coupon(p_order uuid, p_now timestamptz) returns uuid language sql as $$
  update marketing.coupons c set state = 'used', used_at = p_now
  where c.order_id = p_order and c.state = 'reserved'
  returning c.id
$$;

-- Published: the order will not be paid, its coupon is free again. Returns the coupon, null when the order had none reserved.
create function marketing.release_coupon(p_order uuid) returns uuid language sql as $$
  update marketing.coupons c set state = 'available', order_id = null
  where c.order_id = p_order and c.state = 'reserved'
  returning c.id
$$;
