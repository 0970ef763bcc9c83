import type { permitsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { actorId, requireStaff, requireStore, storeFilter } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { type AnswerOf, defineHandlers, type Input, read, write } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { decodeCursor, idCursor, toPage } from '../../kernel/paging.ts';
import { staffNames } from '../identity/index.ts';
import { bookableStore, getRooms, getStores } from '../organisation/index.ts';
import { entryCode } from './hold-room.ts';
import {
  codeIsFree,
  getPermit,
  insertPermit,
  listPermits,
  lockPermit,
  type PermitRow,
  permitUse,
  revokePermitRow,
} from './permit-store.ts';

const DAY = 86_400_000;
const LONGEST_DAYS = 31;

type PermitView = z.input<typeof permitsSchemas.permit>;

/** What a permit is worth at an instant. */
export function permitStateAt(permit: Pick<PermitRow, 'from' | 'to' | 'revokedAt'>, now: Date): PermitView['state'] {
  if (permit.revokedAt !== null) return 'revoked';
  if (now >= permit.to) return 'over';
  return now < permit.from ? 'to_come' : 'current';
}

async function freeCode(ctx: Context, storeId: string): Promise<string> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const code = entryCode();
    if ((await codeIsFree(ctx.db, storeId, code, ctx.now)).free) return code;
  }
  throw new AppError('conflict');
}

/** BKG-9: lets somebody in for a time without a booking. Throws not_found, invalid_input. */
export async function grantPermit(
  ctx: Context,
  input: { storeId: string; label: string; reason: string; from: Date; to: Date; roomIds: readonly string[] },
): Promise<string> {
  requireStaff(ctx.actor, 'bookings:edit');
  requireStore(ctx.actor, input.storeId);
  await bookableStore(ctx, input.storeId);
  const { storeId, label, reason, from, to } = input;
  if (to <= from || to <= ctx.now) throw invalidInput('to', 'must lie after the start and ahead');
  if (to.getTime() - from.getTime() > LONGEST_DAYS * DAY) throw invalidInput('to', `at most ${LONGEST_DAYS} days`);
  const roomIds = [...new Set(input.roomIds)];
  const rooms = await getRooms(ctx, roomIds);
  if (roomIds.some((id) => rooms.get(id)?.storeId !== storeId))
    throw invalidInput('roomIds', 'not a room of the store');
  const id = newId();
  const createdBy = actorId(ctx.actor);
  if (createdBy === null) throw new AppError('unauthenticated');
  const code = await freeCode(ctx, storeId);
  await insertPermit(ctx.tx, { id, storeId, label, reason, code, from, to, roomIds, createdBy }, ctx.now);
  await audit(ctx, {
    action: 'bookings.grant_permit',
    object: { kind: 'permit', id },
    after: { storeId, label, reason, from, to, roomIds },
  });
  news(ctx, `store:${storeId}`, 'booking.changed', { id, storeId, kind: 'permit' });
  return id;
}

/** BKG-25: takes a permit back; its code opens nothing from now on. Twice is once. Throws not_found. Locks the permit. */
export async function revokePermit(ctx: Context, input: { permitId: string; reason: string }): Promise<void> {
  requireStaff(ctx.actor, 'bookings:edit');
  const permit = await lockPermit(ctx.tx, input.permitId);
  requireStore(ctx.actor, permit.storeId);
  if (permit.revokedAt !== null) return;
  const by = actorId(ctx.actor);
  if (by === null) throw new AppError('unauthenticated');
  await revokePermitRow(ctx.tx, permit.id, by, input.reason, ctx.now);
  await audit(ctx, {
    action: 'bookings.revoke_permit',
    object: { kind: 'permit', id: permit.id },
    before: { revoked: false },
    after: { revoked: true, reason: input.reason },
  });
  news(ctx, `store:${permit.storeId}`, 'booking.changed', { id: permit.id, storeId: permit.storeId, kind: 'permit' });
}

async function permits(
  ctx: ReadContext,
  { query }: Input<'GET /staff/permits'>,
): Promise<AnswerOf<'GET /staff/permits'>> {
  requireStaff(ctx.actor, 'bookings');
  const after = decodeCursor(query.cursor, idCursor)?.[0] ?? null;
  const filter = {
    storeIds: storeFilter(ctx.actor),
    storeId: query.storeId,
    openAt: query.open ? ctx.now : null,
  };
  const page = toPage(await listPermits(ctx.db, filter, after, query.limit + 1), query.limit, (row) => [row.id]);
  return { items: await present(ctx, page.items), nextCursor: page.nextCursor };
}

async function onePermit(ctx: ReadContext, id: string): Promise<PermitView> {
  const row = await getPermit(ctx.db, id);
  requireStore(ctx.actor, row.storeId);
  const [view] = await present(ctx, [row]);
  if (!view) throw new AppError('not_found');
  return view;
}

async function present(ctx: ReadContext, rows: readonly PermitRow[]): Promise<PermitView[]> {
  const stores = await getStores(
    ctx,
    rows.map((row) => row.storeId),
  );
  const rooms = await getRooms(
    ctx,
    rows.flatMap((row) => row.roomIds),
  );
  const people = rows.flatMap((row) => [row.createdBy, ...(row.revokedBy === null ? [] : [row.revokedBy])]);
  const names = await staffNames(ctx, [...new Set(people)]);
  const ids = rows.map((row) => row.id);
  const use = new Map((await permitUse(ctx.db, ids)).map((one) => [one.permitId, one]));
  return rows.map((row) => {
    const store = stores.get(row.storeId);
    const state = permitStateAt(row, ctx.now);
    return {
      ...{ id: row.id, label: row.label, reason: row.reason, state },
      store: { id: row.storeId, name: store?.name ?? '', zone: store?.zone ?? '' },
      code: state === 'to_come' || state === 'current' ? row.code : null,
      from: row.from.toISOString(),
      to: row.to.toISOString(),
      rooms: row.roomIds.map((id) => ({ id, name: rooms.get(id)?.name ?? '' })),
      createdBy: names.get(row.createdBy) ?? null,
      createdAt: row.createdAt.toISOString(),
      revokedBy: row.revokedBy === null ? null : (names.get(row.revokedBy) ?? null),
      revokedAt: row.revokedAt?.toISOString() ?? null,
      revokeReason: row.revokeReason,
      openings: use.get(row.id)?.count ?? 0,
      lastOpenedAt: use.get(row.id)?.last.toISOString() ?? null,
    };
  });
}

export const permitHandlers = defineHandlers({
  'GET /staff/permits': read(permits),
  'POST /staff/permits': write(async (ctx, { body }) =>
    onePermit(ctx, await grantPermit(ctx, { ...body, from: new Date(body.from), to: new Date(body.to) })),
  ),
  'POST /staff/permits/:id/revoke': write(async (ctx, { params, body }) => {
    await revokePermit(ctx, { permitId: params.id, reason: body.reason });
    return onePermit(ctx, params.id);
  }),
});
