import { z } from 'zod';
import type { Context } from './context.ts';
import { sha256 } from './crypto.ts';
import { sql } from './db.ts';
import { AppError } from './errors.ts';

const storedAnswer = z.object({ request_hash: z.string(), answer: z.string().nullable() });

export interface KeyedRequest {
  /** Who calls: keys of different callers never meet. */
  caller: string;
  key: string;
  /** Route, parameters and body. */
  content: unknown;
}

/**
 * Runs a write once for its key. The same key with the same content answers the first answer; with other content it is refused.
 * The key row is written first: a second call at the same time waits for the first to commit.
 */
export async function onceForKey<T>(ctx: Context, request: KeyedRequest, work: () => Promise<T>): Promise<T> {
  const { caller, key } = request;
  const hash = sha256(JSON.stringify(request.content));
  const fresh = await ctx.tx.run(sql`
    insert into kernel.idempotency_keys (caller, key, request_hash, created_at) values (${caller}, ${key}, ${hash}, ${ctx.now})
    on conflict do nothing`);
  if (fresh === 0) {
    const stored = await ctx.tx.row(
      storedAnswer,
      sql`select request_hash, answer from kernel.idempotency_keys where caller = ${caller} and key = ${key}`,
    );
    if (stored.request_hash !== hash) throw new AppError('idempotency_conflict');
    return (stored.answer === null ? undefined : JSON.parse(ctx.kernel.crypto.open(stored.answer, 'idempotency'))) as T;
  }
  const answer = await work();
  const sealed = answer === undefined ? null : ctx.kernel.crypto.seal(JSON.stringify(answer), 'idempotency');
  ctx.tx.later(sql`update kernel.idempotency_keys set answer = ${sealed} where caller = ${caller} and key = ${key}`);
  return answer;
}
