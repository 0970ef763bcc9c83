import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { record } from './announce.ts';
import { getTask, lateTasks, markLate, tasksToKeep } from './cleaning-store.ts';
import { KEPT_MINUTES, keepOn } from './cleaning-tasks.ts';
import { tellNextCustomer } from './disrupt.ts';
import { cleaningLate } from './events.ts';
import { lockBooking } from './store.ts';

const actor = systemActor('booking.cleaning');
const MINUTE = 60_000;
/** So long before the next booking begins, a room that is not clean is a trouble. */
const LATE_MINUTES = 10;
const batch = 50;

/** Keeps rooms that wait to be cleaned; answers how many. */
export async function keepUncleaned(runtime: Runtime): Promise<number> {
  const { db, now } = runtime.read(actor);
  const due = await tasksToKeep(db, new Date(now.getTime() + (KEPT_MINUTES / 2) * MINUTE), batch);
  for (const { id, bookingId } of due)
    await runtime.transaction(actor, async (ctx) => {
      const booking = await lockBooking(ctx.tx, bookingId);
      // Done in between: its room is free, and stays it.
      if ((await getTask(ctx.db, id)).state !== 'done') await keepOn(ctx, booking);
    });
  return due.length;
}

/** BKG-30: tells once of each room that is not clean though its next booking is due; answers how many. */
export async function tellLateCleaning(runtime: Runtime): Promise<number> {
  const { db, now } = runtime.read(actor);
  const late = await lateTasks(db, new Date(now.getTime() + LATE_MINUTES * MINUTE), batch);
  for (const { id, nextId } of late)
    await runtime.transaction(actor, async (ctx) => {
      const next = await lockBooking(ctx.tx, nextId);
      const task = await markLate(ctx.tx, id, ctx.now);
      if (!task) return;
      await record(ctx, next, { name: 'cleaning.late' });
      const { storeId, roomId, bookingId } = task;
      const at = ctx.now.toISOString();
      await tellNextCustomer(ctx, next, { cause: 'cleaning', byBookingId: bookingId });
      await emit(ctx, cleaningLate, { taskId: id, storeId, roomId, bookingId, nextBookingId: nextId, at });
    });
  return late.length;
}

export const cleaningSweep: Sweep = {
  name: 'booking.cleaning',
  everyMs: 5_000,
  run: async (runtime) => {
    await keepUncleaned(runtime);
    await tellLateCleaning(runtime);
    return false;
  },
};
