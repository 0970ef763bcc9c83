-- MSG-5: the WeChat subscription templates that the product sends with, one for each use.
create table messages.subscription_templates (
  purpose text not null,
  template_id text not null,
  fields jsonb not null,
  enabled boolean not null,
  updated_at timestamptz not null,
  constraint subscription_templates_pkey primary key (purpose),
  constraint subscription_templates_template_key unique (template_id)
);

-- MSG-5: consents that are left, by customer and template. WeChat takes one for each message and tells nobody how many
-- there are, so the product counts for itself.
create table messages.subscription_quotas (
  customer_id uuid not null,
  template_id text not null,
  remaining int not null,
  granted int not null,
  sent int not null,
  asked_at timestamptz,
  refused_at timestamptz,
  constraint subscription_quotas_pkey primary key (customer_id, template_id),
  constraint subscription_quotas_remaining_check check (remaining between 0 and 100)
);

-- MSG-1: how a customer wants to be reached; without a row everything is allowed.
create table messages.preferences (
  customer_id uuid not null,
  wechat boolean not null,
  sms boolean not null,
  muted text[] not null,
  quiet_from text,
  quiet_to text,
  updated_at timestamptz not null,
  constraint preferences_pkey primary key (customer_id),
  constraint preferences_quiet_check check ((quiet_from is null) = (quiet_to is null))
);

-- A send over WeChat: what it says is sealed in text_sealed, who gets it is looked up when it goes out.
alter table messages.sends drop constraint sends_channel_check;
alter table messages.sends add constraint sends_channel_check check (channel in ('sms', 'wechat'));
alter table messages.sends add column template_id text;
alter table messages.sends
  add constraint sends_template_check check ((channel = 'wechat') = (template_id is not null));
