import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { announce } from './announce.ts';
import { paymentFailed } from './events.ts';
import { nextQueryAfterEnd } from './rules.ts';
import { type Attempt, endAttemptRow } from './store.ts';

export interface AttemptEnding {
  state: 'failed' | 'closed';
  /** Neutral code for screens; null for an ordinary close. */
  code: string | null;
  /** The channel's words, for staff. */
  reason: string | null;
  /** False when the channel itself says that no money can come any more. */
  mayStillBePaid: boolean;
  /** The channel still has to be told to close it. */
  closeAtChannel: boolean;
}

/** Ends an attempt without money. Does nothing when it ended before. */
export async function endAttempt(ctx: Context, attempt: Attempt, ending: AttemptEnding): Promise<void> {
  const later = ending.mayStillBePaid ? nextQueryAfterEnd(0) : null;
  const touched = await endAttemptRow(
    ctx.tx,
    attempt.id,
    {
      state: ending.state,
      code: ending.code,
      reason: ending.reason,
      queryAt: later === null ? null : new Date(ctx.now.getTime() + later),
      closeAt: ending.closeAtChannel ? ctx.now : null,
    },
    ctx.now,
  );
  if (touched === 0) return;
  const { id: paymentId, purpose, orderId, storeId } = attempt;
  if (ending.state === 'failed') {
    const code = ending.code ?? 'failed';
    await emit(ctx, paymentFailed, { paymentId, purpose, orderId, storeId, code, reason: ending.reason });
  }
  await announce(ctx, attempt, ending.state);
}
