import { type ExportFormat, type ExportKind, type Locale, type RouteDefinition, routes } from '@latchkey/contract';
import { requireStaff, type StaffActor } from '../../kernel/actor.ts';
import { readQuery } from '../../kernel/ask-own.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { addJob } from '../../kernel/jobs.ts';
import { isUnderWay, KEEP_MS, MOST_UNDER_WAY } from './rules.ts';
import { sheets } from './sheets.ts';
import { countUnderWay, type ExportRow, endExport, findExport, insertExport } from './store.ts';

export const WRITE_JOB = 'exports.write';

/** The signed-in staff member who may see the list of this kind. Throws unauthenticated, forbidden. */
export function requireLister(ctx: ReadContext, kind: ExportKind): StaffActor {
  const { actor } = ctx;
  if (actor.kind !== 'staff') throw new AppError('unauthenticated');
  const route: RouteDefinition = routes[sheets[kind].route];
  requireStaff(actor, route.permission ?? null);
  return actor;
}

/**
 * Begins to write what is filtered in a list to a file. Throws forbidden, invalid_input (a filter that the list does not
 * have), rate_limited (as many under way as one person may have).
 */
export async function requestExport(
  ctx: Context,
  input: { kind: ExportKind; format: ExportFormat; filters: Record<string, string>; locale: Locale },
): Promise<{ exportId: string }> {
  const actor = requireLister(ctx, input.kind);
  const { cursor: _, limit: __, ...filters } = input.filters;
  readQuery(sheets[input.kind].route, filters);
  if ((await countUnderWay(ctx.tx, actor.id)) >= MOST_UNDER_WAY) throw new AppError('rate_limited', { seconds: 30 });
  const id = newId();
  const { kind, format, locale } = input;
  const expiresAt = new Date(ctx.now.getTime() + KEEP_MS);
  await insertExport(ctx.tx, {
    ...{ id, kind, format, filters, locale, expiresAt },
    requestedBy: actor.id,
    requestedAt: ctx.now,
  });
  await audit(ctx, {
    action: 'exports.request',
    object: { kind: 'export', id },
    after: { kind, format, filters },
  });
  await addJob(ctx, WRITE_JOB, { exportId: id }, { maxAttempts: 5 });
  return { exportId: id };
}

/** Stops an export that is under way; one that came to an end stays as it is. Throws not_found. */
export async function cancelExport(ctx: Context, id: string): Promise<void> {
  const row = await getOwn(ctx, id);
  if (!isUnderWay(row.state)) return;
  await endExport(ctx.tx, id, { state: 'cancelled', code: null, at: ctx.now });
  await audit(ctx, {
    action: 'exports.cancel',
    object: { kind: 'export', id },
    before: { state: row.state },
    after: { state: 'cancelled' },
  });
}

/** One of the caller's own exports; others' do not exist for them. Throws not_found. */
export async function getOwn(ctx: ReadContext, id: string): Promise<ExportRow> {
  requireStaff(ctx.actor, null);
  const row = await findExport(ctx.db, id);
  if (!row || ctx.actor.kind !== 'staff' || row.requestedBy !== ctx.actor.id) throw new AppError('not_found');
  return row;
}
