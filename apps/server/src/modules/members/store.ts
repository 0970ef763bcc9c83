import { type MemberState, memberState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const memberRow = z.object({
  id: z.string(),
  card_number: z.string(),
  state: memberState,
  state_reason: z.string().nullable(),
  level: z.string(),
  points: z.number(),
  total_spent: z.number(),
  purchases: z.number(),
  visits: z.number(),
  last_visit_at: z.date().nullable(),
  registered_at: z.date(),
  version: z.number(),
});
export type MemberRow = z.infer<typeof memberRow>;

const columns = sql`m.id, m.card_number, m.state, m.state_reason, m.level, m.points, m.total_spent, m.purchases, m.visits,
  m.last_visit_at, m.registered_at, m.version`;

/** Adds the member; false when the id is enrolled already or the card number is taken. */
export async function insertMember(
  tx: Tx,
  member: { id: string; cardNumber: string; level: string; at: Date },
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into members.members
      (id, card_number, state, level, points, total_spent, purchases, visits, registered_at, version)
    values (${member.id}, ${member.cardNumber}, 'normal', ${member.level}, 0, 0, 0, 0, ${member.at}, 1)
    on conflict do nothing`);
  return added === 1;
}

/** A member by id; a merged one answers as the one that it was merged into. */
export function findMember(db: Db, id: string): Promise<MemberRow | null> {
  return db.maybeRow(
    memberRow,
    sql`
    select ${columns}
    from members.members asked
    join members.members m on m.id = coalesce(asked.merged_into, asked.id)
    where asked.id = ${id}`,
  );
}

/** Members by the ids that were asked for. */
export function selectMembers(db: Db, ids: readonly string[]): Promise<(MemberRow & { asked_id: string })[]> {
  return db.rows(
    memberRow.extend({ asked_id: z.string() }),
    sql`
    select asked.id as asked_id, ${columns}
    from members.members asked
    join members.members m on m.id = coalesce(asked.merged_into, asked.id)
    where asked.id = any(${ids}::uuid[])`,
  );
}

/** Locks members in the order of their ids. */
export function lockMembers(tx: Tx, ids: readonly string[]): Promise<MemberRow[]> {
  return tx.rows(
    memberRow,
    sql`select ${columns} from members.members m where m.id = any(${ids}::uuid[]) order by m.id for update`,
  );
}

/** Locks the member, or the one that it was merged into. */
export async function lockMember(tx: Tx, id: string): Promise<MemberRow | null> {
  const found = await findMember(tx, id);
  return found ? ((await lockMembers(tx, [found.id]))[0] ?? null) : null;
}

export async function setState(
  tx: Tx,
  id: string,
  change: { state: MemberState; reason: string | null; at: Date },
): Promise<void> {
  await tx.run(sql`
    update members.members
    set state = ${change.state}, state_reason = ${change.reason}, state_changed_at = ${change.at}, version = version + 1
    where id = ${id}`);
}

export async function insertStateChange(
  tx: Tx,
  change: {
    id: string;
    memberId: string;
    from: MemberState;
    to: MemberState;
    reason: string;
    actorKind: string;
    actorId: string | null;
    at: Date;
  },
): Promise<void> {
  await tx.run(sql`
    insert into members.state_changes (id, member_id, from_state, to_state, reason, actor_kind, actor_id, at)
    values (${change.id}, ${change.memberId}, ${change.from}, ${change.to}, ${change.reason}, ${change.actorKind},
      ${change.actorId}, ${change.at})`);
}

const stateChangeRow = z.object({
  id: z.string(),
  from: memberState,
  to: memberState,
  reason: z.string(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  at: z.date(),
});

/** The last hundred changes of a member's state, newest first. */
export function listStateChanges(db: Db, memberId: string) {
  return db.rows(
    stateChangeRow,
    sql`
    select id, from_state as "from", to_state as "to", reason, actor_kind as "actorKind", actor_id as "actorId", at
    from members.state_changes
    where member_id = ${memberId}
    order by at desc, id desc
    limit 100`,
  );
}

export interface Deed {
  memberId: string;
  storeId: string;
  visits: number;
  purchases: number;
  spent: number;
  at: Date;
}

/** Adds a visit or a purchase to the member's figures and to those in the store. */
export async function addFigures(tx: Tx, deed: Deed): Promise<void> {
  await tx.run(sql`
    update members.members
    set visits = visits + ${deed.visits}, purchases = purchases + ${deed.purchases},
      total_spent = total_spent + ${deed.spent},
      last_visit_at = case when ${deed.visits}::int > 0 then greatest(last_visit_at, ${deed.at}::timestamptz) else last_visit_at end
    where id = ${deed.memberId}`);
  await tx.run(sql`
    insert into members.store_figures (member_id, store_id, visits, purchases, spent, last_at)
    values (${deed.memberId}, ${deed.storeId}, ${deed.visits}, ${deed.purchases}, ${deed.spent}, ${deed.at})
    on conflict (member_id, store_id) do update
    set visits = store_figures.visits + excluded.visits, purchases = store_figures.purchases + excluded.purchases,
      spent = store_figures.spent + excluded.spent, last_at = greatest(store_figures.last_at, excluded.last_at)`);
}

/** Moves all figures of one member to another and closes the first. */
export async function mergeFigures(tx: Tx, fromId: string, intoId: string, at: Date): Promise<void> {
  await tx.run(sql`
    update members.members as into_row
    set points = into_row.points + from_row.points, total_spent = into_row.total_spent + from_row.total_spent,
      purchases = into_row.purchases + from_row.purchases, visits = into_row.visits + from_row.visits,
      last_visit_at = greatest(into_row.last_visit_at, from_row.last_visit_at),
      registered_at = least(into_row.registered_at, from_row.registered_at), version = into_row.version + 1
    from members.members as from_row
    where into_row.id = ${intoId} and from_row.id = ${fromId}`);
  await tx.run(sql`
    insert into members.store_figures (member_id, store_id, visits, purchases, spent, last_at)
    select ${intoId}::uuid, store_id, visits, purchases, spent, last_at
    from members.store_figures
    where member_id = ${fromId}
    on conflict (member_id, store_id) do update
    set visits = store_figures.visits + excluded.visits, purchases = store_figures.purchases + excluded.purchases,
      spent = store_figures.spent + excluded.spent, last_at = greatest(store_figures.last_at, excluded.last_at)`);
  await tx.run(sql`delete from members.store_figures where member_id = ${fromId}`);
  await tx.run(sql`update members.state_changes set member_id = ${intoId} where member_id = ${fromId}`);
  await tx.run(sql`
    update members.members
    set merged_into = ${intoId}, closed_at = ${at}, points = 0, total_spent = 0, purchases = 0, visits = 0,
      version = version + 1
    where id = ${fromId}`);
  await tx.run(sql`update members.members set merged_into = ${intoId} where merged_into = ${fromId}`);
}

export async function closeMember(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`update members.members set closed_at = ${at}, version = version + 1 where id = ${id}`);
}

export interface MemberFilter {
  /** Matches the beginning of a card number, or one of these ids. */
  search: { cardPrefix: string; ids: readonly string[] } | null;
  state: MemberState | undefined;
  /** Only members that have been in one of these stores, with their figures there; null for all. */
  storeIds: readonly string[] | null;
  before: readonly [string, string] | null;
  limit: number;
}

const memberView = memberRow.extend({ usual_store_id: z.string().nullable() });
export type MemberView = z.infer<typeof memberView>;

/** MBR-13: within a scope, figures are those of the scope's stores and nothing beyond. */
function viewOf(storeIds: readonly string[] | null) {
  if (storeIds === null) {
    return {
      figures: sql`m.total_spent, m.purchases, m.visits, m.last_visit_at`,
      source: sql.empty,
      usual: sql`(
        select f.store_id from members.store_figures f where f.member_id = m.id
        order by f.visits desc, f.last_at desc limit 1)`,
    };
  }
  return {
    figures: sql`here.total_spent, here.purchases, here.visits, here.last_visit_at`,
    source: sql`
    cross join lateral (
      select count(*) as stores, sum(f.spent)::bigint as total_spent, sum(f.purchases)::int as purchases,
        sum(f.visits)::int as visits, max(f.last_at) as last_visit_at,
        (array_agg(f.store_id order by f.visits desc, f.last_at desc))[1] as usual_store_id
      from members.store_figures f
      where f.member_id = m.id and f.store_id = any(${storeIds}::uuid[])
    ) here`,
    usual: sql`here.usual_store_id`,
  };
}

const plain = sql`m.id, m.card_number, m.state, m.state_reason, m.level, m.points, m.registered_at, m.version`;

export function listMembers(db: Db, filter: MemberFilter): Promise<MemberView[]> {
  const { search, state, storeIds, before } = filter;
  const view = viewOf(storeIds);
  return db.rows(
    memberView,
    sql`
    select ${plain}, ${view.figures}, ${view.usual} as usual_store_id
    from members.members m
    ${view.source}
    where m.closed_at is null
      ${storeIds === null ? sql.empty : sql`and here.stores > 0`}
      ${state === undefined ? sql.empty : sql`and m.state = ${state}`}
      ${search === null ? sql.empty : sql`and (m.card_number like ${`${search.cardPrefix}%`} or m.id = any(${search.ids}::uuid[]))`}
      ${before === null ? sql.empty : sql`and (m.registered_at, m.id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`}
    order by m.registered_at desc, m.id desc
    limit ${filter.limit}`,
  );
}

/** One member as a scope sees it; null when the scope has never seen it. */
export function viewMember(db: Db, id: string, storeIds: readonly string[] | null): Promise<MemberView | null> {
  const view = viewOf(storeIds);
  return db.maybeRow(
    memberView,
    sql`
    select ${plain}, ${view.figures}, ${view.usual} as usual_store_id
    from members.members asked
    join members.members m on m.id = coalesce(asked.merged_into, asked.id)
    ${view.source}
    where asked.id = ${id} ${storeIds === null ? sql.empty : sql`and here.stores > 0`}`,
  );
}

const historyRow = z.object({
  store_id: z.string(),
  visits: z.number(),
  purchases: z.number(),
  spent: z.number(),
  last_at: z.date(),
});

export function selectStoreFigures(db: Db, memberId: string) {
  return db.rows(
    historyRow,
    sql`
    select store_id, visits, purchases, spent, last_at
    from members.store_figures
    where member_id = ${memberId}
    order by last_at desc
    limit 500`,
  );
}
