import type { Runtime } from '../../kernel/context.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import type { Channels } from './channel-accounts.ts';
import { BATCH, claimDueAttempts, claimDueRefunds } from './claim-work.ts';
import { closeAttempt } from './close-attempt.ts';
import { queryAttempt } from './query-attempt.ts';
import { requestAttempt } from './request-attempt.ts';
import { sendRefund } from './send-refund.ts';

/**
 * The four kinds of work at the channels. Claim, call and mark are three steps: a crash after the claim is healed by the
 * lease, a crash after the call by sending the same number again.
 */
export function paymentSweeps(channels: Channels): Sweep[] {
  return [
    {
      name: 'payments.requests',
      everyMs: 1_000,
      run: (runtime) =>
        round(runtime, claimDueAttempts(runtime, 'request'), (attempt) =>
          requestAttempt({ runtime, channels }, attempt),
        ),
    },
    {
      name: 'payments.queries',
      everyMs: 1_000,
      run: (runtime) =>
        round(runtime, claimDueAttempts(runtime, 'query'), (attempt) => queryAttempt({ runtime, channels }, attempt)),
    },
    {
      name: 'payments.closes',
      everyMs: 2_000,
      run: (runtime) =>
        round(runtime, claimDueAttempts(runtime, 'close'), (attempt) => closeAttempt({ runtime, channels }, attempt)),
    },
    {
      name: 'payments.refunds',
      everyMs: 2_000,
      run: (runtime) => round(runtime, claimDueRefunds(runtime), (refund) => sendRefund({ runtime, channels }, refund)),
    },
  ];
}

/** Works on a claimed batch side by side; one that fails is logged and comes again when its lease ends. */
async function round<Item extends { id: string }>(
  runtime: Runtime,
  claimed: Promise<Item[]>,
  act: (item: Item) => Promise<void>,
): Promise<boolean> {
  const items = await claimed;
  const outcomes = await Promise.allSettled(items.map(act));
  outcomes.forEach((outcome, index) => {
    if (outcome.status === 'rejected') {
      runtime.log.error({ err: outcome.reason, id: items[index]?.id }, 'work at a payment channel failed');
    }
  });
  return items.length === BATCH;
}
