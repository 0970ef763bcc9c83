import { affordableUntil } from '@latchkey/pricing';
import { localParts } from '../../kernel/calendar.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { type BookableStore, bookableStore, getRoom, type RoomFacts } from '../organisation/index.ts';
import { bookingFacts, record } from './announce.ts';
import { openSessionOf, setEndsBy } from './deposit-store.ts';
import { paidDeposits } from './deposits.ts';
import { depositRunsOut } from './events.ts';
import { untilOf } from './find-time.ts';
import { meteredStay } from './open-meter.ts';
import { endOf, heldIn, type OpenEnd, openBound } from './open-rules.ts';
import { powerRoom } from './power.ts';
import type { PriceBook } from './prices.ts';
import { endTimers, POWER_LADDER, type Policy, type Timer } from './rules.ts';
import { type BookingRow, changeBooking, occupy, takenRanges } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

const MINUTE = 60_000;
/** The power step that each timer of the ladder takes. */
const STEPS = { dim: 'dimmed', grace: 'grace', cut: 'cut' } as const;

/** How far a session may keep its room, as bookings and opening hours are now; null outside the opening hours. */
export async function boundOf(
  ctx: ReadContext,
  it: { room: RoomFacts; store: BookableStore; policy: Policy },
  session: { from: Date; bookingId: string | null },
): Promise<OpenEnd | null> {
  const { horizon, maximum } = it.policy.open;
  const spans = it.store.spans(localParts(session.from, it.store.zone).date, 3);
  const closing = spans.find((span) => span.from <= session.from && session.from < span.to)?.to;
  if (!closing) return null;
  const far = new Date(ctx.now.getTime() + (horizon + it.room.bufferMinutes + 1) * MINUTE);
  const others = await takenRanges(ctx.db, [it.room.id], ctx.now, far, session.bookingId);
  const first = others[0]?.from;
  const next = first === undefined ? null : new Date(first.getTime() - it.room.bufferMinutes * MINUTE);
  return openBound({ startedAt: session.from, now: ctx.now, closing, next, horizon, maximum });
}

/** Keeps the room as far as it can be kept; a booking that came meanwhile shortens it. */
async function keepRoomAhead(ctx: Context, booking: BookingRow, room: RoomFacts): Promise<OpenEnd | null> {
  const store = await bookableStore(ctx, booking.storeId);
  for (let tries = 0; tries < 3; tries += 1) {
    const bound = await boundOf(
      ctx,
      { room, store, policy: booking.policy },
      { from: booking.from, bookingId: booking.id },
    );
    if (bound === null || bound.at <= ctx.now) return bound;
    const range = { roomId: room.id, from: booking.from, until: untilOf(room, bound.at) };
    if (await occupy(ctx.tx, booking.id, range)) return bound;
  }
  return null;
}

/** When the deposits of a session are used up, looked for up to a limit; null where nothing is asked of them. */
async function affordable(ctx: Context, book: PriceBook, booking: BookingRow, room: RoomFacts, limit: Date) {
  const session = await openSessionOf(ctx.db, booking.id);
  if (session.credit) return null;
  const budget = heldIn(await paidDeposits(ctx, booking.id));
  const { rules, calendar, stay } = await meteredStay(ctx, book, booking, room, limit);
  const at = affordableUntil(rules, calendar, stay, { budget, limit: limit.getTime() });
  return at === null ? null : new Date(at);
}

/**
 * BKG-15: works out anew when a running session ends by rule, keeps its room until then, and sets what happens on the way:
 * reminders, end, power ladder. What has ended already stays ended. Lock order: booking, room.
 */
export async function planOpen(ctx: Context, book: PriceBook, booking: BookingRow): Promise<void> {
  if (booking.state !== 'in_use' || booking.kind !== 'open') return;
  const room = await getRoom(ctx, booking.roomId);
  const kept = await keepRoomAhead(ctx, booking, room);
  const bound = kept ?? { at: booking.to, by: 'next_booking' as const };
  const usedUp = await affordable(ctx, book, booking, room, bound.at);
  const goesOn = booking.policy.open.whenUsedUp === 'go_on';
  const end = endOf(bound, goesOn ? null : usedUp);
  if (end.at <= ctx.now && booking.to <= ctx.now && booking.power !== 'on') return goOnDown(ctx, booking);
  const to = new Date(Math.max(end.at.getTime(), booking.from.getTime() + 1));
  const moved = await changeBooking(ctx.tx, booking.id, { to }, ctx.now);
  await setEndsBy(ctx.tx, booking.id, end.by);
  await dropTimers(ctx.tx, booking.id, ['reminder', 'end', 'dim', 'grace', 'cut', 'open_plan', 'open_low']);
  await addTimers(ctx.tx, booking.id, [
    ...(end.by === 'horizon' ? [] : endTimers(to, booking.policy, ctx.now)),
    ...(bound.by === 'horizon' ? [planAgain(ctx.now, booking.policy)] : []),
    ...(goesOn && usedUp !== null && usedUp < bound.at ? lowTimers(usedUp, booking.policy, ctx.now) : []),
  ]);
  if (moved.power !== 'on') await powerRoom(ctx, moved, 'on');
  if (to.getTime() !== booking.to.getTime())
    await record(ctx, moved, { name: 'session.planned', detail: { to: to.toISOString(), by: end.by } });
}

/** What was paid buys no more time: the steps after the present one are still to come, each as long after the one before. */
async function goOnDown(ctx: Context, booking: BookingRow): Promise<void> {
  const steps = endTimers(booking.to, booking.policy, ctx.now).filter(({ kind }) => kind in STEPS);
  const next = POWER_LADDER.indexOf(booking.power) + 1;
  const left = steps.filter(({ kind }) => POWER_LADDER.indexOf(STEPS[kind as keyof typeof STEPS]) >= next);
  await dropTimers(ctx.tx, booking.id, ['dim', 'grace', 'cut']);
  const [first] = left;
  if (!first) return;
  const late = Math.max(0, ctx.now.getTime() - first.dueAt.getTime());
  await addTimers(
    ctx.tx,
    booking.id,
    left.map((step) => ({ ...step, dueAt: new Date(step.dueAt.getTime() + late) })),
  );
}

/** While nothing but the horizon bounds it, the room is kept on in good time. */
const planAgain = (now: Date, { open }: Policy): Timer => ({
  kind: 'open_plan',
  dueAt: new Date(now.getTime() + Math.max(1, open.horizon / 3) * MINUTE),
  minutes: 0,
});

function lowTimers(usedUp: Date, policy: Policy, now: Date): Timer[] {
  const minutes = Math.max(5, ...policy.reminders);
  const dueAt = new Date(usedUp.getTime() - minutes * MINUTE);
  return dueAt > now ? [{ kind: 'open_low', dueAt, minutes }] : [];
}

/** The customer hears that the deposit runs out while there is time to leave more. */
export async function warnOfDeposit(ctx: Context, booking: BookingRow, minutes: number): Promise<void> {
  if (booking.state !== 'in_use') return;
  await emit(ctx, depositRunsOut, { ...bookingFacts(booking), minutes, at: ctx.now.toISOString() });
  await record(ctx, booking, { name: 'deposit.low', detail: { minutes } });
}
