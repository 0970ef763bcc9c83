import type { Runtime } from '../../kernel/context.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import type { Channels } from './channel-accounts.ts';
import { closeAttempt } from './close-attempt.ts';
import { queryAttempt } from './query-attempt.ts';
import { claimRefunds } from './refund-store.ts';
import { requestAttempt } from './request-attempt.ts';
import { sendRefund } from './send-refund.ts';
import { type Attempt, claimAttempts, type DueWork } from './store.ts';
import { later, settler, type Work } from './work.ts';

const BATCH = 16;
/** Longer than the client's time-out: a live worker never loses its lease. */
const LEASE_MS = 30_000;

/**
 * The four kinds of work at the channels. Claim, call and mark are three steps: a crash after the claim is healed by the
 * lease, a crash after the call by sending the same number again.
 */
export function paymentSweeps(channels: Channels): Sweep[] {
  return [
    attemptSweep(channels, 'payments.requests', 1_000, 'request', requestAttempt),
    attemptSweep(channels, 'payments.queries', 1_000, 'query', queryAttempt),
    attemptSweep(channels, 'payments.closes', 2_000, 'close', closeAttempt),
    {
      name: 'payments.refunds',
      everyMs: 2_000,
      run: (runtime) =>
        round(
          runtime,
          () => runtime.transaction(settler, (ctx) => claimRefunds(ctx.tx, BATCH, ctx.now, later(ctx, LEASE_MS))),
          (refund) => sendRefund({ runtime, channels }, refund),
        ),
    },
  ];
}

function attemptSweep(
  channels: Channels,
  name: string,
  everyMs: number,
  due: DueWork,
  act: (work: Work, attempt: Attempt) => Promise<void>,
): Sweep {
  return {
    name,
    everyMs,
    run: (runtime) =>
      round(
        runtime,
        () => runtime.transaction(settler, (ctx) => claimAttempts(ctx.tx, due, BATCH, ctx.now, later(ctx, LEASE_MS))),
        (attempt) => act({ runtime, channels }, attempt),
      ),
  };
}

/** Works on a claimed batch side by side; one that fails is logged and comes again when its lease ends. */
async function round<Item extends { id: string }>(
  runtime: Runtime,
  claim: () => Promise<Item[]>,
  act: (item: Item) => Promise<void>,
): Promise<boolean> {
  const items = await claim();
  const outcomes = await Promise.allSettled(items.map(act));
  outcomes.forEach((outcome, index) => {
    if (outcome.status === 'rejected') {
      runtime.log.error({ err: outcome.reason, id: items[index]?.id }, 'work at a payment channel failed');
    }
  });
  return items.length === BATCH;
}
