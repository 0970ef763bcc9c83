import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { doorOfStore, sendCommand } from '../devices/index.ts';
import { admission, getRooms } from '../organisation/index.ts';
import { record } from './announce.ts';
import { type DeskPhrase, deskPhrases } from './desk-rules.ts';
import { sessionInRoom } from './desk-store.ts';
import { extendTo } from './extend.ts';
import { untilOf } from './find-time.ts';
import { endPendingChanges } from './keep-range.ts';
import { powerRoom, roomDevices } from './power.ts';
import { othersAreIn } from './room-use-store.ts';
import { endTimers } from './rules.ts';
import { type BookingRow, getBooking, lockBooking, occupy } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

const MINUTE = 60_000;
const UNLOCK = { reason: 'agent', holdMs: 8_000 } as const;
/** How long the power stays, after the end of the time, when an agent turns it on or keeps it. Minutes. */
const ON_MINUTES = 5;
const KEEP_MINUTES = 15;
/** The most minutes that an agent gives at once, as goodwill. */
const MOST_GIVEN = 30;

/** A booking that an agent acts on, locked. Throws not_found outside the scope, forbidden. */
export async function lockForDesk(ctx: Context, bookingId: string): Promise<BookingRow> {
  requireStaff(ctx.actor, 'desk:act');
  const booking = await lockBooking(ctx.tx, bookingId);
  requireStore(ctx.actor, booking.storeId);
  return booking;
}

/** What the desk notes of its act in the session's own history. */
export async function noteDeskAct(ctx: Context, bookingId: string, kind: string, note: string | null): Promise<void> {
  await record(ctx, await getBooking(ctx.db, bookingId), {
    name: `desk.${kind}`,
    detail: note === null ? {} : { note },
  });
}

interface Reference {
  kind: string;
  id: string;
}

/**
 * DSK-3: opens the store's or the room's door for a booking that is current. Answers the command. Throws illegal_move for one
 * that is over and while others are in the room, store_locked_down, device_offline where there is no such door.
 */
export async function openDoorByDesk(
  ctx: Context,
  booking: BookingRow,
  which: 'store' | 'room',
  reference: Reference,
): Promise<string> {
  if (booking.state !== 'confirmed' && booking.state !== 'in_use')
    throw new AppError('illegal_move', { state: booking.state });
  if (await othersAreIn(ctx.db, booking)) throw new AppError('illegal_move', { state: 'in_use' });
  if ((await admission(ctx, booking.storeId)).lockdown !== null) throw new AppError('store_locked_down');
  const door =
    which === 'store'
      ? await doorOfStore(ctx, booking.storeId)
      : (await roomDevices(ctx, booking)).find((device) => device.facts.kind === 'door_controller');
  if (!door) throw new AppError('device_offline');
  const { deviceId } = door;
  return (await sendCommand(ctx, { deviceId, name: 'unlock', args: UNLOCK, expiresInMs: 10_000, reference })).commandId;
}

/** Has the room's speaker say one of the desk's phrases. Throws device_offline for a room without one. */
export async function sayByDesk(
  ctx: Context,
  booking: BookingRow,
  phrase: DeskPhrase,
  reference: Reference,
): Promise<string> {
  const speaker = (await roomDevices(ctx, booking)).find((device) => device.facts.kind === 'speaker');
  if (!speaker) throw new AppError('device_offline');
  const args = { text: deskPhrases[phrase], locale: 'zh-CN' };
  return (await sendCommand(ctx, { deviceId: speaker.deviceId, name: 'say', args, reference })).commandId;
}

/**
 * BKG-20: power by hand. On and keep bring a room up again and give its people the whole ladder anew; off is for a room that
 * nobody uses: people in it are never cut dark without the ladder's warnings. Throws illegal_move.
 */
export async function powerByDesk(ctx: Context, booking: BookingRow, act: 'on' | 'keep' | 'off'): Promise<void> {
  if (act === 'off') {
    if (booking.state === 'in_use' || (await sessionInRoom(ctx.db, booking.roomId)))
      throw new AppError('illegal_move', { state: 'in_use' });
    await powerRoom(ctx, booking, 'off');
    return;
  }
  if (booking.state !== 'in_use') throw new AppError('illegal_move', { state: booking.state });
  const lit = await powerRoom(ctx, booking, 'on');
  const end = new Date(ctx.now.getTime() + (act === 'keep' ? KEEP_MINUTES : ON_MINUTES) * MINUTE);
  if (lit.kind === 'open' || lit.policy.atEnd === 'overtime' || lit.to > end) return;
  await dropTimers(ctx.tx, lit.id, ['end', 'dim', 'grace', 'cut']);
  const again = endTimers(end, lit.policy, ctx.now).filter(({ kind }) => kind !== 'reminder');
  await addTimers(ctx.tx, lit.id, again);
}

/**
 * BKG-27: gives a running session some minutes for nothing. Throws invalid_input, illegal_move, room_taken when the next one is
 * due. Locks the room.
 */
export async function giveMinutes(ctx: Context, booking: BookingRow, minutes: number): Promise<Date> {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_GIVEN)
    throw invalidInput('minutes', `1–${MOST_GIVEN}`);
  if (booking.state !== 'in_use' || booking.kind === 'open')
    throw new AppError('illegal_move', { state: booking.kind === 'open' ? 'open' : booking.state });
  const room = (await getRooms(ctx, [booking.roomId])).get(booking.roomId);
  const base = Math.max(booking.to.getTime(), Math.ceil(ctx.now.getTime() / MINUTE) * MINUTE);
  const to = new Date(base + minutes * MINUTE);
  // A renewal that waits for its payment was priced from the old end.
  await endPendingChanges(ctx, booking, 'all');
  const until = untilOf(room ?? { bufferMinutes: 0 }, to);
  const kept = await occupy(ctx.tx, booking.id, { roomId: booking.roomId, from: booking.from, until });
  if (!kept) throw new AppError('room_taken', { alternatives: [] });
  await extendTo(ctx, booking, to);
  await audit(ctx, {
    action: 'bookings.give_minutes',
    object: { kind: 'booking', id: booking.id },
    before: { to: booking.to },
    after: { to, minutes },
  });
  return to;
}

/** Whether the devices of a session's room report what they are asked to be; offline ones answer nothing. */
export async function powerAnswer(ctx: Context, bookingId: string) {
  const devices = await roomDevices(ctx, await getBooking(ctx.db, bookingId));
  return devices.filter(({ facts }) => ['power_relay', 'light', 'air_conditioner'].includes(facts.kind));
}
