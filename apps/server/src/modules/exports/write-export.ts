import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { notify } from '../messages/index.ts';
import { getStores } from '../organisation/index.ts';
import { csvWriter } from './csv.ts';
import type { ExportsPorts } from './ports.ts';
import { fileKey, isUnderWay, KEEP_MS, MOST_ROWS } from './rules.ts';
import type { Look } from './sheet.ts';
import { sheets } from './sheets.ts';
import { beginExport, type ExportRow, endExport, findExport, finishExport, noteProgress } from './store.ts';
import { inLocale } from './words.ts';
import { xlsxWriter } from './xlsx.ts';

const HEADQUARTERS_ZONE = 'Asia/Shanghai';
const PAGE = 100;
/** Whoever waited longer than this has looked away: they are told by a message. */
const PATIENCE_MS = 10_000;
const me = systemActor('exports');

/** Thrown inside when the person stopped the export. */
class Stopped extends Error {}

/**
 * Writes a file page by page, in the name of whoever asked, and counts on the way. Done again from the beginning after a
 * crash; a run that was stopped, or overtaken by another, leaves nothing.
 */
export async function writeExport(runtime: Runtime, ports: ExportsPorts, exportId: string): Promise<void> {
  const row = await findExport(runtime.database, exportId);
  if (!row || !isUnderWay(row.state)) return;
  try {
    await write(runtime, ports, row);
  } catch (error) {
    if (error instanceof Stopped) return;
    const code = error instanceof AppError ? error.code : 'unavailable';
    if (!(error instanceof AppError)) runtime.log.error({ err: error, exportId }, 'an export could not be written');
    await runtime.transaction(me, (ctx) => endExport(ctx.tx, exportId, { state: 'failed', code, at: ctx.now }));
  }
}

async function write(runtime: Runtime, ports: ExportsPorts, row: ExportRow): Promise<void> {
  const actor = await ports.staffActorOf(runtime.database, row.requestedBy);
  if (!actor) throw new AppError('forbidden');
  await held(runtime.transaction(me, (ctx) => beginExport(ctx.tx, row.id, actor.storeIds)));
  const sheet = sheets[row.kind];
  const head = sheet.head(row.locale);
  const file = row.format === 'csv' ? csvWriter(head) : xlsxWriter(inLocale(sheet.titles, row.locale), head);
  const look = clocks(runtime, row);
  let cursor: string | null = null;
  let rows = 0;
  do {
    const query: Record<string, string> = {
      ...row.filters,
      limit: String(PAGE),
      ...(cursor === null ? {} : { cursor }),
    };
    const page = await sheet.page(
      (key, asked) => ports.ask(runtime, { actor, key, query: asked, locale: row.locale }),
      query,
    );
    const lines = page.cells(await look(page.storeIds));
    await file.add(lines);
    rows += lines.length;
    cursor = page.nextCursor;
    if (rows % (5 * PAGE) === 0) await held(runtime.transaction(me, (ctx) => noteProgress(ctx.tx, row.id, rows)));
  } while (cursor !== null && rows < MOST_ROWS);
  const content = await file.finish();
  await runtime.kernel.storage.put(fileKey(row), content);
  const end = { rows, complete: cursor === null, bytes: content.length };
  await held(runtime.transaction(me, (ctx) => settle(ctx, row, end)));
}

async function settle(
  ctx: Parameters<Parameters<Runtime['transaction']>[1]>[0],
  row: ExportRow,
  end: { rows: number; complete: boolean; bytes: number },
): Promise<boolean> {
  const expiresAt = new Date(ctx.now.getTime() + KEEP_MS);
  const kept = await finishExport(ctx.tx, row.id, { ...end, at: ctx.now, expiresAt });
  if (kept && ctx.now.getTime() - row.requestedAt.getTime() > PATIENCE_MS) {
    const variables = { name: inLocale(sheets[row.kind].titles, row.locale), rows: end.rows };
    const link = { kind: 'export', id: row.id };
    await notify(ctx, {
      to: { kind: 'staff', id: row.requestedBy },
      template: 'export_ready',
      variables,
      link,
      key: row.id,
    });
  }
  return kept;
}

async function held(moved: Promise<boolean>): Promise<void> {
  if (!(await moved)) throw new Stopped();
}

/** Remembers the zones of the stores that come by. */
function clocks(runtime: Runtime, row: ExportRow): (storeIds: readonly string[]) => Promise<Look> {
  const zones = new Map<string, string>();
  return async (storeIds) => {
    const fresh = [...new Set(storeIds)].filter((id) => !zones.has(id));
    for (const [id, store] of await getStores(runtime.read(me), fresh)) zones.set(id, store.zone);
    const zoneOf = (id: string | null) => (id === null ? undefined : zones.get(id)) ?? HEADQUARTERS_ZONE;
    return { locale: row.locale, zoneOf };
  };
}
