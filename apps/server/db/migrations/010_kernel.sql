create schema kernel;

-- Events on their way to their listeners. A row goes when every listener has run or has a job of its own.
create table kernel.outbox (
  id uuid not null,
  name text not null,
  payload jsonb not null,
  emitted_at timestamptz not null,
  leased_until timestamptz,
  constraint outbox_pkey primary key (id)
);

-- Which listener has handled which event: makes delivery exactly once.
create table kernel.handled_events (
  event_id uuid not null,
  handler text not null,
  handled_at timestamptz not null,
  constraint handled_events_pkey primary key (event_id, handler)
);
create index handled_events_age_index on kernel.handled_events (handled_at);

-- The first answer to each keyed write. The answer is sealed: it may hold personal data or a secret that is shown once.
create table kernel.idempotency_keys (
  caller text not null,
  key text not null,
  request_hash text not null,
  answer text,
  created_at timestamptz not null,
  constraint idempotency_keys_pkey primary key (caller, key)
);
create index idempotency_keys_age_index on kernel.idempotency_keys (created_at);

-- Who did what. Written unchained in the transaction of the change; the sealer chains it within a second.
create table kernel.audit_log (
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text,
  action text not null,
  object_kind text not null,
  object_id text not null,
  before jsonb,
  after jsonb,
  address text,
  request_id text,
  sequence bigint,
  hash text,
  constraint audit_log_pkey primary key (id),
  constraint audit_log_sequence_key unique (sequence),
  constraint audit_log_actor_kind_check check (actor_kind in ('customer', 'staff', 'system', 'device', 'channel', 'anonymous')),
  constraint audit_log_sealed_check check ((sequence is null) = (hash is null))
);
create index audit_log_unsealed_index on kernel.audit_log (id) where sequence is null;
create index audit_log_time_index on kernel.audit_log (at desc, id desc);
create index audit_log_object_index on kernel.audit_log (object_kind, object_id, at desc);
create index audit_log_actor_index on kernel.audit_log (actor_id, at desc);

-- The chain's head; also survives a truncated tail: verification compares it with the last sealed row.
create table kernel.audit_head (
  only_row boolean not null default true,
  sequence bigint not null,
  hash text not null,
  constraint audit_head_pkey primary key (only_row),
  constraint audit_head_single check (only_row)
);
insert into kernel.audit_head (sequence, hash) values (0, repeat('0', 64));

create function kernel.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_schema || '.' || tg_table_name using errcode = 'integrity_constraint_violation';
end
$$;

create function kernel.seal_only() returns trigger language plpgsql as $$
begin
  if old.sequence is not null
    or (to_jsonb(new) - 'sequence' - 'hash') is distinct from (to_jsonb(old) - 'sequence' - 'hash') then
    raise exception 'kernel.audit_log is append-only' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end
$$;
create trigger audit_log_update before update on kernel.audit_log for each row execute function kernel.seal_only();
create trigger audit_log_delete before delete on kernel.audit_log for each row execute function kernel.refuse_change();
create trigger audit_log_truncate before truncate on kernel.audit_log for each statement execute function kernel.refuse_change();
