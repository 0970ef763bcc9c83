import type { OpeningPurpose } from '@latchkey/contract';
import { actorId } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { doorOfStore, sendCommand } from '../devices/index.ts';
import { attachCommand, findPendingEntry, findPendingExit, insertOpening, type OpeningRow } from './opening-store.ts';
import { recordTimeline } from './record-timeline.ts';
import { HOLD_MS, OPENING_LIFE_MS, unlockReason } from './rules.ts';
import { tellOpening } from './tell.ts';

export interface DoorRequest {
  storeId: string;
  visitId: string | null;
  memberId: string | null;
  purpose: OpeningPurpose;
}

/**
 * Commands a store's door to open, in the caller's transaction; the calling verb has decided that it may. While an
 * opening of the same member or visit is on its way, that one is answered instead: two taps are one opening.
 * Throws device_offline for a store without a door in service.
 */
export async function commandDoor(ctx: Context, request: DoorRequest): Promise<OpeningRow> {
  const door = await doorOfStore(ctx, request.storeId);
  if (!door) throw new AppError('device_offline');
  const opening = await insertOpening(ctx.tx, {
    id: newId(),
    ...request,
    deviceId: door.deviceId,
    requestedBy: { kind: ctx.actor.kind, id: actorId(ctx.actor) },
    requestedAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + OPENING_LIFE_MS),
  });
  if (!opening) return pendingOf(ctx, request);
  const { commandId } = await sendCommand(ctx, {
    deviceId: door.deviceId,
    name: 'unlock',
    args: { reason: unlockReason(request.purpose), holdMs: HOLD_MS },
    expiresInMs: OPENING_LIFE_MS,
    reference: { kind: 'opening', id: opening.id },
  });
  await attachCommand(ctx.tx, opening.id, commandId);
  if (request.visitId !== null) {
    const detail = { purpose: request.purpose, openingId: opening.id };
    await recordTimeline(ctx, request.visitId, { name: 'door.requested', detail });
  }
  tellOpening(ctx, opening);
  return opening;
}

async function pendingOf(ctx: Context, request: DoorRequest): Promise<OpeningRow> {
  const { memberId, visitId, purpose } = request;
  const entry = purpose === 'entry' || purpose === 're_entry';
  const pending =
    entry && memberId !== null
      ? await findPendingEntry(ctx.db, memberId)
      : visitId !== null
        ? await findPendingExit(ctx.db, visitId)
        : null;
  if (pending?.store_id !== request.storeId) throw new AppError('opening_in_progress');
  return pending;
}
