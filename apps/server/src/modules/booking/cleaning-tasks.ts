import { actorId, requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { record } from './announce.ts';
import { type CleaningRow, closeTask, getTask, insertTask, lockTask, takeTask } from './cleaning-store.ts';
import { cleaningBlocked } from './events.ts';
import { type BookingRow, lockBooking, occupy, releaseFrom, takenRanges } from './store.ts';

const MINUTE = 60_000;
/** A room that waits to be cleaned is kept so far ahead, again and again: what lies beyond can be booked. */
export const KEPT_MINUTES = 60;

/** BKG-17: the session of a locked booking is over: somebody has to clean, and the room is kept by the store's terms. */
export async function beginCleaning(ctx: Context, booking: BookingRow): Promise<void> {
  if (booking.kind !== 'block') await leaveToClean(ctx, booking);
}

/** BKG-17: people were in the room of a locked booking: one task for it. */
export async function leaveToClean(ctx: Context, booking: BookingRow): Promise<void> {
  const keepsRoom = booking.policy.cleaning === 'until_cleaned';
  const { id: bookingId, storeId, roomId } = booking;
  const made = await insertTask(ctx.tx, { id: newId(), storeId, roomId, bookingId, keepsRoom }, ctx.now);
  if (made > 0 && keepsRoom) await keepOn(ctx, booking);
}

/** Keeps the room of a locked booking for its cleaning, up to the next use at most; nothing where it is kept so far already. */
export async function keepOn(ctx: Context, booking: BookingRow): Promise<void> {
  const ahead = new Date(ctx.now.getTime() + KEPT_MINUTES * MINUTE);
  const [next] = await takenRanges(ctx.db, [booking.roomId], ctx.now, ahead, booking.id);
  const until = next && next.from < ahead ? next.from : ahead;
  if (until <= booking.blockedUntil) return;
  // Whoever is faster than this has the room; it is asked for again in the next round.
  await occupy(ctx.tx, booking.id, { roomId: booking.roomId, from: booking.from, until });
}

/** The task and its booking, locked. Throws not_found outside the scope. */
async function lockForWork(ctx: Context, taskId: string): Promise<{ task: CleaningRow; booking: BookingRow }> {
  requireStaff(ctx.actor, 'cleaning:work');
  const seen = await getTask(ctx.db, taskId);
  requireStore(ctx.actor, seen.storeId);
  const booking = await lockBooking(ctx.tx, seen.bookingId);
  return { task: await lockTask(ctx.tx, taskId), booking };
}

const note = (ctx: Context, task: CleaningRow, action: string, after: Record<string, unknown>): Promise<void> =>
  audit(ctx, { action, object: { kind: 'cleaning_task', id: task.id }, before: { state: task.state }, after });

/** Somebody goes there. Throws not_found, illegal_move. */
export async function takeCleaning(ctx: Context, taskId: string): Promise<void> {
  const { task } = await lockForWork(ctx, taskId);
  const me = actorId(ctx.actor);
  if (task.state === 'done') throw new AppError('illegal_move', { state: task.state });
  if (task.state === 'taken' && task.takenBy === me) return;
  await takeTask(ctx.tx, task.id, me, ctx.now);
  await note(ctx, task, 'cleaning.take', { state: 'taken', from: task.takenBy });
}

export interface CleaningReport {
  taskId: string;
  note: string | null;
}

/** BKG-17: the room is clean and can be booked from now on. Done twice is done. Throws not_found. Lock order: booking, task. */
export async function finishCleaning(ctx: Context, input: CleaningReport): Promise<void> {
  const { task, booking } = await lockForWork(ctx, input.taskId);
  if (task.state === 'done') return;
  const { note: text } = input;
  await closeTask(ctx.tx, task.id, { state: 'done', staffId: actorId(ctx.actor), note: text }, ctx.now);
  if (booking.state === 'completed') await releaseFrom(ctx.tx, booking.id, ctx.now);
  await record(ctx, booking, { name: 'cleaning.done' });
  await note(ctx, task, 'cleaning.finish', { state: 'done', note: text });
}

/** BKG-17: it cannot be cleaned: the store's staff are told why. Throws not_found, illegal_move. */
export async function blockCleaning(ctx: Context, input: CleaningReport & { note: string }): Promise<void> {
  const { task, booking } = await lockForWork(ctx, input.taskId);
  if (task.state === 'done') throw new AppError('illegal_move', { state: task.state });
  const { note: text } = input;
  await closeTask(ctx.tx, task.id, { state: 'blocked', staffId: null, note: text }, ctx.now);
  const { id: taskId, storeId, roomId } = task;
  await emit(ctx, cleaningBlocked, { taskId, storeId, roomId, note: text, at: ctx.now.toISOString() });
  await record(ctx, booking, { name: 'cleaning.blocked', detail: { note: text } });
  await note(ctx, task, 'cleaning.block', { state: 'blocked', note: text });
}
