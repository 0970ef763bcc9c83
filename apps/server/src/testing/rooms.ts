// A store with rooms and prices over the whole product, and what a customer does there.
import { recordPresence, registerDevice } from '../modules/devices/index.ts';
import { createRoom } from '../modules/organisation/index.ts';
import { publishDraft, writeDraft } from '../modules/tariffs/index.ts';
import { makeStoreWithDoor } from './device-bench.ts';
import type { Person, TestProduct } from './product.ts';

const everywhere = {
  ...{ roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], dateFrom: null, dateTo: null, memberLevels: [] },
  ...{ fromMinute: 0, toMinute: 1440 },
};

/** Hourly prices and an overtime of half an hour by unit, for every room of a store. Fen. */
export function hourlyTariff(unitPrice: number, unitMinutes = 60) {
  const rule = { id: 'all-day', label: '全天', priority: 0, scope: everywhere };
  const overtime = { graceMinutes: 5, unitMinutes: 30, unitPrice: 2_000, rateBasisPoints: 10_000, cap: null };
  return {
    rules: [{ ...rule, price: { mode: 'hourly' as const, unitMinutes, unitPrice } }],
    terms: [
      {
        ...{ id: 'terms', roomIds: [], roomKindIds: [], minimumCharge: null, dayCap: null, extraPeople: null },
        overtime: { ...overtime, serviceFee: null, renewsByItself: false },
        payAsYouGo: null,
      },
    ],
    promotions: [],
  };
}

/** Rooms of a store with a door, priced by the hour. */
export async function makeVenue(product: TestProduct, options: { rooms?: number; unitPrice?: number } = {}) {
  const { storeId, door } = await makeStoreWithDoor(product, { kind: 'rooms' });
  const roomIds: string[] = [];
  await product.asSystem(async (ctx) => {
    await recordPresence(ctx, { code: door.code, online: true });
    for (let index = 0; index < (options.rooms ?? 1); index += 1) {
      const { roomId } = await createRoom(ctx, storeId, {
        ...{ name: `${index + 1} 号房`, kind: 'tea', style: null, capacity: 6, description: null, facilities: [] },
        ...{ sort: index, bufferMinutes: 15, state: 'open' },
      });
      roomIds.push(roomId);
    }
  });
  await product.asSystem((ctx) =>
    writeDraft(ctx, storeId, { content: hourlyTariff(options.unitPrice ?? 6_000), revision: 0 }),
  );
  await product.asSystem((ctx) => publishDraft(ctx, storeId, { revision: 1, note: null, effectiveFrom: null }));
  await product.drain();
  const [roomId = ''] = roomIds;
  return { storeId, door, roomId, roomIds };
}
export type Venue = Awaited<ReturnType<typeof makeVenue>>;

/** Registers devices of a room and says that they serve it. */
export async function equip(
  product: TestProduct,
  venue: Venue,
  devices: readonly {
    kind: 'power_relay' | 'light' | 'air_conditioner' | 'speaker' | 'people_counter';
    protected?: boolean;
  }[],
) {
  const made = await product.asSystem(async (ctx) => {
    const all = [];
    for (const { kind, protected: kept = false } of devices) {
      const details = { name: kind, model: null, ipAddress: null, storeId: venue.storeId };
      all.push({ kind, kept, ...(await registerDevice(ctx, { ...details, kind })) });
    }
    return all;
  });
  const admin = await product.staff('platform_administrator');
  const answer = await admin.call('PUT /staff/rooms/:id/devices', {
    params: { id: venue.roomId },
    body: { devices: made.map(({ deviceId, kind, kept }) => ({ deviceId, label: kind, protected: kept })) },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return made;
}

export const inMinutes = (product: TestProduct, minutes: number): string => {
  const at = product.clock.now().getTime() + minutes * 60_000;
  return new Date(at).toISOString();
};

/** Holds a room from some minutes on for some minutes; the answer, whatever it is. */
export const hold = (
  product: TestProduct,
  person: Person,
  roomId: string,
  from: number,
  minutes: number,
  total = 6_000,
) =>
  person.call('POST /bookings', {
    body: {
      ...{ roomId, people: 2, mode: 'hourly', packageId: null },
      ...{ from: inMinutes(product, from), to: inMinutes(product, from + minutes) },
      expectedTotal: Math.max(0, Math.ceil(minutes / 60) * total),
    },
  });

/** Pays the first open charge of a booking at the channel. */
export async function payAtChannel(product: TestProduct, person: Person, bookingId: string): Promise<string> {
  const { body: booking } = await person.call('GET /bookings/:id', { params: { id: bookingId } });
  const charge = booking.charges.find((one) => one.state !== 'paid' && one.state !== 'void');
  if (!charge) throw new Error('nothing is to be paid');
  const payment = await person.call('POST /bookings/:id/charges/:chargeId/payments', {
    params: { id: bookingId, chargeId: charge.id },
    body: { channel: 'wechat', method: 'h5' },
  });
  if (payment.status !== 200) throw new Error(payment.text);
  await product.notifyPaid(payment.body.id, charge.amount);
  return payment.body.id;
}

/** A confirmed booking that begins in some minutes. */
export async function booked(product: TestProduct, person: Person, roomId: string, from: number, minutes: number) {
  const held = await hold(product, person, roomId, from, minutes);
  if (held.status !== 200) throw new Error(held.text);
  await payAtChannel(product, person, held.body.id);
  return held.body.id;
}

/** The host opens the door and walks in. */
export async function enterRoom(product: TestProduct, person: Person, venue: Venue, bookingId: string): Promise<void> {
  const opening = await person.call('POST /bookings/:id/openings', { params: { id: bookingId } });
  if (opening.status !== 200) throw new Error(opening.text);
  await product.passDoor(venue);
}
