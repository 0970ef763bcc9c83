create schema members;

-- One member base for all stores and channels. A member's id is the customer's id.
create table members.members (
  id uuid not null,
  card_number text not null,
  state text not null,
  state_reason text,
  state_changed_at timestamptz,
  level text not null,
  points bigint not null,
  total_spent bigint not null,
  purchases int not null,
  visits int not null,
  last_visit_at timestamptz,
  registered_at timestamptz not null,
  merged_into uuid,
  closed_at timestamptz,
  version int not null,
  constraint members_pkey primary key (id),
  constraint members_card_number_key unique (card_number),
  constraint members_merged_into_fkey foreign key (merged_into) references members.members (id),
  constraint members_state_check check (state in ('normal', 'frozen', 'abnormal')),
  constraint members_reason_check check (state = 'normal' or state_reason is not null),
  constraint members_figures_check check (points >= 0 and total_spent >= 0 and purchases >= 0 and visits >= 0)
);
create index members_list_index on members.members (registered_at desc, id desc) where closed_at is null;
create index members_state_index on members.members (state, registered_at desc, id desc) where closed_at is null;
create index members_card_index on members.members (card_number text_pattern_ops);
create index members_merged_into_index on members.members (merged_into) where merged_into is not null;

-- What a member did in each store: decides the usual store and which staff may see the member.
create table members.store_figures (
  member_id uuid not null,
  store_id uuid not null,
  visits int not null,
  purchases int not null,
  spent bigint not null,
  last_at timestamptz not null,
  constraint store_figures_pkey primary key (member_id, store_id),
  constraint store_figures_member_fkey foreign key (member_id) references members.members (id),
  constraint store_figures_check check (visits >= 0 and purchases >= 0 and spent >= 0)
);
create index store_figures_store_index on members.store_figures (store_id, member_id);

-- Changes of state by hand, with their reasons.
create table members.state_changes (
  id uuid not null,
  member_id uuid not null,
  from_state text not null,
  to_state text not null,
  reason text not null,
  actor_kind text not null,
  actor_id text,
  at timestamptz not null,
  constraint state_changes_pkey primary key (id),
  constraint state_changes_member_fkey foreign key (member_id) references members.members (id)
);
create index state_changes_member_index on members.state_changes (member_id, at desc);
