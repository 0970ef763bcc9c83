create schema wallet;

-- PAY-11: what a top-up brings, by version. New top-ups follow the newest version whose time it is; written ones keep theirs.
create table wallet.plans (
  id uuid not null,
  version int not null,
  -- Who issues the balance: it owes the members what they have left.
  entity_id uuid not null,
  tiers jsonb not null,
  least bigint,
  most bigint,
  valid_from timestamptz not null,
  valid_to timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  constraint plans_pkey primary key (id),
  constraint plans_version_key unique (version),
  constraint plans_validity_check check (valid_to is null or valid_from <= valid_to),
  constraint plans_free_amount_check check ((least is null) = (most is null) and least <= most)
);

create table wallet.top_ups (
  id uuid not null,
  number text not null,
  member_id uuid not null,
  plan_id uuid not null,
  entity_id uuid not null,
  state text not null,
  amount bigint not null,
  gift bigint not null,
  refunded bigint not null,
  gift_lapsed bigint not null,
  -- What the channel keeps, and how much of it came back with refunds.
  channel_fee bigint not null,
  fee_returned bigint not null,
  payment_id uuid,
  channel text,
  created_at timestamptz not null,
  paid_at timestamptz,
  constraint top_ups_pkey primary key (id),
  constraint top_ups_number_key unique (number),
  constraint top_ups_plan_fkey foreign key (plan_id) references wallet.plans (id),
  constraint top_ups_state_check check (state in ('awaiting_payment', 'paid', 'partially_refunded', 'refunded')),
  constraint top_ups_amounts_check check (
    amount > 0 and gift >= 0 and refunded between 0 and amount and gift_lapsed between 0 and gift
    and fee_returned between 0 and channel_fee
  ),
  constraint top_ups_paid_check check (
    (state = 'awaiting_payment') = (paid_at is null) and (paid_at is null) = (payment_id is null)
  )
);
create index top_ups_member_index on wallet.top_ups (member_id, created_at desc, id desc);

-- Unspent principal on its way back to the channel: taken from the wallet when it was asked for.
create table wallet.top_up_refunds (
  id uuid not null,
  top_up_id uuid not null,
  member_id uuid not null,
  amount bigint not null,
  gift bigint not null,
  fee bigint not null,
  reason text not null,
  state text not null,
  requested_at timestamptz not null,
  settled_at timestamptz,
  constraint top_up_refunds_pkey primary key (id),
  constraint top_up_refunds_top_up_fkey foreign key (top_up_id) references wallet.top_ups (id),
  constraint top_up_refunds_amounts_check check (amount > 0 and gift >= 0 and fee >= 0),
  constraint top_up_refunds_state_check check (state in ('requested', 'succeeded', 'failed')),
  constraint top_up_refunds_settled_check check ((state = 'requested') = (settled_at is null))
);
create index top_up_refunds_top_up_index on wallet.top_up_refunds (top_up_id);

-- A member's whole balance. The row is the lock of everything that moves it, and it is never below zero.
create table wallet.wallets (
  member_id uuid not null,
  principal bigint not null,
  gift bigint not null,
  constraint wallets_pkey primary key (member_id),
  constraint wallets_amounts_check check (principal >= 0 and gift >= 0)
);

-- The same by the entity that issued it.
create table wallet.holdings (
  member_id uuid not null,
  entity_id uuid not null,
  principal bigint not null,
  gift bigint not null,
  constraint holdings_pkey primary key (member_id, entity_id),
  constraint holdings_wallet_fkey foreign key (member_id) references wallet.wallets (member_id),
  constraint holdings_amounts_check check (principal >= 0 and gift >= 0)
);
create index holdings_entity_index on wallet.holdings (entity_id);

-- The statement: every movement with the balance after it. `parts` are the same amounts by issuing entity.
create table wallet.entries (
  id uuid not null,
  member_id uuid not null,
  position bigint generated always as identity,
  kind text not null,
  principal bigint not null,
  gift bigint not null,
  balance_after bigint not null,
  parts jsonb not null,
  reference_kind text not null,
  reference_id uuid not null,
  reference_number text,
  -- The order that was paid, or refunded.
  order_id uuid,
  store_id uuid,
  at timestamptz not null,
  constraint entries_pkey primary key (id),
  -- Once for a thing: a repeated callback credits nothing.
  constraint entries_reference_key unique (reference_kind, reference_id, kind, member_id),
  constraint entries_kind_check check (kind in ('top_up', 'spend', 'refund', 'top_up_refund', 'merge', 'lapse')),
  constraint entries_amount_check check (principal <> 0 or gift <> 0),
  constraint entries_balance_check check (balance_after >= 0)
);
create index entries_member_index on wallet.entries (member_id, position desc);
create index entries_order_index on wallet.entries (order_id) where order_id is not null;
create trigger entries_append_only before update or delete on wallet.entries
  for each row execute function kernel.refuse_change();
create trigger entries_no_truncate before truncate on wallet.entries
  for each statement execute function kernel.refuse_change();

-- Locks a member's wallet, making it at first use, and answers what it holds by issuing entity.
create function wallet.hold(p_member uuid) returns table (entity_id uuid, principal bigint, gift bigint)
language plpgsql as $$
begin
  perform 1 from wallet.wallets w where w.member_id = p_member for update;
  if not found then
    insert into wallet.wallets (member_id, principal, gift) values (p_member, 0, 0) on conflict do nothing;
    perform 1 from wallet.wallets w where w.member_id = p_member for update;
  end if;
  return query select h.entity_id, h.principal, h.gift from wallet.holdings h
    where h.member_id = p_member order by h.entity_id;
end
$$;

-- Moves a wallet that the caller holds and writes the line of its statement; answers the balance after it. Amounts that are
-- not there violate a check. p_parts: [{"entityId", "principal", "gift"}], fen, signed.
create function wallet.move(
  p_id uuid, p_member uuid, p_kind text, p_parts jsonb, p_reference_kind text, p_reference_id uuid, p_reference_number text,
  p_order uuid, p_store uuid, p_at timestamptz
) returns bigint language plpgsql as $$
declare
  moved_principal bigint;
  moved_gift bigint;
  after bigint;
begin
  select coalesce(sum(p.principal), 0), coalesce(sum(p.gift), 0) into moved_principal, moved_gift
  from jsonb_to_recordset(p_parts) as p("entityId" uuid, principal bigint, gift bigint);
  update wallet.wallets w set principal = w.principal + moved_principal, gift = w.gift + moved_gift
  where w.member_id = p_member
  returning w.principal + w.gift into after;
  insert into wallet.holdings (member_id, entity_id, principal, gift)
  select p_member, p."entityId", 0, 0
  from jsonb_to_recordset(p_parts) as p("entityId" uuid, principal bigint, gift bigint)
  where p.principal > 0 or p.gift > 0
  on conflict do nothing;
  update wallet.holdings h set principal = h.principal + p.principal, gift = h.gift + p.gift
  from jsonb_to_recordset(p_parts) as p("entityId" uuid, principal bigint, gift bigint)
  where h.member_id = p_member and h.entity_id = p."entityId";
  insert into wallet.entries (id, member_id, kind, principal, gift, balance_after, parts, reference_kind, reference_id,
    reference_number, order_id, store_id, at)
  values (p_id, p_member, p_kind, moved_principal, moved_gift, after, p_parts, p_reference_kind, p_reference_id,
    p_reference_number, p_order, p_store, p_at);
  return after;
end
$$;
