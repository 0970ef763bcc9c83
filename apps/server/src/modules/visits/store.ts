import { visitEnding, visitState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

export const visitRow = z.object({
  id: z.string(),
  number: z.string(),
  store_id: z.string(),
  member_id: z.string(),
  state: visitState,
  ending: visitEnding.nullable(),
  first_visit: z.boolean(),
  flags: z.array(z.string()),
  entered_at: z.date(),
  exit_requested_at: z.date().nullable(),
  help_requested_at: z.date().nullable(),
  paid_at: z.date().nullable(),
  ended_at: z.date().nullable(),
});
export type VisitRow = z.infer<typeof visitRow>;

const columns = sql`
  id, number, store_id, member_id, state, ending, first_visit, flags, entered_at, exit_requested_at, help_requested_at,
  paid_at, ended_at`;
const open = sql`state in ('entering', 'inside', 'leaving')`;

export function findVisit(db: Db, id: string): Promise<VisitRow | null> {
  return db.maybeRow(visitRow, sql`select ${columns} from visits.visits where id = ${id}`);
}

export function lockVisit(tx: Tx, id: string): Promise<VisitRow> {
  return tx.row(visitRow, sql`select ${columns} from visits.visits where id = ${id} for no key update`);
}

export function findOpenVisitOf(db: Db, memberId: string | Sql): Promise<VisitRow | null> {
  return db.maybeRow(visitRow, sql`select ${columns} from visits.visits where member_id = ${memberId} and ${open}`);
}

/** The visit of an opening, found by the opening's or by its command's id; null for one without. */
export function lockVisitOfOpening(tx: Tx, opening: { id: string } | { commandId: string }): Promise<VisitRow | null> {
  const mine = 'id' in opening ? sql`id = ${opening.id}` : sql`command_id = ${opening.commandId}`;
  return tx.maybeRow(
    visitRow,
    sql`
      select ${columns} from visits.visits
      where id = (select visit_id from visits.openings where ${mine})
      for no key update`,
  );
}

/** The first visit of a member to a store that began at or after a moment, open or not. */
export function findVisitSince(db: Db, memberId: string, storeId: string, since: Date): Promise<VisitRow | null> {
  return db.maybeRow(
    visitRow,
    sql`
      select ${columns}
      from visits.visits
      where member_id = ${memberId}
        and store_id = ${storeId}
        and entered_at >= ${since}
      order by entered_at
      limit 1`,
  );
}

export function openVisitsIn(db: Db, storeIds: readonly string[]): Promise<VisitRow[]> {
  return db.rows(
    visitRow,
    sql`
      select ${columns}
      from visits.visits
      where store_id = any(${storeIds}::uuid[])
        and ${open}
      order by entered_at, id
      limit 2000`,
  );
}

const countRow = z.object({ store_id: z.string(), count: z.number() });

export function countOpenVisits(db: Db, storeIds: readonly string[]) {
  return db.rows(
    countRow,
    sql`
      select store_id, count(*) as count
      from visits.visits
      where store_id = any(${storeIds}::uuid[])
        and ${open}
      group by store_id`,
  );
}

/** Makes decisions about the room left in a store one after another, until the transaction ends. */
export async function lockOccupancy(tx: Tx, storeId: string): Promise<void> {
  await tx.rows(
    z.object({ locked: z.unknown() }),
    sql`select pg_advisory_xact_lock(hashtextextended('visits.occupancy:' || ${storeId}::text, 0))::text as locked`,
  );
}

/** Open visits in a store, and entries on their way into it. */
export async function countOccupancy(tx: Tx, storeId: string): Promise<number> {
  const { count } = await tx.row(
    z.object({ count: z.number() }),
    sql`
      select (
        select count(*) from visits.visits where store_id = ${storeId} and ${open}
      ) + (
        select count(*)
        from visits.openings
        where store_id = ${storeId}
          and purpose = 'entry'
          and state in ('requested', 'sent', 'acknowledged')
      ) as count`,
  );
  return count;
}

/** False when the member has an open visit already. `first_visit` is judged by all earlier visits. */
export function insertVisit(
  tx: Tx,
  visit: { id: string; number: string; storeId: string; memberId: string; at: Date },
): Promise<VisitRow | null> {
  return tx.maybeRow(
    visitRow,
    sql`
      insert into visits.visits (id, number, store_id, member_id, state, first_visit, flags, entered_at)
      values (
        ${visit.id}, ${visit.number}, ${visit.storeId}, ${visit.memberId}, 'entering',
        not exists (select 1 from visits.visits where member_id = ${visit.memberId}), '{}', ${visit.at})
      on conflict (member_id) where state in ('entering', 'inside', 'leaving') do nothing
      returning ${columns}`,
  );
}

/** Moves a locked visit between its open states. */
export async function moveVisit(tx: Tx, id: string, state: 'inside' | 'leaving', now: Date): Promise<void> {
  tx.later(sql`
    update visits.visits
    set state = ${state}, inside_at = case when ${state} = 'inside' then coalesce(inside_at, ${now}) else inside_at end
    where id = ${id}
      and ${open}`);
}

export async function endVisit(
  tx: Tx,
  id: string,
  end: { state: 'ended' | 'timed_out' | 'abnormal'; ending: string; at: Date },
): Promise<boolean> {
  const moved = await tx.run(sql`
    update visits.visits
    set state = ${end.state}, ending = ${end.ending}, ended_at = ${end.at}
    where id = ${id}
      and ${open}`);
  return moved === 1;
}

export async function markExitRequested(tx: Tx, id: string, now: Date | null): Promise<void> {
  tx.later(sql`update visits.visits set exit_requested_at = ${now} where id = ${id}`);
}

export async function markHelpRequested(tx: Tx, id: string, now: Date): Promise<void> {
  tx.later(sql`update visits.visits set help_requested_at = ${now} where id = ${id}`);
}

export async function markPaid(tx: Tx, id: string, now: Date): Promise<void> {
  tx.later(sql`
    update visits.visits
    set paid_at = coalesce(paid_at, ${now}), exit_requested_at = null
    where id = ${id}`);
}

/** False when the visit carries the flag already. */
export async function addFlag(tx: Tx, id: string, flag: string): Promise<boolean> {
  const added = await tx.run(sql`
    update visits.visits
    set flags = array_append(flags, ${flag})
    where id = ${id}
      and not (${flag} = any(flags))`);
  return added === 1;
}

/** Open visits that entered before an instant. */
export function lockOverdueVisits(tx: Tx, enteredBefore: Date): Promise<VisitRow[]> {
  return tx.rows(
    visitRow,
    sql`
      select ${columns}
      from visits.visits
      where ${open}
        and entered_at <= ${enteredBefore}
      order by id
      limit 100
      for no key update skip locked`,
  );
}

export function listVisits(db: Db, condition: Sql, limit: number): Promise<VisitRow[]> {
  return db.rows(
    visitRow,
    sql`
      select ${columns}
      from visits.visits
      where ${condition}
      order by entered_at desc, id desc
      limit ${limit}`,
  );
}

/** IDN-2: the visits of one customer become another's. */
export async function changeOwner(tx: Tx, fromId: string, intoId: string): Promise<void> {
  tx.later(sql`update visits.visits set member_id = ${intoId} where member_id = ${fromId}`);
  await tx.run(sql`update visits.openings set member_id = ${intoId} where member_id = ${fromId}`);
}

const timelineRow = z.object({
  at: z.date(),
  name: z.string(),
  actor: z.enum(['customer', 'staff', 'system', 'device', 'channel']),
  actor_name: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export function timelineOf(db: Db, visitId: string) {
  return db.rows(
    timelineRow,
    sql`
      select at, name, actor, actor_name, detail
      from visits.timeline
      where visit_id = ${visitId}
      order by at, id
      limit 500`,
  );
}

export type TimelineDetail = z.infer<typeof timelineRow>['detail'];

export async function insertTimeline(
  tx: Tx,
  entry: {
    id: string;
    visitId: string;
    at: Date;
    name: string;
    actor: z.infer<typeof timelineRow>['actor'];
    actorName: string | null;
    detail: TimelineDetail;
  },
): Promise<void> {
  tx.later(sql`
    insert into visits.timeline (id, visit_id, at, name, actor, actor_name, detail)
    values (
      ${entry.id}, ${entry.visitId}, ${entry.at}, ${entry.name}, ${entry.actor}, ${entry.actorName},
      ${sql.json(entry.detail)})`);
}
