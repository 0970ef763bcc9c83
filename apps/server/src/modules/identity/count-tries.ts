import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { networkOf } from '../../kernel/networks.ts';
import { type Limit, secondsLeft, windowStart } from './rules.ts';
import { countTry, triesSoFar } from './store-codes.ts';

/** The demo is walked by many from one address, and its codes are shown to everyone: limits would only be in the way. */
const DEMO_FACTOR = 1000;

export function allowedTries(ctx: Context, limit: Limit): number {
  return ctx.kernel.config.demo ? limit.tries * DEMO_FACTOR : limit.tries;
}

/** Where a try comes from, as limits count it: for IPv6 the whole /64. */
export function addressOf(ctx: Context): string | null {
  const address = ctx.origin?.address ?? null;
  return address === null ? null : networkOf(address);
}

/** Counters keep no address, phone or account name, only their keyed hash. */
export function tryKey(ctx: Context, subject: string): string {
  return ctx.kernel.crypto.blindIndex(subject, 'try_counter');
}

/** Counts a try; throws rate_limited (with the seconds to wait) when it is one too many. No subject, no count. */
export async function spendTry(ctx: Context, limit: Limit, subject: string | null): Promise<void> {
  if (subject === null) return;
  const tries = await countTry(ctx.tx, limit, tryKey(ctx, subject), windowStart(limit, ctx.now));
  if (tries > allowedTries(ctx, limit)) throw new AppError('rate_limited', { seconds: secondsLeft(limit, ctx.now) });
}

/** Throws rate_limited when all tries of this window are spent, without counting one. */
export async function requireTriesLeft(ctx: Context, limit: Limit, subject: string | null): Promise<void> {
  if (subject === null) return;
  const tries = await triesSoFar(ctx.tx, limit, tryKey(ctx, subject), windowStart(limit, ctx.now));
  if (tries >= allowedTries(ctx, limit)) throw new AppError('rate_limited', { seconds: secondsLeft(limit, ctx.now) });
}
