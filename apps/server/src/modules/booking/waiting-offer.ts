import { requireSystem, systemActor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, Runtime } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { type RoomFacts, roomsOfStore } from '../organisation/index.ts';
import { record } from './announce.ts';
import { waitMoved } from './events.ts';
import { policyOf, untilOf } from './find-time.ts';
import { entryCode } from './hold-room.ts';
import type { Policy } from './rules.ts';
import { isFree, lockBooking, place } from './store.ts';
import { addTimers } from './timer-store.ts';
import { fitsRoom, tellWaiter } from './waiting-list.ts';
import {
  expireWaits,
  holdLine,
  lockLine,
  missOffer,
  moveWait,
  noteEveryLine,
  takeFreed,
  type WaitRow,
} from './waiting-store.ts';

const actor = systemActor('booking.waits');
const MINUTE = 60_000;
/** Places of one line that are asked in one round. */
const MOST_ASKED = 200;

async function announceWait(ctx: Context, wait: WaitRow, roomId: string | null, until: Date | null): Promise<void> {
  const { id: waitId, memberId, storeId, state, from, to } = wait;
  tellWaiter(ctx, wait);
  await emit(ctx, waitMoved, {
    ...{ waitId, memberId, storeId, roomId, state, from: from.toISOString(), to: to.toISOString() },
    ...{ until: until?.toISOString() ?? null, at: ctx.now.toISOString() },
  });
}

/** The customer's turn: the room is kept by the constraint of every booking; false when somebody was faster. */
async function offer(ctx: Context, wait: WaitRow, room: RoomFacts, policy: Policy): Promise<boolean> {
  const until = untilOf(room, wait.to);
  if (!(await isFree(ctx.db, room.id, wait.from, until))) return false;
  const id = newId();
  const holdsUntil = new Date(Math.min(ctx.now.getTime() + policy.waitOffer * MINUTE, wait.from.getTime()));
  const placed = await place(
    ctx.tx,
    {
      ...{
        id,
        number: shortNumber('B', ctx.now),
        storeId: wait.storeId,
        roomId: room.id,
        kind: 'offer',
        state: 'held',
      },
      ...{ memberId: null, note: null, people: wait.people, mode: null, packageId: null, from: wait.from, to: wait.to },
      ...{ until, holdsUntil, code: entryCode(), policy },
    },
    ctx.now,
  );
  if (!placed) return false;
  await addTimers(ctx.tx, id, [{ kind: 'lapse', dueAt: holdsUntil, minutes: 0 }]);
  const offered = await moveWait(ctx.tx, wait.id, 'offered', id, ctx.now);
  await record(ctx, await lockBooking(ctx.tx, id), { name: 'offer.made', detail: { waitId: wait.id } });
  await audit(ctx, {
    action: 'bookings.offer',
    object: { kind: 'wait', id: wait.id },
    after: { bookingId: id, roomId: room.id, until: holdsUntil },
  });
  await announceWait(ctx, offered, room.id, holdsUntil);
  return true;
}

/** Asks the line of a store in its order: whose time is free in a room that will do gets it offered. Answers how many. */
async function askLine(ctx: Context, storeId: string): Promise<number> {
  await holdLine(ctx.tx, storeId);
  const line = await lockLine(ctx.tx, storeId, ctx.now, MOST_ASKED);
  if (line.length === 0) return 0;
  const [rooms, policy] = await Promise.all([roomsOfStore(ctx, storeId), policyOf(ctx, storeId)]);
  let offers = 0;
  for (const wait of line)
    for (const room of rooms.filter((one) => fitsRoom(wait, one)))
      if (await offer(ctx, wait, room, policy)) {
        offers += 1;
        break;
      }
  return offers;
}

/** BKG-8: offers what was given back, store by store; answers how many were offered. What failed is asked again. */
export async function offerFreed(runtime: Runtime): Promise<number> {
  return runtime.transaction(actor, async (ctx) => {
    let offers = 0;
    for (const { storeId } of await takeFreed(ctx.tx, 100)) offers += await askLine(ctx, storeId);
    return offers;
  });
}

/** Ends the waiting for what has begun. */
export async function endWaits(runtime: Runtime): Promise<number> {
  return runtime.transaction(actor, async (ctx) => {
    const over = await expireWaits(ctx.tx, ctx.now, 200);
    for (const wait of over) await announceWait(ctx, wait, null, null);
    return over.length;
  });
}

/** An offer was not taken in time: who missed it hears so; its room is free again and has the line asked by itself. */
export async function passOffer(ctx: Context, bookingId: string): Promise<void> {
  requireSystem(ctx.actor);
  const missed = await missOffer(ctx.tx, bookingId, ctx.now);
  if (missed) await announceWait(ctx, missed, null, null);
}

export const waitSweeps: readonly Sweep[] = [
  {
    name: 'booking.waits',
    everyMs: 1_000,
    run: async (runtime) => {
      await endWaits(runtime);
      await offerFreed(runtime);
      return false;
    },
  },
  {
    // A room that was opened, or longer hours, give time back without anybody's booking.
    name: 'booking.every_line',
    everyMs: 60_000,
    run: async (runtime) => {
      await runtime.transaction(actor, (ctx) => noteEveryLine(ctx.tx));
      return false;
    },
  },
];
