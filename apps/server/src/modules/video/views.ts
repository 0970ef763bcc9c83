import { requireStaff, requireStore, requireSystem, storeFilter } from '../../kernel/actor.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { deviceFacts } from '../devices/index.ts';
import { staffNames } from '../identity/index.ts';
import { getStores } from '../organisation/index.ts';
import { getVisit } from '../visits/index.ts';
import type { StreamAddress } from './camera-feed.ts';
import { addressOf, cameraInScope } from './cameras.ts';
import { watermark } from './rules.ts';
import { endViewRow, findView, insertView, listViews, type ViewRow } from './store.ts';

export interface BegunView {
  viewId: string;
  staffId: string;
  cameraId: string;
  storeId: string;
  address: StreamAddress;
  watermark: string;
}

/** VID-6: lets a member of staff look, and writes it down first. Throws not_found, camera_without_stream. */
export async function beginView(
  ctx: Context,
  input: { cameraId: string; purpose: ViewRow['purpose']; visitId: string | null },
): Promise<BegunView> {
  requireStaff(ctx.actor, 'video:watch');
  if (ctx.actor.kind !== 'staff') throw new AppError('unauthenticated');
  const camera = await cameraInScope(ctx, input.cameraId);
  const address = addressOf(ctx, camera.row);
  if (input.visitId !== null && (await getVisit(ctx, input.visitId)).storeId !== camera.storeId)
    throw new AppError('not_found');
  const { id: staffId, name } = ctx.actor;
  const viewId = newId();
  const { purpose, visitId } = input;
  const { id: cameraId, storeId } = camera;
  await insertView(ctx.tx, { id: viewId, cameraId, storeId, staffId, purpose, visitId }, ctx.now);
  return { viewId, staffId, cameraId, storeId, address, watermark: watermark(name, ctx.now, viewId) };
}

/** Ends a view; only who began it may. Running it again changes nothing. */
export async function endOwnView(ctx: Context, viewId: string): Promise<void> {
  requireStaff(ctx.actor, 'video:watch');
  const view = await findView(ctx.db, viewId);
  if (!view || ctx.actor.kind !== 'staff' || view.staffId !== ctx.actor.id) throw new AppError('not_found');
  await endViewRow(ctx.tx, viewId, ctx.now);
}

/** The server's own word that nobody looks any more. */
export async function endView(ctx: Context, viewId: string): Promise<void> {
  requireSystem(ctx.actor);
  await endViewRow(ctx.tx, viewId, ctx.now);
}

/** VID-6: who looked at which pictures. */
export async function viewsInScope(
  ctx: ReadContext,
  query: Input<'GET /staff/views'>['query'],
): Promise<AnswerOf<'GET /staff/views'>> {
  requireStaff(ctx.actor, 'video');
  if (query.storeId !== undefined) requireStore(ctx.actor, query.storeId);
  const after = decodeCursor(query.cursor, timeCursor);
  const { storeId, cameraId, visitId, limit } = query;
  const rows = await listViews(
    ctx.db,
    { storeIds: storeFilter(ctx.actor), storeId, cameraId, visitId },
    after ? [new Date(after[0]), after[1]] : null,
    limit + 1,
  );
  const [cameras, stores, staff] = await Promise.all([
    deviceFacts(
      ctx,
      rows.map((row) => row.cameraId),
    ),
    getStores(
      ctx,
      rows.map((row) => row.storeId),
    ),
    staffNames(
      ctx,
      rows.map((row) => row.staffId),
    ),
  ]);
  return toPage(
    rows,
    limit,
    (row) => [row.beganAt.toISOString(), row.id],
    (row) => ({
      ...{ id: row.id, purpose: row.purpose, visitId: row.visitId },
      camera: { id: row.cameraId, name: cameras.get(row.cameraId)?.name ?? null },
      store: { id: row.storeId, name: stores.get(row.storeId)?.name ?? '' },
      staff: { id: row.staffId, name: staff.get(row.staffId) ?? null },
      beganAt: row.beganAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    }),
  );
}
