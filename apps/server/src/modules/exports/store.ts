import { type ExportState, exportFormat, exportKind, exportState, locale } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

const exportRow = z.object({
  id: z.string(),
  kind: exportKind,
  format: exportFormat,
  filters: z.record(z.string(), z.string()),
  locale,
  state: exportState,
  rows: z.number(),
  complete: z.boolean(),
  code: z.string().nullable(),
  bytes: z.number().nullable(),
  storeIds: z.array(z.string()).nullable(),
  requestedBy: z.string(),
  requestedAt: z.date(),
  finishedAt: z.date().nullable(),
  expiresAt: z.date(),
});
export type ExportRow = z.output<typeof exportRow>;

const columns = sql`
  id, kind, format, filters, locale, state, rows, complete, code, bytes, store_ids as "storeIds",
  requested_by as "requestedBy", requested_at as "requestedAt", finished_at as "finishedAt", expires_at as "expiresAt"`;

export const insertExport = (
  tx: Tx,
  row: Pick<ExportRow, 'id' | 'kind' | 'format' | 'filters' | 'locale' | 'requestedBy' | 'requestedAt' | 'expiresAt'>,
) =>
  tx.run(sql`
    insert into exports.exports
      (id, kind, format, filters, locale, state, rows, complete, requested_by, requested_at, expires_at)
    values (${row.id}, ${row.kind}, ${row.format}, ${sql.json(row.filters)}, ${row.locale}, 'waiting', 0, false,
      ${row.requestedBy}, ${row.requestedAt}, ${row.expiresAt})`);

export const findExport = (db: Db, id: string) =>
  db.maybeRow(exportRow, sql`select ${columns} from exports.exports where id = ${id}`);

/** How many of a person's exports wait or run. */
export const countUnderWay = async (db: Db, requestedBy: string): Promise<number> => {
  const row = await db.row(
    z.object({ count: z.number() }),
    sql`select count(*) from exports.exports where requested_by = ${requestedBy} and state in ('waiting', 'running')`,
  );
  return row.count;
};

export const listExports = (db: Db, requestedBy: string, after: string | null, limit: number) =>
  db.rows(
    exportRow,
    sql`
      select ${columns} from exports.exports
      where requested_by = ${requestedBy} ${after === null ? sql.empty : sql`and id < ${after}`}
      order by id desc
      limit ${limit}`,
  );

/** Moves an export that is under way; false when it was stopped meanwhile. */
const move = async (tx: Tx, id: string, change: Sql): Promise<boolean> =>
  (await tx.run(sql`update exports.exports set ${change} where id = ${id} and state in ('waiting', 'running')`)) === 1;

export const beginExport = (tx: Tx, id: string, storeIds: readonly string[] | null) =>
  move(tx, id, sql`state = 'running', rows = 0, store_ids = ${storeIds}::uuid[]`);

export const noteProgress = (tx: Tx, id: string, rows: number) => move(tx, id, sql`rows = ${rows}`);

export const finishExport = (
  tx: Tx,
  id: string,
  end: { rows: number; complete: boolean; bytes: number; at: Date; expiresAt: Date },
) =>
  move(
    tx,
    id,
    sql`state = 'done', rows = ${end.rows}, complete = ${end.complete}, bytes = ${end.bytes}, finished_at = ${end.at},
      expires_at = ${end.expiresAt}`,
  );

export const endExport = (tx: Tx, id: string, end: { state: ExportState; code: string | null; at: Date }) =>
  move(tx, id, sql`state = ${end.state}, code = ${end.code}, finished_at = ${end.at}`);

/** Takes files that are past their day, and tries that nobody brought to an end; the rows stay. */
export const expireExports = (tx: Tx, now: Date) =>
  tx.rows(
    exportRow,
    sql`
      update exports.exports set state = 'expired', finished_at = coalesce(finished_at, ${now})
      where id in (
        select id from exports.exports
        where expires_at <= ${now} and state in ('waiting', 'running', 'done')
        order by expires_at
        limit 100
        for update skip locked)
      returning ${columns}`,
  );
