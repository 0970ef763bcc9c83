import { type CaseDecision, type CaseKind, caseDecision, caseKind } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';
import { type VisitRow, visitRow } from './store.ts';

export const caseRow = z.object({
  id: z.string(),
  kind: caseKind,
  visit_id: z.string(),
  visit_number: z.string(),
  store_id: z.string(),
  member_id: z.string(),
  entered_at: z.date(),
  opened_at: z.date(),
  decision: caseDecision.nullable(),
  decided_by: z.string().nullable(),
  decided_at: z.date().nullable(),
  note: z.string().nullable(),
});
export type CaseRow = z.infer<typeof caseRow>;

const columns = sql`
  cases.id, cases.kind, cases.visit_id, visits.number as visit_number, cases.store_id, cases.member_id, visits.entered_at,
  cases.opened_at, cases.decision, cases.decided_by, cases.decided_at, cases.note`;
const tables = sql`visits.cases join visits.visits on visits.id = cases.visit_id`;

export interface NewCase {
  id: string;
  kind: CaseKind;
  visitId: string;
  storeId: string;
  memberId: string;
  at: Date;
}

/** False while another case of the visit waits for its decision. */
export async function insertCase(tx: Tx, found: NewCase): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into visits.cases (id, kind, visit_id, store_id, member_id, opened_at)
    values (${found.id}, ${found.kind}, ${found.visitId}, ${found.storeId}, ${found.memberId}, ${found.at})
    on conflict (visit_id) where decision is null do nothing`);
  return inserted === 1;
}

/** What is known later may change what an open case is about. */
export async function changeCaseKind(tx: Tx, visitId: string, kind: CaseKind): Promise<void> {
  tx.later(sql`update visits.cases set kind = ${kind} where visit_id = ${visitId} and decision is null`);
}

export function findCaseRow(db: Db, id: string): Promise<CaseRow | null> {
  return db.maybeRow(caseRow, sql`select ${columns} from ${tables} where cases.id = ${id}`);
}

export function findOpenCaseOf(db: Db, visitId: string): Promise<CaseRow | null> {
  return db.maybeRow(
    caseRow,
    sql`select ${columns} from ${tables} where cases.visit_id = ${visitId} and cases.decision is null`,
  );
}

/** False when somebody decided first. */
export async function decideCaseRow(
  tx: Tx,
  id: string,
  decided: { decision: CaseDecision; by: string | null; note: string | null; at: Date },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update visits.cases
    set decision = ${decided.decision}, decided_by = ${decided.by}, decided_at = ${decided.at}, note = ${decided.note}
    where id = ${id}
      and decision is null`);
  return changed === 1;
}

/** Undecided ones first, the oldest on top; then decided ones, the latest decision first. */
export function listCaseRows(db: Db, condition: Sql, limit: number): Promise<CaseRow[]> {
  return db.rows(
    caseRow,
    sql`
      select ${columns}
      from ${tables}
      where ${condition}
      order by (cases.decision is not null), case when cases.decision is null then cases.opened_at end,
        cases.decided_at desc, cases.id
      limit ${limit}`,
  );
}

export function countOpenCases(db: Db, storeIds: readonly string[]) {
  return db.rows(
    z.object({ store_id: z.string(), count: z.number() }),
    sql`
      select store_id, count(*) as count
      from visits.cases
      where store_id = any(${storeIds}::uuid[])
        and decision is null
      group by store_id`,
  );
}

/** Open visits that nobody decided about and whose time has come: the usual limit, or what the last decision set. */
export function lockUndecided(tx: Tx, now: Date, enteredBefore: Date): Promise<VisitRow[]> {
  return tx.rows(
    visitRow,
    sql`
      select visits.id, number, store_id, member_id, state, ending, first_visit, flags, entered_at, exit_requested_at,
        help_requested_at, paid_at, ended_at
      from visits.visits
      where state in ('entering', 'inside', 'leaving')
        and entered_at <= ${enteredBefore}
        and (case_due_at is null or case_due_at <= ${now})
        and not exists (select 1 from visits.cases where visit_id = visits.id and decision is null)
      order by id
      limit 100
      for no key update skip locked`,
  );
}

export async function setCaseDue(tx: Tx, visitId: string, at: Date): Promise<void> {
  tx.later(sql`update visits.visits set case_due_at = ${at} where id = ${visitId}`);
}

/** IDN-2: the cases of one customer become another's. */
export async function changeCaseOwner(tx: Tx, fromId: string, intoId: string): Promise<void> {
  tx.later(sql`update visits.cases set member_id = ${intoId} where member_id = ${fromId}`);
}

/** Times that the door opened for anybody at the store of a visit after the visit began. */
export async function countOpeningsSince(db: Db, visitId: string): Promise<number> {
  const { count } = await db.row(
    z.object({ count: z.number() }),
    sql`
      select count(*) as count
      from visits.visits
      join visits.openings on openings.store_id = visits.store_id
      where visits.id = ${visitId}
        and openings.opened_at > visits.entered_at
        and openings.visit_id is distinct from visits.id`,
  );
  return count;
}
