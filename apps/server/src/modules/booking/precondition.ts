import type { z } from 'zod';
import { requireSystem, systemActor } from '../../kernel/actor.ts';
import type { Context, ReadContext, Runtime } from '../../kernel/context.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { type eventReceived, setDesired } from '../devices/index.ts';
import { asProduct, record } from './announce.ts';
import { beforeArrival, energyOf, meteredUntil, whileEmpty } from './climate-rules.ts';
import {
  climatesToRead,
  findClimate,
  openClimate,
  roomIsInUse,
  sessionOfDevice,
  writeClimate,
} from './climate-store.ts';
import type { bookingMoved } from './events.ts';
import { powerRoom, type RoomDevice, roomDevices } from './power.ts';
import type { DesiredState } from './power-rules.ts';
import { type BookingRow, getBooking, lockBooking } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

type DeviceEvent = z.output<(typeof eventReceived)['payload']>;
type Moved = z.output<(typeof bookingMoved)['payload']>;

const MINUTE = 60_000;
/** How often running sessions are counted. */
const READ_EVERY_MS = 15_000;
const actor = systemActor('booking.climate');

/** What the devices of a room drew when they reported last. Watts. */
const wattsOf = (devices: readonly RoomDevice[]): number =>
  Math.round(
    devices.reduce((sum, { facts }) => sum + (typeof facts.reported.watts === 'number' ? facts.reported.watts : 0), 0),
  );

/** BKG-23: sets when light and climate come on for a booking that is confirmed, in place of what was set before. */
export async function planPrecondition(ctx: Context, booking: BookingRow): Promise<void> {
  await dropTimers(ctx.tx, booking.id, ['precondition']);
  const minutes = booking.policy.precondition;
  if (booking.kind === 'block' || minutes === 0) return;
  const dueAt = new Date(booking.from.getTime() - minutes * MINUTE);
  await addTimers(ctx.tx, booking.id, [{ kind: 'precondition', dueAt, minutes }]);
}

async function ask(
  caller: Context,
  booking: BookingRow,
  wanted: (device: RoomDevice) => DesiredState | null,
): Promise<number> {
  const ctx = asProduct(caller);
  let told = 0;
  for (const device of (await roomDevices(ctx, booking)).sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1))) {
    const patch = wanted(device);
    if (patch === null) continue;
    await setDesired(ctx, { deviceId: device.deviceId, patch });
    told += 1;
  }
  return told;
}

/** BKG-23: the customer of a locked booking arrives soon. A room in use is lit already; who came early has begun. */
export async function precondition(ctx: Context, booking: BookingRow): Promise<void> {
  if (booking.state !== 'confirmed' || ctx.now >= booking.to) return;
  if ((await roomIsInUse(ctx.db, booking.roomId)).used) return;
  const told = await ask(ctx, booking, ({ facts }) => beforeArrival(facts));
  if (told === 0) return;
  await openClimate(ctx.tx, booking.id, wattsOf(await roomDevices(ctx, booking)), true, ctx.now);
  await record(ctx, booking, { name: 'power.preconditioned', detail: { devices: told } });
}

/** Counts what a locked booking's room drew; `close` at the end of its session. */
async function count(ctx: Context, booking: BookingRow, close: boolean, empty: boolean | null = null): Promise<void> {
  const known = await findClimate(ctx.db, booking.id);
  if (!known || known.closedAt !== null) return;
  const until = meteredUntil(known, ctx.now);
  const watts = wattsOf(await roomDevices(ctx, booking));
  const occupiedWatts = empty === null ? known.occupiedWatts : empty ? Math.max(known.watts, watts) : null;
  await writeClimate(ctx.tx, booking.id, { ...until, watts, occupiedWatts }, close ? ctx.now : null);
}

/** BKG-23: follows a booking: its session begins to be counted, and ends; a room that was lit for nobody goes dark again. */
export async function followSession(ctx: Context, moved: Moved): Promise<void> {
  requireSystem(ctx.actor);
  const booking = await lockBooking(ctx.tx, moved.bookingId);
  if (moved.state === 'in_use') {
    if (booking.state !== 'in_use') return;
    await openClimate(ctx.tx, booking.id, wattsOf(await roomDevices(ctx, booking)), false, ctx.now);
    return;
  }
  const known = await findClimate(ctx.db, booking.id);
  if (!known || known.closedAt !== null) return;
  await count(ctx, booking, true);
  if (moved.before !== 'in_use' && !(await roomIsInUse(ctx.db, booking.roomId)).used)
    await powerRoom(ctx, booking, 'off');
}

/** BKG-23: a counter in a room saw people: when the last one left, light and climate go off after a while; they come on at once. */
export async function followPeople(ctx: Context, event: DeviceEvent): Promise<void> {
  requireSystem(ctx.actor);
  const found = await sessionOfDevice(ctx.db, event.deviceId);
  if (!found) return;
  const booking = await lockBooking(ctx.tx, found.bookingId);
  if (booking.state !== 'in_use' || booking.storeId !== event.storeId) return;
  await dropTimers(ctx.tx, booking.id, ['empty']);
  const { emptyOff } = booking.policy;
  if (event.name === 'people.out') {
    if (emptyOff === 0) return;
    const dueAt = new Date(ctx.now.getTime() + emptyOff * MINUTE);
    return addTimers(ctx.tx, booking.id, [{ kind: 'empty', dueAt, minutes: emptyOff }]);
  }
  const known = await findClimate(ctx.db, booking.id);
  if (!known || known.occupiedWatts === null) return;
  await count(ctx, booking, false, false);
  // On its way down the ladder says what is on.
  if (booking.power === 'on') await powerRoom(ctx, booking, 'on');
}

/** BKG-23: nobody came back: known to be empty is what every counter of the room says, not what is guessed. */
export async function darkenEmpty(ctx: Context, booking: BookingRow): Promise<void> {
  if (booking.state !== 'in_use' || booking.power !== 'on') return;
  const counters = (await roomDevices(ctx, booking)).filter(({ facts }) => facts.kind === 'people_counter');
  const empty = counters.length > 0 && counters.every(({ facts }) => facts.online && facts.reported.inside === 0);
  if (!empty) return;
  await count(ctx, booking, false, true);
  const told = await ask(ctx, booking, (device) => whileEmpty({ ...device.facts, protected: device.protected }));
  await record(ctx, booking, { name: 'power.emptied', detail: { devices: told } });
}

/** Counts the sessions that run; answers how many. */
export async function readMeters(runtime: Runtime): Promise<number> {
  const { db, now } = runtime.read(actor);
  const due = await climatesToRead(db, new Date(now.getTime() - READ_EVERY_MS + 1), 100);
  for (const { bookingId } of due)
    await runtime.transaction(actor, async (ctx) => {
      const booking = await lockBooking(ctx.tx, bookingId);
      // What ends a session closes its count, and knows what else is to be done.
      if (booking.state === 'in_use' || booking.state === 'confirmed') await count(ctx, booking, false);
    });
  return due.length;
}

export const climateSweep: Sweep = {
  name: 'booking.climate',
  everyMs: READ_EVERY_MS,
  run: async (runtime) => (await readMeters(runtime)) === 100,
};

/** BKG-23: what a booking's session used, saved and cost, for its staff; null where its room has nothing that is metered. */
export async function sessionEnergy(ctx: ReadContext, bookingId: string) {
  const known = await findClimate(ctx.db, bookingId);
  if (!known) return null;
  const { policy } = await getBooking(ctx.db, bookingId);
  const until = known.closedAt === null ? meteredUntil(known, ctx.now) : known;
  return { ...energyOf(until, policy.energyPrice), preconditionedAt: known.preconditionedAt?.toISOString() ?? null };
}
