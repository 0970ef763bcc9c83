create schema payments;

-- PAY-1: merchant accounts at channels. Entity null is the platform's own. Secrets are sealed by the kernel's keys.
create table payments.channel_accounts (
  code text not null,
  channel text not null,
  entity_id uuid,
  enabled boolean not null,
  emulator boolean not null,
  -- mchid, appid, base address and the like: nothing secret.
  settings jsonb not null,
  secrets_sealed text not null,
  fee_rate int not null,
  version int not null,
  updated_at timestamptz not null,
  constraint channel_accounts_pkey primary key (code),
  constraint channel_accounts_code_check check (code ~ '^[a-z0-9-]{1,40}$'),
  constraint channel_accounts_channel_check check (channel in ('wechat')),
  constraint channel_accounts_fee_rate_check check (fee_rate between 0 and 10000)
);
create unique index channel_accounts_one_enabled on payments.channel_accounts
  (channel, coalesce(entity_id, '00000000-0000-0000-0000-000000000000')) where enabled;

-- PAY-5: every attempt to pay an order, with its states and times.
create table payments.attempts (
  id uuid not null,
  order_id uuid not null,
  order_number text not null,
  store_id uuid not null,
  entity_id uuid not null,
  customer_id uuid not null,
  account_code text not null,
  channel text not null,
  method text not null,
  state text not null,
  amount bigint not null,
  out_trade_number text not null,
  description text not null,
  openid text,
  client_address text not null,
  return_url text,
  -- What the customer's device needs, once the channel answered.
  parameters jsonb,
  transaction_number text,
  channel_fee bigint,
  code text,
  reason text,
  believed_from text,
  -- Our attempt had ended when the money came.
  late boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  requested_at timestamptz,
  channel_time timestamptz,
  settled_at timestamptz,
  -- Due columns of the three kinds of work, each with a lease in `leased_until`.
  request_at timestamptz,
  query_at timestamptz,
  close_at timestamptz,
  leased_until timestamptz,
  tries int not null default 0,
  constraint attempts_pkey primary key (id),
  constraint attempts_out_trade_number_key unique (out_trade_number),
  constraint attempts_account_fkey foreign key (account_code) references payments.channel_accounts (code),
  constraint attempts_amount_check check (amount > 0),
  constraint attempts_method_check check (method in ('h5', 'jsapi', 'native')),
  constraint attempts_state_check check (state in ('created', 'requesting', 'awaiting_payer', 'succeeded', 'failed', 'closed')),
  constraint attempts_believed_check check (
    (state = 'succeeded') = (believed_from is not null) and believed_from in ('callback', 'query')
  ),
  constraint attempts_success_check check (
    (state = 'succeeded') = (transaction_number is not null and channel_fee is not null and settled_at is not null)
  )
);
create unique index attempts_transaction_key on payments.attempts (account_code, transaction_number) where transaction_number is not null;
create index attempts_order_index on payments.attempts (order_id, id);
create index attempts_list_index on payments.attempts (created_at desc, id desc);
create index attempts_store_index on payments.attempts (store_id, created_at desc, id desc);
create index attempts_request_index on payments.attempts (request_at) where request_at is not null;
create index attempts_query_index on payments.attempts (query_at) where query_at is not null;
create index attempts_close_index on payments.attempts (close_at) where close_at is not null;

create table payments.refunds (
  -- The caller's refund id.
  id uuid not null,
  attempt_id uuid not null,
  order_id uuid not null,
  store_id uuid not null,
  number text not null,
  amount bigint not null,
  reason text not null,
  state text not null,
  -- Money of an order that was never booked as a sale: payments books receipt and return itself.
  late_receipt boolean not null,
  channel_number text,
  code text,
  created_at timestamptz not null,
  settled_at timestamptz,
  work_at timestamptz,
  leased_until timestamptz,
  tries int not null default 0,
  constraint refunds_pkey primary key (id),
  constraint refunds_number_key unique (number),
  constraint refunds_attempt_fkey foreign key (attempt_id) references payments.attempts (id),
  constraint refunds_amount_check check (amount > 0),
  constraint refunds_state_check check (state in ('created', 'requesting', 'processing', 'succeeded', 'failed', 'closed'))
);
create index refunds_order_index on payments.refunds (order_id, id);
create index refunds_attempt_index on payments.refunds (attempt_id);
create index refunds_work_index on payments.refunds (work_at) where work_at is not null;

-- Genuine messages that contradict our books. Each is kept once.
create table payments.contradictions (
  id uuid not null,
  account_code text not null,
  kind text not null,
  number text not null,
  attempt_id uuid,
  source text not null,
  detail jsonb not null,
  at timestamptz not null,
  constraint contradictions_pkey primary key (id),
  constraint contradictions_once_key unique (account_code, kind, number),
  constraint contradictions_source_check check (source in ('callback', 'query'))
);

-- Callbacks that were not believed, counted by minute and reason: a flood fills no table.
create table payments.refused_callbacks (
  account_code text not null,
  minute timestamptz not null,
  reason text not null,
  count int not null,
  last_address text,
  constraint refused_callbacks_pkey primary key (account_code, minute, reason)
);
