import { z } from 'zod';
import type { Actor } from './actor.ts';
import type { Context, Origin, Runtime } from './context.ts';
import { sha256 } from './crypto.ts';
import { sql, violatedConstraint } from './db.ts';
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
 * Runs a write once for its key, in a transaction of its own. The same key with the same content answers the first answer; with
 * other content it is refused. The key's row leaves first, with the answer when nothing is waited for in between: a second call
 * at the same time waits for the first to commit, and when it did, fails before it has done anything.
 */
export async function onceForKey<T>(
  runtime: Runtime,
  actor: Actor,
  request: KeyedRequest,
  work: (ctx: Context) => Promise<T>,
  origin: Origin | null = null,
): Promise<T> {
  const { caller, key } = request;
  const { crypto } = runtime.kernel;
  const hash = sha256(JSON.stringify(request.content));
  /** The key's row had not left when the work failed: then the work knows nothing of an earlier answer. */
  let unsent = false;
  const once = async (ctx: Context): Promise<T> => {
    const row = (answer: string | null) => sql`
      insert into kernel.idempotency_keys (caller, key, request_hash, answer, created_at)
      values (${caller}, ${key}, ${hash}, ${answer}, ${ctx.now})`;
    const first = ctx.tx.putOff(row(null));
    const answer = await work(ctx).catch((error) => {
      unsent = first.replace(row(null));
      throw error;
    });
    const sealed = answer === undefined ? null : crypto.seal(JSON.stringify(answer), 'idempotency');
    if (sealed !== null && !first.replace(row(sealed)))
      ctx.tx.later(
        sql`update kernel.idempotency_keys set answer = ${sealed} where caller = ${caller} and key = ${key}`,
      );
    return answer;
  };
  const find = () =>
    runtime.database.maybeRow(
      storedAnswer,
      sql`select request_hash, answer from kernel.idempotency_keys where caller = ${caller} and key = ${key}`,
    );
  let stored: z.infer<typeof storedAnswer> | null;
  try {
    return await runtime.transaction(actor, once, origin);
  } catch (error) {
    const known = violatedConstraint(error) === 'idempotency_keys_pkey';
    if (!known && !unsent) throw error;
    stored = await find();
    if (stored === null) throw known ? new AppError('conflict') : error;
  }
  if (stored.request_hash !== hash) throw new AppError('idempotency_conflict');
  return (stored.answer === null ? undefined : JSON.parse(crypto.open(stored.answer, 'idempotency'))) as T;
}
