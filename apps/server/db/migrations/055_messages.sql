create schema messages;

-- The in-app inbox. Texts are made from template and variables when they are read, in the reader's language.
create table messages.messages (
  id uuid not null,
  event_key text not null,
  recipient_kind text not null,
  recipient_id uuid not null,
  kind text not null,
  template text not null,
  variables jsonb not null,
  link_kind text,
  link_id uuid,
  created_at timestamptz not null,
  read_at timestamptz,
  constraint messages_pkey primary key (id),
  constraint messages_event_key unique (event_key, recipient_kind, recipient_id),
  constraint messages_recipient_kind_check check (recipient_kind in ('customer', 'staff')),
  constraint messages_link_check check ((link_kind is null) = (link_id is null))
);
create index messages_inbox_index on messages.messages (recipient_kind, recipient_id, created_at desc, id desc);
create index messages_unread_index on messages.messages (recipient_kind, recipient_id) where read_at is null;

-- Sends over paid channels. The unique key keeps it to one send per event, person and channel, whatever is retried.
-- `sending` means that the vendor may have been asked; `unknown` that nobody can tell whether it accepted.
create table messages.sends (
  id uuid not null,
  event_key text not null,
  recipient text not null,
  channel text not null,
  template text not null,
  state text not null,
  phone_sealed text,
  text_sealed text,
  attempts int not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  due_at timestamptz,
  settled_at timestamptz,
  vendor text,
  vendor_reference text,
  last_error text,
  constraint sends_pkey primary key (id),
  constraint sends_event_key unique (event_key, recipient, channel),
  constraint sends_channel_check check (channel in ('sms')),
  constraint sends_state_check check (state in ('queued', 'sending', 'accepted', 'failed', 'unknown', 'expired')),
  constraint sends_settled_check check (
    (state in ('queued', 'sending')) = (settled_at is null)
    and (state in ('queued', 'sending')) = (due_at is not null)
  )
);
create index sends_due_index on messages.sends (due_at) where due_at is not null;
create index sends_recipient_index on messages.sends (recipient, created_at desc);

-- What the development vendor "sent": read by the development inbox page.
create table messages.development_inbox (
  id uuid not null,
  phone_sealed text not null,
  phone_index text not null,
  text_sealed text not null,
  at timestamptz not null,
  constraint development_inbox_pkey primary key (id)
);
create index development_inbox_time_index on messages.development_inbox (at desc, id desc);
create index development_inbox_phone_index on messages.development_inbox (phone_index, at desc, id desc);
