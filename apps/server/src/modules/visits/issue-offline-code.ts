import { randomInt } from 'node:crypto';
import { OFFLINE_SLOTS } from '@latchkey/device-kit';
import { requireCustomer, requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { codeEnd, currentStep, doorOfStore, offlineCodeOf } from '../devices/index.ts';
import { getMember } from '../members/index.ts';
import { admission } from '../organisation/index.ts';
import { type CodeRow, findCodeOfMember, insertCode } from './code-store.ts';
import { entryFacts, type OpenDoorInput, storeOf } from './entry-facts.ts';
import type { VisitsPorts } from './ports.ts';
import { decideEntry } from './rules.ts';

export interface OfflineCode {
  storeId: string;
  storeName: string;
  code: string;
  validUntil: Date;
}

/**
 * VIS-11: a code for a door that no server reaches, for a member in good standing who would be let in were the door online.
 * Throws door_online, offline_code_refused, offline_code_unavailable, and every refusal of VIS-2 but device_offline.
 */
export async function issueOfflineCode(ctx: Context, ports: VisitsPorts, input: OpenDoorInput): Promise<OfflineCode> {
  const customer = requireCustomer(ctx.actor);
  const storeId = await storeOf(ctx, input);
  const facts = await entryFacts(ctx, ports, { storeId, position: input.position });
  if (facts.door?.online) throw new AppError('door_online');
  const decision = decideEntry({ ...facts, door: facts.door && { ...facts.door, online: true } });
  if (!decision.admit) throw new AppError(decision.refusal.code, decision.refusal.data);
  const { state } = await getMember(ctx, customer.id);
  if (state !== 'normal') throw new AppError('offline_code_refused');
  const step = currentStep(ctx.now);
  const row =
    (await findCodeOfMember(ctx.db, storeId, step, customer.id)) ??
    (await takeSlot(ctx, { storeId, step, memberId: customer.id, staffId: null }));
  return present(ctx, facts.storeName, row);
}

/** VIS-11: a code for an agent to read out. Throws door_online, store_locked_down, offline_code_unavailable. */
export async function issueOfflineCodeForStaff(
  ctx: Context,
  input: { storeId: string; note: string },
): Promise<OfflineCode> {
  requireStaff(ctx.actor, 'desk:act');
  requireStore(ctx.actor, input.storeId);
  if (ctx.actor.kind !== 'staff') throw new AppError('forbidden');
  const { storeId, note } = input;
  const store = await admission(ctx, storeId);
  const door = await doorOfStore(ctx, storeId);
  if (!door) throw new AppError('device_offline');
  if (door.online) throw new AppError('door_online');
  if (store.lockdown) throw new AppError('store_locked_down');
  const step = currentStep(ctx.now);
  const row = await takeSlot(ctx, { storeId, step, memberId: null, staffId: ctx.actor.id });
  await audit(ctx, {
    action: 'visits.offline_code',
    object: { kind: 'store', id: storeId },
    after: { id: row.id, note },
  });
  return present(ctx, store.name, row);
}

/** A free number of this minute. Throws offline_code_unavailable when the minute is full. */
async function takeSlot(
  ctx: Context,
  code: { storeId: string; step: number; memberId: string | null; staffId: string | null },
): Promise<CodeRow> {
  const start = randomInt(OFFLINE_SLOTS);
  for (let at = 0; at < OFFLINE_SLOTS; at += 1) {
    const slot = (start + at * 37) % OFFLINE_SLOTS;
    const row = await insertCode(ctx.tx, { ...code, id: newId(), slot, now: ctx.now });
    if (row) return row;
    // Another request of the same member may have been quicker.
    const own = code.memberId && (await findCodeOfMember(ctx.db, code.storeId, code.step, code.memberId));
    if (own) return own;
  }
  throw new AppError('offline_code_unavailable');
}

async function present(ctx: Context, storeName: string, row: CodeRow): Promise<OfflineCode> {
  const code = await offlineCodeOf(ctx, row.store_id, row);
  if (code === null) throw new AppError('offline_code_unavailable');
  return { storeId: row.store_id, storeName, code, validUntil: codeEnd(row.step) };
}
