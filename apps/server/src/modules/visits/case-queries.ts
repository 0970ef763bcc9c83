import type { CaseDecision, CaseKind } from '@latchkey/contract';
import { requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { sql } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import { type CaseRow, countOpenCases, countOpeningsSince, findCaseRow, listCaseRows } from './case-store.ts';
import { timelineOf } from './store.ts';

/** VIS-17: a visit that a person must decide about. `decidedBy` is null when it settled itself. */
export interface CaseFacts {
  id: string;
  kind: CaseKind;
  visitId: string;
  visitNumber: string;
  storeId: string;
  memberId: string;
  enteredAt: Date;
  openedAt: Date;
  decision: CaseDecision | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  note: string | null;
}

export const caseFacts = (row: CaseRow): CaseFacts => ({
  id: row.id,
  kind: row.kind,
  visitId: row.visit_id,
  visitNumber: row.visit_number,
  storeId: row.store_id,
  memberId: row.member_id,
  enteredAt: row.entered_at,
  openedAt: row.opened_at,
  decision: row.decision,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  note: row.note,
});

/** Where a list of cases goes on: after an undecided case by its opening, after a decided one by its decision. */
export interface CaseCursor {
  decided: boolean;
  at: string;
  id: string;
}

/** Cases in scope: undecided ones first, the oldest on top; then decided ones, the latest first. */
export async function listCases(
  ctx: ReadContext,
  query: { open?: boolean | undefined; storeId?: string | undefined; after: CaseCursor | null; limit: number },
): Promise<CaseFacts[]> {
  requireStaff(ctx.actor, 'desk');
  const stores = storeFilter(ctx.actor);
  const { after } = query;
  const conditions = [
    stores === null ? sql`true` : sql`cases.store_id = any(${[...stores]}::uuid[])`,
    query.storeId ? sql`cases.store_id = ${query.storeId}` : null,
    query.open === undefined ? null : sql`(cases.decision is null) = ${query.open}`,
    after && !after.decided
      ? sql`(cases.decision is not null or (cases.opened_at, cases.id) > (${after.at}::timestamptz, ${after.id}::uuid))`
      : null,
    after?.decided
      ? sql`(cases.decided_at < ${after.at}::timestamptz
          or (cases.decided_at = ${after.at}::timestamptz and cases.id > ${after.id}::uuid))`
      : null,
  ].filter((condition) => condition !== null);
  return (await listCaseRows(ctx.db, sql.join(conditions, sql` and `), query.limit)).map(caseFacts);
}

/** One case in scope; throws not_found. */
export async function getCase(ctx: ReadContext, caseId: string): Promise<CaseFacts> {
  requireStaff(ctx.actor, 'desk');
  const row = await findCaseRow(ctx.db, caseId);
  if (!row) throw new AppError('not_found');
  requireStore(ctx.actor, row.store_id);
  return caseFacts(row);
}

/** Undecided cases of stores; a store without any is missing. */
export async function openCaseCounts(ctx: ReadContext, storeIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await countOpenCases(ctx.db, storeIds);
  return new Map(rows.map((row) => [row.store_id, row.count]));
}

/** What became known of a visit: the last sign of it, and how often the store's door opened for others since it began. */
export async function caseTraces(ctx: ReadContext, visitId: string) {
  requireStaff(ctx.actor, 'desk');
  const signs = (await timelineOf(ctx.db, visitId)).filter((entry) => !entry.name.startsWith('visit.case_'));
  const last = signs.findLast((entry) => entry.actor !== 'system') ?? signs.at(-1);
  return {
    openingsSince: await countOpeningsSince(ctx.db, visitId),
    lastSign: last
      ? {
          at: last.at.toISOString(),
          name: last.name,
          actor: last.actor,
          actorName: last.actor_name,
          detail: last.detail,
        }
      : null,
  };
}
