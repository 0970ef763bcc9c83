import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { offended } from './events.ts';
import { countOffence, findDeviceByCode, lastOffenceAt } from './store.ts';

/** Milliseconds in which an offence of the same kind is the same trouble. */
const QUIET_MS = 10 * 60_000;

export interface OffenceCount {
  code: string;
  offence: string;
  count: number;
}

/** Counts bad input for the device it came from, and tells the first for a while, so that somebody looks. */
export async function recordOffence(ctx: Context, { code, offence, count }: OffenceCount): Promise<void> {
  requireSystem(ctx.actor);
  const last = await lastOffenceAt(ctx.tx, code, offence);
  await countOffence(ctx.tx, code, offence, count, ctx.now);
  if (last !== null && ctx.now.getTime() - last.getTime() < QUIET_MS) return;
  const device = await findDeviceByCode(ctx.tx, code);
  if (!device) return;
  const { id: deviceId, store_id: storeId, name } = device;
  await emit(ctx, offended, { deviceId, storeId, name, offence, at: ctx.now.toISOString() });
}

/** Counts bad input that was turned away before it reached a verb. */
export async function recordOffences(ctx: Context, input: { offences: readonly OffenceCount[] }): Promise<void> {
  requireSystem(ctx.actor);
  const sorted = [...input.offences].sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const offence of sorted) await recordOffence(ctx, offence);
}
