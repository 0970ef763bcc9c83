import { OFFLINE_STEP_MS, OFFLINE_WINDOW } from '@latchkey/device-kit';
import { z } from 'zod';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { type CodeRow, lockCode, markCodeUsed } from './code-store.ts';
import { offlineEntry } from './events.ts';
import { insertReportedOpening } from './new-opening-store.ts';
import type { OpeningRow } from './opening-store.ts';
import { findOpenVisitOf } from './store.ts';

const used = z.object({
  reason: z.literal('offline_code'),
  ticket: z.object({ step: z.int(), slot: z.int() }),
});
type Ticket = z.infer<typeof used>['ticket'];

interface DoorEvent {
  storeId: string;
  deviceId: string;
  data: Record<string, unknown>;
  seq: number;
  at: string;
  receivedAt: string;
}

/**
 * When a code was really used: by the door's clock, which may be wrong, but within the minutes in which a door takes this code and
 * not after the news of it came.
 */
function usedAt(event: DoorEvent, { step }: Ticket): Date {
  const first = (step - OFFLINE_WINDOW) * OFFLINE_STEP_MS;
  const last = (step + OFFLINE_WINDOW + 1) * OFFLINE_STEP_MS;
  const told = Math.min(Math.max(Date.parse(event.at), first), last);
  return new Date(Math.min(told, Date.parse(event.receivedAt)));
}

/** VIS-11: the lock was released by a code; it is spent, whether or not somebody then pulled the door. */
export async function spendOfflineCode(ctx: Context, event: DoorEvent): Promise<void> {
  const read = used.safeParse(event.data);
  if (!read.success) return;
  const { step, slot } = read.data.ticket;
  const code = await lockCode(ctx.tx, event.storeId, step, slot);
  if (code) await markCodeUsed(ctx.tx, code.id, usedAt(event, read.data.ticket));
}

/**
 * VIS-11: an opening by an offline code, told now or after an outage. Records it once; null when that is done already, or when the
 * code was never given out: that is told as such, because somebody else must have the store's key.
 */
export async function mergeOfflineEntry(ctx: Context, event: DoorEvent): Promise<OpeningRow | null> {
  const read = used.safeParse(event.data);
  if (!read.success) return null;
  const { step, slot } = read.data.ticket;
  const at = usedAt(event, read.data.ticket);
  const code = await lockCode(ctx.tx, event.storeId, step, slot);
  const opening = await insertReportedOpening(ctx.tx, {
    id: newId(),
    storeId: event.storeId,
    deviceId: event.deviceId,
    ...(await whose(ctx, event.storeId, code)),
    offlineCodeId: code?.id ?? null,
    at,
    seq: event.seq,
  });
  if (!opening) return null;
  if (code) await markCodeUsed(ctx.tx, code.id, at);
  await emit(ctx, offlineEntry, {
    storeId: event.storeId,
    memberId: code?.member_id ?? null,
    staffId: code?.staff_id ?? null,
    known: code !== null,
    at: at.toISOString(),
  });
  return opening;
}

async function whose(ctx: Context, storeId: string, code: CodeRow | null) {
  const memberId = code?.member_id ?? null;
  if (memberId === null) return { memberId, visitId: null, purpose: 'agent' as const };
  const visit = await findOpenVisitOf(ctx.db, memberId);
  if (visit?.store_id === storeId) return { memberId, visitId: visit.id, purpose: 're_entry' as const };
  return { memberId, visitId: null, purpose: 'entry' as const };
}
