import type { Runtime } from '../../kernel/context.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import type { Channels } from './channel-accounts.ts';
import { BATCH, claimDueAttempts, claimDueRefunds } from './claim-work.ts';
import { closeAttempt } from './close-attempt.ts';
import { queryAttempt } from './query-attempt.ts';
import { requestAttempt } from './request-attempt.ts';
import { sendRefund } from './send-refund.ts';
import type { Work } from './work.ts';

/** How long a round waits for its own calls before it lets the next one begin: one slow answer holds up nobody else. */
const PATIENCE_MS = 500;

/**
 * The four kinds of work at the channels. Claim, call and mark are three steps: a crash after the claim is healed by the
 * lease, a crash after the call by sending the same number again.
 */
export function paymentSweeps(channels: Channels, patienceMs: number = PATIENCE_MS): Sweep[] {
  const kind = <Item extends { id: string }>(
    name: string,
    everyMs: number,
    claim: (runtime: Runtime, limit: number) => Promise<Item[]>,
    act: (work: Work, item: Item) => Promise<void>,
  ): Sweep => ({
    name,
    everyMs,
    run: startRounds(patienceMs, claim, (runtime, item) => act({ runtime, channels }, item)),
  });
  return [
    kind('payments.requests', 1_000, (runtime, limit) => claimDueAttempts(runtime, 'request', limit), requestAttempt),
    kind('payments.queries', 1_000, (runtime, limit) => claimDueAttempts(runtime, 'query', limit), queryAttempt),
    kind('payments.closes', 2_000, (runtime, limit) => claimDueAttempts(runtime, 'close', limit), closeAttempt),
    kind('payments.refunds', 2_000, claimDueRefunds, sendRefund),
  ];
}

/** Works on claimed items side by side, never on more than a batch; one that fails comes again when its lease ends. */
function startRounds<Item extends { id: string }>(
  patienceMs: number,
  claim: (runtime: Runtime, limit: number) => Promise<Item[]>,
  act: (runtime: Runtime, item: Item) => Promise<void>,
): Sweep['run'] {
  const underWay = new Set<Promise<void>>();
  return async (runtime) => {
    const limit = BATCH - underWay.size;
    if (limit <= 0) {
      await Promise.race([...underWay, elapsed(patienceMs)]);
      return false;
    }
    const items = await claim(runtime, limit);
    const calls = items.map((item) => {
      const call = act(runtime, item).catch((error: unknown) => {
        runtime.log.error({ err: error, id: item.id }, 'work at a payment channel failed');
      });
      underWay.add(call);
      return call.finally(() => underWay.delete(call));
    });
    await Promise.race([Promise.all(calls), elapsed(patienceMs)]);
    return items.length === limit;
  };
}

function elapsed(ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (Number.isFinite(ms)) setTimeout(resolve, ms).unref();
  return promise;
}
