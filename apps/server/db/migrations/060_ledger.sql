create schema ledger;

-- LED-1. Debits are positive. An owner is what the account belongs to; the platform's own accounts have owner kind 'platform'.
create table ledger.accounts (
  id uuid not null,
  kind text not null,
  owner_kind text not null,
  owner_id text not null,
  created_at timestamptz not null,
  constraint accounts_pkey primary key (id),
  constraint accounts_owner_key unique (kind, owner_kind, owner_id),
  constraint accounts_kind_check check (kind in (
    'channel_transit', 'store_balance', 'entity_balance', 'service_fee_income', 'channel_fees', 'coupon_subsidy',
    'customer_refunds', 'member_balance', 'points_liability', 'agent_rebates', 'payouts_in_transit', 'supplier_payables', 'expenses'
  )),
  constraint accounts_owner_kind_check check (owner_kind in (
    'platform', 'entity', 'store', 'channel', 'member', 'agent', 'supplier'
  )),
  constraint accounts_platform_check check ((owner_kind = 'platform') = (owner_id = ''))
);
create index accounts_list_index on ledger.accounts (kind, id);

create table ledger.journals (
  id uuid not null,
  kind text not null,
  reference_kind text not null,
  reference_id uuid not null,
  reference_number text,
  store_id uuid,
  entity_id uuid,
  memo text,
  -- The journal that this one corrects or reverses a part of.
  refers_to uuid,
  -- How the amounts came about: the split of a sale, the share of a refund.
  terms jsonb,
  at timestamptz not null,
  posted_at timestamptz not null,
  constraint journals_pkey primary key (id),
  constraint journals_refers_to_fkey foreign key (refers_to) references ledger.journals (id),
  -- One journal of a kind for a thing: posting again changes nothing.
  constraint journals_reference_key unique (reference_kind, reference_id, kind)
);
create index journals_time_index on ledger.journals (at desc, id desc);
create index journals_store_index on ledger.journals (store_id, at desc, id desc);

create index journals_refers_to_index on ledger.journals (refers_to) where refers_to is not null;

create table ledger.postings (
  journal_id uuid not null,
  line smallint not null,
  account_id uuid not null,
  amount bigint not null,
  constraint postings_pkey primary key (journal_id, line),
  constraint postings_journal_fkey foreign key (journal_id) references ledger.journals (id),
  constraint postings_account_fkey foreign key (account_id) references ledger.accounts (id),
  constraint postings_amount_check check (amount <> 0)
);
create index postings_account_index on ledger.postings (account_id, journal_id);

-- Balances are roll-ups: the roller adds the postings of waiting journals and takes the journals off the list, in one
-- transaction, so that no sale ever waits for a balance row. Balance = roll-up + postings of waiting journals.
create table ledger.balances (
  account_id uuid not null,
  balance bigint not null,
  updated_at timestamptz not null,
  constraint balances_pkey primary key (account_id),
  constraint balances_account_fkey foreign key (account_id) references ledger.accounts (id)
);
create table ledger.waiting_journals (
  journal_id uuid not null,
  constraint waiting_journals_pkey primary key (journal_id),
  constraint waiting_journals_journal_fkey foreign key (journal_id) references ledger.journals (id)
);

create trigger journals_append_only before update or delete on ledger.journals
  for each row execute function kernel.refuse_change();
create trigger journals_no_truncate before truncate on ledger.journals
  for each statement execute function kernel.refuse_change();
create trigger postings_append_only before update or delete on ledger.postings
  for each row execute function kernel.refuse_change();
create trigger postings_no_truncate before truncate on ledger.postings
  for each statement execute function kernel.refuse_change();

-- A journal's postings come in one statement, sum to zero, and nothing joins them later.
create function ledger.check_postings() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from (
      select i.journal_id, sum(i.amount) as total, count(*) as lines from inserted i group by i.journal_id
    ) mine
    where mine.total <> 0
      or mine.lines <> (select count(*) from ledger.postings p where p.journal_id = mine.journal_id)
  ) then
    raise exception 'the postings of a journal must sum to zero and come together'
      using errcode = 'check_violation', constraint = 'postings_balanced';
  end if;
  return null;
end
$$;
create trigger postings_balanced after insert on ledger.postings
  referencing new table as inserted for each statement execute function ledger.check_postings();

-- At commit every journal has at least two postings that sum to zero, however they came in.
create function ledger.check_journal() returns trigger language plpgsql as $$
begin
  if (select count(*) < 2 or sum(amount) <> 0 from ledger.postings where journal_id = new.id) then
    raise exception 'a journal needs at least two postings that sum to zero'
      using errcode = 'check_violation', constraint = 'journals_balanced';
  end if;
  return null;
end
$$;
create constraint trigger journals_balanced after insert on ledger.journals
  deferrable initially deferred for each row execute function ledger.check_journal();

-- Published: posts a journal and answers its id, or the id of the one that this reference already has.
-- p_postings: [{"kind", "ownerKind", "ownerId", "amount"}], fen, debits positive; zero amounts are left out.
create function ledger.post(
  p_id uuid, p_kind text, p_reference_kind text, p_reference_id uuid, p_reference_number text,
  p_store uuid, p_entity uuid, p_memo text, p_refers_to uuid, p_terms jsonb, p_at timestamptz, p_posted_at timestamptz,
  p_postings jsonb
) returns table (journal_id uuid, fresh boolean) language plpgsql as $$
declare
  existing uuid;
begin
  insert into ledger.journals (id, kind, reference_kind, reference_id, reference_number, store_id, entity_id, memo, refers_to,
    terms, at, posted_at)
  values (p_id, p_kind, p_reference_kind, p_reference_id, p_reference_number, p_store, p_entity, p_memo, p_refers_to,
    p_terms, p_at, p_posted_at)
  on conflict on constraint journals_reference_key do nothing;
  if not found then
    select j.id into existing from ledger.journals j
    where j.reference_kind = p_reference_kind and j.reference_id = p_reference_id and j.kind = p_kind;
    return query select existing, false;
    return;
  end if;

  insert into ledger.accounts (id, kind, owner_kind, owner_id, created_at)
  select gen_random_uuid(), wanted.kind, wanted.owner_kind, wanted.owner_id, p_at
  from (
    select distinct e ->> 'kind' as kind, e ->> 'ownerKind' as owner_kind, e ->> 'ownerId' as owner_id
    from jsonb_array_elements(p_postings) e
    where (e ->> 'amount')::bigint <> 0
  ) wanted
  where not exists (
    select 1 from ledger.accounts a
    where a.kind = wanted.kind and a.owner_kind = wanted.owner_kind and a.owner_id = wanted.owner_id
  )
  order by 2, 3, 4
  on conflict on constraint accounts_owner_key do nothing;

  insert into ledger.postings (journal_id, line, account_id, amount)
  select p_id, e.line, a.id, (e.posting ->> 'amount')::bigint
  from jsonb_array_elements(p_postings) with ordinality as e(posting, line)
  join ledger.accounts a
    on a.kind = e.posting ->> 'kind' and a.owner_kind = e.posting ->> 'ownerKind' and a.owner_id = e.posting ->> 'ownerId'
  where (e.posting ->> 'amount')::bigint <> 0;

  insert into ledger.waiting_journals (journal_id) values (p_id);
  return query select p_id, true;
end
$$;

-- Adds up to p_limit waiting journals to the balances; answers how many. Rollers may run side by side.
create function ledger.roll_up(p_limit int, p_now timestamptz) returns int language plpgsql as $$
declare
  rolled int;
begin
  perform pg_advisory_xact_lock(7246, 60);
  with taken as (
    delete from ledger.waiting_journals w
    where w.journal_id in (select journal_id from ledger.waiting_journals order by journal_id limit p_limit)
    returning w.journal_id
  ), sums as (
    select p.account_id, sum(p.amount)::bigint as amount
    from taken t join ledger.postings p using (journal_id)
    group by p.account_id
  ), kept as (
    insert into ledger.balances as b (account_id, balance, updated_at)
    select s.account_id, s.amount, p_now from sums s order by s.account_id
    on conflict on constraint balances_pkey do update set balance = b.balance + excluded.balance, updated_at = excluded.updated_at
    returning 1
  )
  select count(*) into rolled from taken;
  return rolled;
end
$$;

-- Every account with its balance at this moment.
create view ledger.live_balances as
select a.id, a.kind, a.owner_kind, a.owner_id,
  coalesce(b.balance, 0) + coalesce(w.amount, 0) as balance
from ledger.accounts a
left join ledger.balances b on b.account_id = a.id
left join (
  select p.account_id, sum(p.amount)::bigint as amount
  from ledger.waiting_journals j join ledger.postings p using (journal_id)
  group by p.account_id
) w on w.account_id = a.id;
