create schema identity;

-- One person as a customer. The verified phone number is the one identity; WeChat is another way in.
create table identity.customers (
  id uuid not null,
  state text not null,
  name text,
  locale text not null,
  phone_sealed text,
  phone_index text,
  phone_tail_index text,
  phone_verified_at timestamptz,
  openid text,
  unionid text,
  consent_version text,
  guide_seen boolean not null,
  registered_at timestamptz not null,
  merged_into uuid,
  closed_at timestamptz,
  constraint customers_pkey primary key (id),
  constraint customers_phone_key unique (phone_index),
  constraint customers_openid_key unique (openid),
  constraint customers_merged_into_fkey foreign key (merged_into) references identity.customers (id),
  constraint customers_state_check check (state in ('active', 'merged', 'deleted')),
  constraint customers_locale_check check (locale in ('zh-CN', 'en', 'zh-TW')),
  constraint customers_phone_check check (
    (phone_index is null) = (phone_sealed is null)
    and (phone_index is null) = (phone_tail_index is null)
    and (phone_index is null) = (phone_verified_at is null)
  ),
  constraint customers_merged_check check ((state = 'merged') = (merged_into is not null)),
  constraint customers_closed_check check (
    (state = 'active') = (closed_at is null)
    and (state = 'active' or (name is null and phone_index is null and openid is null and unionid is null))
  )
);
create index customers_phone_tail_index on identity.customers (phone_tail_index) where phone_tail_index is not null;
create index customers_name_index on identity.customers (lower(name) text_pattern_ops) where name is not null;
create index customers_merged_into_index on identity.customers (merged_into) where merged_into is not null;

-- What a customer agreed to and withdrew, in order. Rows are evidence: they are only added.
create table identity.consents (
  id uuid not null,
  customer_id uuid not null,
  notice_version text not null,
  accepted boolean not null,
  at timestamptz not null,
  address text,
  constraint consents_pkey primary key (id),
  constraint consents_customer_fkey foreign key (customer_id) references identity.customers (id)
);
create index consents_customer_index on identity.consents (customer_id, at desc, id desc);

-- Codes sent by SMS. Only a keyed hash is kept; the newest one of a phone and purpose counts.
create table identity.sms_codes (
  id uuid not null,
  phone_index text not null,
  purpose text not null,
  code_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  wrong_tries int not null,
  used_at timestamptz,
  constraint sms_codes_pkey primary key (id),
  constraint sms_codes_purpose_check check (purpose in ('sign_in', 'bind_phone', 'delete_account')),
  constraint sms_codes_wrong_tries_check check (wrong_tries between 0 and 5)
);
create index sms_codes_phone_index on identity.sms_codes (phone_index, purpose, created_at desc, id desc);
create index sms_codes_age_index on identity.sms_codes (created_at);

-- Counters of tries in fixed windows. The subject is a keyed hash of a phone, an account name or an address.
create table identity.try_counters (
  rule text not null,
  subject text not null,
  window_start timestamptz not null,
  tries int not null,
  constraint try_counters_pkey primary key (rule, subject, window_start)
);
create index try_counters_age_index on identity.try_counters (window_start);

create table identity.roles (
  id uuid not null,
  name text not null,
  preset text,
  permissions text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint roles_pkey primary key (id),
  constraint roles_preset_key unique (preset),
  constraint roles_name_key unique (name)
);

create table identity.staff (
  id uuid not null,
  login_name text not null,
  name text not null,
  phone_sealed text,
  state text not null,
  password_hash text not null,
  must_change_password boolean not null,
  totp_sealed text,
  totp_pending_sealed text,
  totp_last_step bigint,
  scope_kind text not null,
  scope_ids uuid[] not null,
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  constraint staff_pkey primary key (id),
  constraint staff_login_name_key unique (login_name),
  constraint staff_state_check check (state in ('active', 'frozen')),
  constraint staff_scope_kind_check check (scope_kind in ('all', 'region', 'entity', 'stores', 'own')),
  constraint staff_scope_check check (
    case when scope_kind in ('all', 'own') then cardinality(scope_ids) = 0 else cardinality(scope_ids) > 0 end
  )
);
create index staff_list_index on identity.staff (created_at desc, id desc);
create index staff_scope_index on identity.staff using gin (scope_ids);

create table identity.staff_roles (
  staff_id uuid not null,
  role_id uuid not null,
  constraint staff_roles_pkey primary key (staff_id, role_id),
  constraint staff_roles_staff_fkey foreign key (staff_id) references identity.staff (id),
  constraint staff_roles_role_fkey foreign key (role_id) references identity.roles (id)
);
create index staff_roles_role_index on identity.staff_roles (role_id);

-- Every request checks its row here. The token itself is kept nowhere, only its SHA-256.
create table identity.sessions (
  id uuid not null,
  audience text not null,
  token_hash text not null,
  customer_id uuid,
  staff_id uuid,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text,
  second_factor_at timestamptz,
  address text,
  user_agent text,
  constraint sessions_pkey primary key (id),
  constraint sessions_token_key unique (token_hash),
  constraint sessions_customer_fkey foreign key (customer_id) references identity.customers (id),
  constraint sessions_staff_fkey foreign key (staff_id) references identity.staff (id),
  constraint sessions_audience_check check (audience in ('customer', 'staff')),
  constraint sessions_owner_check check (
    (audience = 'customer') = (customer_id is not null) and (audience = 'staff') = (staff_id is not null)
  ),
  constraint sessions_ended_check check ((ended_at is null) = (end_reason is null))
);
create index sessions_customer_index on identity.sessions (customer_id, created_at desc) where customer_id is not null;
create index sessions_staff_index on identity.sessions (staff_id, created_at desc) where staff_id is not null;
create index sessions_expiry_index on identity.sessions (expires_at) where ended_at is null;
