import { requireSystem, systemActor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, Runtime } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { admission } from '../organisation/index.ts';
import { bookingFacts, record } from './announce.ts';
import { bookingDisrupted } from './change-events.ts';
import { beginningSoon, type DisruptionRow, insertDisruption, overrunning } from './disruption-store.ts';
import { sayInRoom } from './power.ts';
import { type BookingRow, getBooking, lockBooking } from './store.ts';

const actor = systemActor('booking.disruptions');
const MINUTE = 60_000;
/** A session is late when it is this much over its end: people need a moment to leave. */
const GRACE_MINUTES = 5;
/** The next customer is told this much before the start. */
const AHEAD_MINUTES = 30;
/** Customers of a store under lockdown are told this much before the start. */
const LOCKDOWN_AHEAD_MINUTES = 60;
const batch = 100;

/**
 * BKG-29, BKG-30: tells the customer of a locked booking, and an agent, that it cannot begin as it was sold: once while that
 * lasts. The customer then chooses another room, a later start or the money back. False when they know.
 */
export async function tellNextCustomer(
  ctx: Context,
  next: BookingRow,
  why: { cause: DisruptionRow['cause']; byBookingId: string | null },
): Promise<boolean> {
  requireSystem(ctx.actor);
  if (next.state !== 'confirmed' || next.kind === 'block') return false;
  const told = await insertDisruption(ctx.tx, { bookingId: next.id, ...why }, ctx.now);
  if (!told) return false;
  await record(ctx, next, { name: 'booking.disrupted', detail: { cause: why.cause } });
  const { from, to } = next;
  await emit(ctx, bookingDisrupted, {
    ...{ ...bookingFacts(next), ...why, disruptionId: told.id, at: ctx.now.toISOString() },
    ...{ from: from.toISOString(), to: to.toISOString() },
  });
  await audit(ctx, { action: 'bookings.disrupted', object: { kind: 'booking', id: next.id }, after: why });
  return true;
}

/** BKG-30: who stays on while the next customer is due is asked to leave by voice; answers how many customers were told. */
export async function tellOverruns(runtime: Runtime): Promise<number> {
  const { db, now } = runtime.read(actor);
  const [endedBy, beginsBy] = [now.getTime() - GRACE_MINUTES * MINUTE, now.getTime() + AHEAD_MINUTES * MINUTE];
  let told = 0;
  for (const { overstayerId, nextId } of await overrunning(db, new Date(endedBy), new Date(beginsBy), batch))
    await runtime.transaction(actor, async (ctx) => {
      const next = await lockBooking(ctx.tx, nextId);
      const overstayer = await getBooking(ctx.db, overstayerId);
      if (overstayer.state !== 'in_use' || overstayer.roomId !== next.roomId || overstayer.to > ctx.now) return;
      if (!(await tellNextCustomer(ctx, next, { cause: 'overrun', byBookingId: overstayer.id }))) return;
      told += 1;
      await sayInRoom(ctx, overstayer, 'leave');
      await record(ctx, overstayer, { name: 'session.asked_to_leave', detail: { next: next.number } });
    });
  return told;
}

/** BKG-29: whose store is under lockdown shortly before the start is told; answers how many. */
export async function tellLockedOut(runtime: Runtime): Promise<number> {
  const read = runtime.read(actor);
  const beginsBy = new Date(read.now.getTime() + LOCKDOWN_AHEAD_MINUTES * MINUTE);
  const soon = Map.groupBy(await beginningSoon(read.db, read.now, beginsBy, 1000), ({ storeId }) => storeId);
  let told = 0;
  for (const [storeId, bookings] of soon) {
    if ((await admission(read, storeId)).lockdown === null) continue;
    for (const { id } of bookings)
      await runtime.transaction(actor, async (ctx) => {
        const next = await lockBooking(ctx.tx, id);
        if ((await admission(ctx, storeId)).lockdown === null) return;
        if (await tellNextCustomer(ctx, next, { cause: 'lockdown', byBookingId: null })) told += 1;
      });
  }
  return told;
}

export const disruptionSweep: Sweep = {
  name: 'booking.disruptions',
  everyMs: 10_000,
  run: async (runtime) => {
    await tellOverruns(runtime);
    await tellLockedOut(runtime);
    return false;
  },
};
