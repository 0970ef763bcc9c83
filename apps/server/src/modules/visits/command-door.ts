import type { OpeningPurpose } from '@latchkey/contract';
import { actorId } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type DoorFacts, doorOfStore, sendCommandTo } from '../devices/index.ts';
import { insertOpening, placeOpening } from './new-opening-store.ts';
import { findPendingEntry, findPendingExit, type OpeningRow } from './opening-store.ts';
import { recordTimeline } from './record-timeline.ts';
import { HOLD_MS, OPENING_LIFE_MS, unlockReason } from './rules.ts';
import { tellOpening } from './tell.ts';

export interface DoorRequest {
  storeId: string;
  visitId: string | null;
  memberId: string | null;
  purpose: OpeningPurpose;
  /** The store's door where the caller has read it already. */
  door?: DoorFacts | null;
  /** The caller has seen in this transaction that no other opening is on its way. */
  noPending?: boolean;
}

/**
 * Commands a store's door to open, in the caller's transaction; the calling verb has decided that it may. While an
 * opening of the same member or visit is on its way, that one is answered instead: two taps are one opening.
 * Throws device_offline for a store without a door in service.
 */
export async function commandDoor(ctx: Context, request: DoorRequest): Promise<OpeningRow> {
  const { storeId, visitId, memberId, purpose } = request;
  const door = request.door ?? (await doorOfStore(ctx, storeId));
  if (!door) throw new AppError('device_offline');
  const commandId = newId();
  const wanted = {
    id: newId(),
    storeId,
    visitId,
    memberId,
    purpose,
    deviceId: door.deviceId,
    commandId,
    requestedBy: { kind: ctx.actor.kind, id: actorId(ctx.actor) },
    requestedAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + OPENING_LIFE_MS),
  };
  const opening = request.noPending ? placeOpening(ctx.tx, wanted) : await insertOpening(ctx.tx, wanted);
  if (!opening) return pendingOf(ctx, request);
  const target = { deviceId: door.deviceId, code: door.code, kind: 'door_controller', storeId };
  await sendCommandTo(ctx, target, {
    commandId,
    name: 'unlock',
    args: { reason: unlockReason(purpose), holdMs: HOLD_MS },
    expiresInMs: OPENING_LIFE_MS,
    reference: { kind: 'opening', id: opening.id },
  });
  if (visitId !== null) {
    const detail = { purpose, openingId: opening.id };
    await recordTimeline(ctx, visitId, { name: 'door.requested', detail });
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
