import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { doorOfStore, sendCommand } from '../devices/index.ts';
import { admission } from '../organisation/index.ts';
import { record } from './announce.ts';
import { owedBy } from './charge-store.ts';
import { guestsOf, insertOpening, type OpeningRow, pendingOpening } from './door-store.ts';
import { requireRoomLeft, requireUnfrozen } from './may-enter.ts';
import { roomDevices } from './power.ts';
import { entryRefusal } from './rules.ts';
import { type BookingRow, getBooking, lockBooking } from './store.ts';

/** Milliseconds that an opening command may live, and that a released lock waits. */
const OPENING_LIFE_MS = 10_000;
const HOLD_MS = 8_000;

/** Whose booking it is for the caller; throws not_found for strangers and guests that were sent away. */
export async function roleIn(ctx: Context, booking: BookingRow): Promise<'host' | 'guest'> {
  const { id: memberId } = requireCustomer(ctx.actor);
  if (booking.memberId === memberId) return 'host';
  const guests = await guestsOf(ctx.db, [booking.id]);
  if (!guests.some((guest) => guest.memberId === memberId)) throw new AppError('not_found');
  return 'guest';
}

/**
 * BKG-11, BKG-29: opens the store's door, and the room's where it has one, for the host or a guest inside the entry right;
 * the session begins when the door reports that it opened. A second tap answers the opening that is on its way.
 * Throws every refusal by its own code.
 */
export async function openForBooking(ctx: Context, bookingId: string): Promise<OpeningRow> {
  const { id: memberId } = requireCustomer(ctx.actor);
  await requireUnfrozen(ctx, memberId);
  const known = await getBooking(ctx.db, bookingId);
  await roleIn(ctx, known);
  const booking = await lockBooking(ctx.tx, bookingId);
  const pending = await pendingOpening(ctx.db, booking.id, memberId, new Date(ctx.now.getTime() - OPENING_LIFE_MS));
  if (pending) return pending;
  const [store, storeDoor, devices] = await Promise.all([
    admission(ctx, booking.storeId),
    doorOfStore(ctx, booking.storeId),
    roomDevices(ctx, booking),
  ]);
  const roomDoor = devices.find((device) => device.facts.kind === 'door_controller');
  const door = storeDoor ?? (roomDoor ? { deviceId: roomDoor.deviceId, online: roomDoor.facts.online } : null);
  const refusal = entryRefusal(
    {
      ...booking,
      store: { ...store, locked: store.lockdown !== null },
      owes: booking.memberId !== null && (await owedBy(ctx.db, booking.memberId)) !== null,
      doorOnline: door?.online ?? false,
    },
    ctx.now,
  );
  if (refusal) throw refusal;
  await requireRoomLeft(ctx, booking);
  if (!door) throw new AppError('device_offline');
  const opening = await commandDoor(ctx, booking, memberId, door.deviceId);
  if (roomDoor && roomDoor.deviceId !== door.deviceId) await commandDoor(ctx, booking, memberId, roomDoor.deviceId);
  await record(ctx, booking, { name: 'door.requested', detail: { openingId: opening.id } });
  await audit(ctx, { action: 'bookings.open_door', object: { kind: 'booking', id: booking.id } });
  return opening;
}

async function commandDoor(ctx: Context, booking: BookingRow, memberId: string, deviceId: string): Promise<OpeningRow> {
  const commandId = newId();
  const opening = await insertOpening(
    ctx.tx,
    { id: newId(), bookingId: booking.id, memberId, deviceId, commandId },
    ctx.now,
  );
  await sendCommand(ctx, {
    ...{ commandId, deviceId, name: 'unlock', args: { reason: 'entry', holdMs: HOLD_MS } },
    expiresInMs: OPENING_LIFE_MS,
    reference: { kind: 'booking_opening', id: opening.id },
  });
  return opening;
}
