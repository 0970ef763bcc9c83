import { systemActor } from '../../kernel/actor.ts';
import type { Context, Runtime } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { bookingFacts, moveBooking, record } from './announce.ts';
import { missDisrupted } from './answer-disruption.ts';
import { moreIsBeingPaid } from './being-paid.ts';
import { lapse, markNoShow } from './cancel.ts';
import { openSessionOf } from './deposit-store.ts';
import { endApproaches } from './events.ts';
import { endPendingChanges } from './keep-range.ts';
import { planOpen, warnOfDeposit } from './plan-open.ts';
import { powerRoom, sayInRoom } from './power.ts';
import { darkenEmpty, precondition } from './precondition.ts';
import type { PriceBook } from './prices.ts';
import { retryRefunds } from './retry-refunds.ts';
import { endTimers, ladderMay } from './rules.ts';
import { goesOnByItself, renewUnit } from './self-renewal.ts';
import { endSession } from './session.ts';
import { type BookingRow, lockBooking } from './store.ts';
import { addTimers, dropTimers, dueTimers, type TimerRow, takeTimer } from './timer-store.ts';
import { lapseDeposits } from './top-up-open.ts';

const actor = systemActor('booking.timers');
const batch = 50;
/** How long a ladder's step waits before it asks again whether a renewal is being paid. */
const RENEWAL_WAIT_MS = 10_000;
/** A warning that comes so late moves the steps after it. */
const LATE_MS = 5_000;

/** Does what is due, each in its own transaction, so that one that fails keeps no other waiting; answers how many. */
export async function runDueTimers(runtime: Runtime, book: PriceBook): Promise<number> {
  const { db, now } = runtime.read(actor);
  const due = await dueTimers(db, now, batch);
  let done = 0;
  for (const { id, bookingId } of due) {
    try {
      await runtime.transaction(actor, async (ctx) => {
        const booking = await lockBooking(ctx.tx, bookingId);
        const timer = await takeTimer(ctx.tx, id, ctx.now);
        if (timer) await act(ctx, book, booking, timer);
      });
      done += 1;
    } catch (error) {
      runtime.log.error({ err: error, bookingId }, 'a timer of a booking failed; it is tried again');
    }
  }
  return done;
}

export const timerSweep = (book: PriceBook): Sweep => ({
  name: 'booking.timers',
  everyMs: 500,
  run: async (runtime) => (await runDueTimers(runtime, book)) === batch,
});

async function act(ctx: Context, book: PriceBook, booking: BookingRow, timer: TimerRow): Promise<void> {
  switch (timer.kind) {
    case 'lapse':
      return lapse(ctx, booking);
    case 'no_show':
      if (booking.kind === 'block') return endBlock(ctx, booking);
      return (await missDisrupted(ctx, booking)) ? undefined : markNoShow(ctx, booking);
    case 'reminder':
      return remind(ctx, booking, timer.minutes);
    case 'renewal_lapse':
      return endPendingChanges(ctx, booking, 'expired');
    case 'end':
      return booking.state === 'in_use' ? atEnd(ctx, booking, await goesOnByItself(ctx, book, booking)) : undefined;
    case 'self_renewal':
      return renewOrWarn(ctx, book, booking);
    case 'dim':
      return stepDown(ctx, book, booking, timer, 'dimmed');
    case 'grace':
      return stepDown(ctx, book, booking, timer, 'grace');
    case 'cut':
      return stepDown(ctx, book, booking, timer, 'cut');
    case 'open_plan':
      return planOpen(ctx, book, booking);
    case 'open_low':
      return warnOfDeposit(ctx, booking, timer.minutes);
    case 'deposit_lapse':
      return lapseDeposits(ctx, booking);
    case 'refund_retry':
      return retryRefunds(ctx, booking);
    case 'precondition':
      return precondition(ctx, booking);
    case 'empty':
      return darkenEmpty(ctx, booking);
  }
}

async function endBlock(ctx: Context, booking: BookingRow): Promise<void> {
  if (booking.state === 'confirmed') await moveBooking(ctx, booking, 'completed', { name: 'block.over' });
}

/** BKG-12: phone and room speaker. A reminder that comes after the end, because nothing ran, says nothing. */
async function remind(ctx: Context, booking: BookingRow, minutes: number): Promise<void> {
  if (booking.state !== 'in_use' || ctx.now >= booking.to) return;
  if (booking.kind === 'open' && (await openSessionOf(ctx.db, booking.id)).endsBy === 'deposit') {
    await warnOfDeposit(ctx, booking, minutes);
    return sayInRoom(ctx, booking, 'ending', minutes);
  }
  const at = ctx.now.toISOString();
  await emit(ctx, endApproaches, { ...bookingFacts(booking), minutes, to: booking.to.toISOString(), at });
  await sayInRoom(ctx, booking, 'ending', minutes);
  await record(ctx, booking, { name: 'session.reminded', detail: { minutes } });
}

/** BIL-9: after the grace. A stay that was renewed by hand meanwhile, or is over, asks nothing. */
async function renewOrWarn(ctx: Context, book: PriceBook, booking: BookingRow): Promise<void> {
  if (booking.state === 'in_use' && booking.to <= ctx.now)
    await atEnd(ctx, booking, await renewUnit(ctx, book, booking));
}

const atEnd = async (ctx: Context, booking: BookingRow, goesOn: boolean): Promise<void> =>
  goesOn ? undefined : warn(ctx, booking);

async function warn(ctx: Context, booking: BookingRow): Promise<void> {
  const overtime = booking.policy.atEnd === 'overtime';
  await sayInRoom(ctx, booking, overtime ? 'overtime' : 'over');
  if (overtime) {
    await record(ctx, booking, { name: 'overtime.began' });
    return;
  }
  await powerRoom(ctx, booking, 'warned');
  if (ctx.now.getTime() - booking.to.getTime() > LATE_MS) await planLadderAgain(ctx, booking);
}

/** Nothing ran at the end: people get the whole time of the ladder from their warning on. */
async function planLadderAgain(ctx: Context, booking: BookingRow): Promise<void> {
  await dropTimers(ctx.tx, booking.id, ['dim', 'grace', 'cut']);
  const ladder = endTimers(ctx.now, booking.policy, ctx.now).filter(
    ({ kind }) => kind !== 'end' && kind !== 'reminder',
  );
  await addTimers(ctx.tx, booking.id, ladder);
}

/** BKG-20: one step down, never past the one before it; a renewal that is being paid holds it. */
async function stepDown(
  ctx: Context,
  book: PriceBook,
  booking: BookingRow,
  timer: TimerRow,
  step: 'dimmed' | 'grace' | 'cut',
): Promise<void> {
  if (booking.state !== 'in_use') return;
  const early = !ladderMay(booking.power, step);
  if (early || (await moreIsBeingPaid(ctx, booking))) {
    const dueAt = new Date(ctx.now.getTime() + (early ? 1_000 : RENEWAL_WAIT_MS));
    await addTimers(ctx.tx, booking.id, [{ kind: timer.kind, dueAt, minutes: timer.minutes }]);
    if (!early) await record(ctx, booking, { name: 'power.held', detail: { step } });
    return;
  }
  if (step === 'cut') return endSession(ctx, book, booking, 'ladder');
  const lowered = await powerRoom(ctx, booking, step);
  if (step === 'grace') await sayInRoom(ctx, lowered, 'grace');
}
