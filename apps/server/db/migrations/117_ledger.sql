-- PAY-11: what an entity that issued stored balance owes its members, principal and gift apart, and what the gifts cost it.
alter table ledger.accounts drop constraint accounts_kind_check;
alter table ledger.accounts add constraint accounts_kind_check check (kind in (
  'channel_transit', 'store_balance', 'entity_balance', 'service_fee_income', 'channel_fees', 'coupon_subsidy',
  'customer_refunds', 'member_balance', 'member_gifts', 'balance_gifts', 'points_liability', 'agent_rebates',
  'payouts_in_transit', 'supplier_payables', 'expenses'
));

-- Published: what every issuing entity owes by principal and gift at this moment, fen, debts positive.
create function ledger.member_liabilities() returns table (entity_id uuid, principal bigint, gift bigint) language sql stable as $$
  select b.owner_id::uuid,
    (-coalesce(sum(b.balance) filter (where b.kind = 'member_balance'), 0))::bigint,
    (-coalesce(sum(b.balance) filter (where b.kind = 'member_gifts'), 0))::bigint
  from ledger.live_balances b
  where b.kind in ('member_balance', 'member_gifts') and b.owner_kind = 'entity'
  group by b.owner_id
$$;
