import {
  OFFLINE_KEY_BYTES,
  OFFLINE_STEP_MS,
  OFFLINE_WINDOW,
  type OfflineTicket,
  offlineCode,
  offlineStep,
} from '@latchkey/device-kit';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { type Crypto, randomToken } from '../../kernel/crypto.ts';
import type { Tx } from '../../kernel/db.ts';
import { bumpDoors, insertStoreKey, replaceStoreKey, storeKeysOf } from './store-keys.ts';

const PURPOSE = 'offline_entry';

/** The keys of stores for their doors' twins; a store that has none gets one. */
export async function offlineKeys(
  tx: Tx,
  crypto: Crypto,
  storeIds: readonly string[],
  now: Date,
): Promise<Map<string, string>> {
  for (const storeId of storeIds)
    await insertStoreKey(tx, storeId, crypto.seal(randomToken(OFFLINE_KEY_BYTES), PURPOSE), now);
  const rows = await storeKeysOf(tx, storeIds);
  return new Map(rows.map((row) => [row.store_id, crypto.open(row.key_sealed, PURPOSE)]));
}

/** A store's key is known to a door that left service: the others get a new one. */
export async function renewOfflineKey(ctx: Context, storeId: string): Promise<void> {
  await replaceStoreKey(ctx.tx, storeId, ctx.kernel.crypto.seal(randomToken(OFFLINE_KEY_BYTES), PURPOSE), ctx.now);
  await bumpDoors(ctx.tx, storeId);
  ctx.afterCommit.hints.add('devices.twins');
}

/** The minute that a code given out now belongs to. */
export const currentStep = (now: Date): number => offlineStep(now.getTime());

/** When a door stops taking a code of this minute for sure, were the clocks a minute apart. */
export const codeEnd = (step: number): Date => new Date((step + OFFLINE_WINDOW) * OFFLINE_STEP_MS);

/**
 * VIS-11: the digits of a ticket at a store, for whoever has decided that it may be given out; null while no door of the store
 * has the key.
 */
export async function offlineCodeOf(ctx: Context, storeId: string, ticket: OfflineTicket): Promise<string | null> {
  const [row] = await storeKeysOf(ctx.db, [storeId]);
  return row ? offlineCode(ctx.kernel.crypto.open(row.key_sealed, PURPOSE), ticket) : null;
}

/** For tests and simulations that speak for a door. */
export async function offlineKeyOf(ctx: Context, storeId: string): Promise<string | null> {
  requireSystem(ctx.actor);
  const [row] = await storeKeysOf(ctx.db, [storeId]);
  return row ? ctx.kernel.crypto.open(row.key_sealed, PURPOSE) : null;
}
