import { type OpeningState, openingPurpose, openingState } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const closingRow = z.object({ closed_seq: z.number(), closed_at: z.date() });

const lockRow = z.object({ locked: z.unknown() });

export const openingRow = z.object({
  id: z.string(),
  store_id: z.string(),
  device_id: z.string(),
  visit_id: z.string().nullable(),
  member_id: z.string().nullable(),
  purpose: openingPurpose,
  state: openingState,
  code: z.string().nullable(),
  requested_by_kind: z.string(),
  requested_at: z.date(),
  expires_at: z.date(),
  sent_at: z.date().nullable(),
  acknowledged_at: z.date().nullable(),
  late_acknowledged_at: z.date().nullable(),
  opened_at: z.date().nullable(),
  opened_seq: z.number().nullable(),
  closed_at: z.date().nullable(),
  settled_at: z.date().nullable(),
  counted_in: z.number(),
});
export type OpeningRow = z.infer<typeof openingRow>;

export const openingColumns = sql`
  id, store_id, device_id, visit_id, member_id, purpose, state, code, requested_by_kind, requested_at, expires_at, sent_at,
  acknowledged_at, late_acknowledged_at, opened_at, opened_seq, closed_at, settled_at, counted_in`;
const pending = sql`state in ('requested', 'sent', 'acknowledged')`;

export function findOpening(db: Db, id: string): Promise<OpeningRow | null> {
  return db.maybeRow(openingRow, sql`select ${openingColumns} from visits.openings where id = ${id}`);
}

export function findOpenings(db: Db, ids: readonly string[]): Promise<OpeningRow[]> {
  return db.rows(openingRow, sql`select ${openingColumns} from visits.openings where id = any(${[...ids]}::uuid[])`);
}

/** By its own or by its command's id. */
export function lockOpening(tx: Tx, opening: { id: string } | { commandId: string }): Promise<OpeningRow | null> {
  const mine = 'id' in opening ? sql`id = ${opening.id}` : sql`command_id = ${opening.commandId}`;
  return tx.maybeRow(openingRow, sql`select ${openingColumns} from visits.openings where ${mine} for update`);
}

export function findPendingEntry(db: Db, memberId: string): Promise<OpeningRow | null> {
  return db.maybeRow(
    openingRow,
    sql`
      select ${openingColumns}
      from visits.openings
      where member_id = ${memberId}
        and ${pending}
        and purpose in ('entry', 're_entry')`,
  );
}

export function findPendingExit(db: Db, visitId: string): Promise<OpeningRow | null> {
  return db.maybeRow(
    openingRow,
    sql`
      select ${openingColumns}
      from visits.openings
      where visit_id = ${visitId}
        and ${pending}
        and purpose not in ('entry', 're_entry')`,
  );
}

/** The newest opening of each visit. */
export function latestOpenings(db: Db, visitIds: readonly string[]): Promise<OpeningRow[]> {
  return db.rows(
    openingRow,
    sql`
      select distinct on (visit_id) ${openingColumns}
      from visits.openings
      where visit_id = any(${visitIds}::uuid[])
      order by visit_id, requested_at desc, id desc`,
  );
}

/** Answers the opening as it is now. */
export function markOpeningSent(tx: Tx, id: string, at: Date): Promise<OpeningRow | null> {
  return tx.maybeRow(
    openingRow,
    sql`
      update visits.openings
      set sent_at = coalesce(sent_at, ${at}), state = case when state = 'requested' then 'sent' else state end
      where id = ${id}
      returning ${openingColumns}`,
  );
}

export interface Acknowledgement {
  id: string;
  sentAt: Date | null;
  at: Date;
  /** When nobody will have used it. */
  unusedAt: Date;
}

export async function markOpeningAcknowledged(tx: Tx, { id, sentAt, at, unusedAt }: Acknowledgement): Promise<void> {
  tx.later(sql`
    update visits.openings
    set acknowledged_at = coalesce(acknowledged_at, ${at}), unused_at = ${unusedAt}, sent_at = coalesce(sent_at, ${sentAt}),
      state = case when state in ('requested', 'sent') then 'acknowledged' else state end
    where id = ${id}`);
}

export async function markAcknowledgedLate(tx: Tx, id: string, at: Date): Promise<void> {
  tx.later(sql`
    update visits.openings
    set late_acknowledged_at = ${at}
    where id = ${id}`);
}

/** Ends an opening that did not open; false when it has ended already. */
export async function settleOpening(
  tx: Tx,
  id: string,
  end: { state: OpeningState; code: string | null; at: Date },
): Promise<boolean> {
  const settled = await tx.run(sql`
    update visits.openings
    set state = ${end.state}, code = ${end.code}, settled_at = ${end.at}
    where id = ${id}
      and ${pending}`);
  return settled === 1;
}

/** The door really opened, also when the opening had been given up before. */
export async function markOpened(
  tx: Tx,
  id: string,
  opened: { at: Date; seq: number; visitId: string | null },
): Promise<void> {
  tx.later(sql`
    update visits.openings
    set state = 'opened', code = null, opened_at = ${opened.at}, opened_seq = ${opened.seq}, settled_at = ${opened.at},
      visit_id = coalesce(visit_id, ${opened.visitId}::uuid)
    where id = ${id}`);
}

/** Openings of a door whose door leaf has not closed since, up to an event of the door. */
export function findUnclosed(db: Db, deviceId: string, seq: number): Promise<OpeningRow[]> {
  return db.rows(
    openingRow,
    sql`
      select ${openingColumns}
      from visits.openings
      where device_id = ${deviceId}
        and opened_at is not null
        and closed_at is null
        and opened_seq < ${seq}
      order by id`,
  );
}

/** False when the closing is known already. */
export async function markClosed(tx: Tx, id: string, at: Date): Promise<boolean> {
  const closed = await tx.run(sql`
    update visits.openings
    set closed_at = ${at}
    where id = ${id}
      and closed_at is null`);
  return closed === 1;
}

/** The reports of one door are followed one after another: an opening and its closing must see each other. First lock. */
export async function lockDoor(tx: Tx, deviceId: string): Promise<void> {
  await tx.rows(
    lockRow,
    sql`select pg_advisory_xact_lock(hashtextextended('visits.door:' || ${deviceId}::text, 0))::text as locked`,
  );
}

export async function rememberClosing(tx: Tx, deviceId: string, seq: number, at: Date): Promise<void> {
  tx.later(sql`
    insert into visits.doors (device_id, closed_seq, closed_at)
    values (${deviceId}, ${seq}, ${at})
    on conflict (device_id) do update
    set closed_seq = excluded.closed_seq, closed_at = excluded.closed_at
    where doors.closed_seq < excluded.closed_seq`);
}

/** The last closing of a door that was followed, if it came after the given event of the door. */
export function findClosingAfter(db: Db, deviceId: string, seq: number) {
  return db.maybeRow(
    closingRow,
    sql`
      select closed_seq, closed_at
      from visits.doors
      where device_id = ${deviceId}
        and closed_seq > ${seq}`,
  );
}

/** Acknowledged openings that nobody used in time. */
export function lockUnused(tx: Tx, now: Date): Promise<OpeningRow[]> {
  return tx.rows(
    openingRow,
    sql`
      select ${openingColumns}
      from visits.openings
      where state = 'acknowledged'
        and unused_at <= ${now}
      order by id
      limit 100
      for update skip locked`,
  );
}

/** Counts people seen passing to the recent entry that has the fewest; answers it. */
export function countPassing(tx: Tx, storeId: string, since: Date, count: number): Promise<OpeningRow | null> {
  return tx.maybeRow(
    openingRow,
    sql`
      update visits.openings
      set counted_in = counted_in + ${count}
      where id = (
        select id
        from visits.openings
        where store_id = ${storeId}
          and opened_at >= ${since}
          and purpose in ('entry', 're_entry')
        order by counted_in, opened_at desc
        limit 1
        for update)
      returning ${openingColumns}`,
  );
}
