-- BKG-15: pay-as-you-go. What customers leave before a session is owed to them until it is used up or given back.
alter table ledger.accounts drop constraint accounts_kind_check;
alter table ledger.accounts add constraint accounts_kind_check check (kind in (
  'channel_transit', 'store_balance', 'entity_balance', 'service_fee_income', 'channel_fees', 'coupon_subsidy',
  'customer_refunds', 'member_balance', 'member_gifts', 'balance_gifts', 'deposits', 'points_liability', 'agent_rebates',
  'payouts_in_transit', 'supplier_payables', 'expenses'
));

-- A deposit is a charge whose money stays the customer's: `consumed` went to the store, the rest goes back.
alter table booking.charges add column consumed bigint not null default 0;
-- What the channel kept of a deposit; it goes the way of the money.
alter table booking.charges add column channel_fee bigint not null default 0;
alter table booking.charges drop constraint charges_amounts_check;
alter table booking.charges add constraint charges_amounts_check check (
  amount >= 0 and refunded >= 0 and refunding >= 0 and consumed >= 0 and refunded + refunding + consumed <= amount
);
alter table booking.refunds drop constraint refunds_purpose_check;
alter table booking.refunds add constraint refunds_purpose_check
  check (purpose in ('sale', 'late_payment', 'second_payment', 'deposit'));

create table booking.open_sessions (
  booking_id uuid not null,
  -- Who holds the deposits, whatever becomes of the store.
  entity_id uuid not null,
  -- The member's level stands for a deposit.
  credit boolean not null,
  -- What sets the end of it; null until it runs.
  ends_by text,
  constraint open_sessions_pkey primary key (booking_id),
  constraint open_sessions_booking_fkey foreign key (booking_id) references booking.bookings (id),
  constraint open_sessions_ends_by_check check (ends_by in ('next_booking', 'closing', 'maximum', 'horizon', 'deposit'))
);

-- Kinds are added to what there is, whoever came before.
create function booking.add_kinds(p_table text, p_constraint text, p_kinds text[]) returns void language plpgsql as $$
declare
  known text;
begin
  select pg_get_constraintdef(c.oid) into strict known from pg_constraint c
  where c.conname = p_constraint and c.conrelid = ('booking.' || p_table)::regclass;
  execute format('alter table booking.%I drop constraint %I', p_table, p_constraint);
  execute format('alter table booking.%I add constraint %I %s', p_table, p_constraint,
    replace(known, 'ARRAY[', 'ARRAY[' || (select string_agg(quote_literal(kind) || '::text, ', '') from unnest(p_kinds) kind)));
end
$$;
select booking.add_kinds('charges', 'charges_kind_check', array['deposit']);
select booking.add_kinds('timers', 'timers_kind_check', array['open_plan', 'open_low', 'deposit_lapse', 'self_renewal', 'refund_retry']);
