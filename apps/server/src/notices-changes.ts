import { localParts } from './kernel/calendar.ts';
import type { Context } from './kernel/context.ts';
import { on, type Subscription } from './kernel/events.ts';
import { bookingDisrupted, bookingRescheduled, sessionMoved } from './modules/booking/index.ts';
import { notify } from './modules/messages/index.ts';
import { getRooms, getStores } from './modules/organisation/index.ts';

const two = (value: number): string => String(value).padStart(2, '0');

async function placeOf(ctx: Context, { storeId, roomId }: { storeId: string; roomId: string }) {
  const store = (await getStores(ctx, [storeId])).get(storeId);
  const room = (await getRooms(ctx, [roomId])).get(roomId);
  const clock = (at: string) => {
    const { date, minutes } = localParts(new Date(at), store?.zone ?? 'Asia/Shanghai');
    return { day: date.slice(5), time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
  };
  return { store: store?.name ?? '', room: room?.name ?? '', clock };
}

/** BKG-7, BKG-21: what the host of a booking hears of its changes in time and place. */
export const changeNotices: readonly Subscription[] = [
  on(bookingRescheduled, 'notices.booking_rescheduled', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { store, room, clock } = await placeOf(ctx, booking);
    const [from, to] = [clock(booking.from), clock(booking.to)];
    await notify(ctx, {
      ...{ to: { kind: 'customer', id: booking.memberId }, template: 'booking_rescheduled', key: eventId },
      ...{ link: { kind: 'booking', id: booking.bookingId } },
      variables: { store, room, time: `${from.day} ${from.time}–${to.time}` },
    });
  }),
  on(sessionMoved, 'notices.session_moved', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { store, room, clock } = await placeOf(ctx, booking);
    await notify(ctx, {
      ...{ to: { kind: 'customer', id: booking.memberId }, template: 'session_moved', key: eventId },
      ...{ link: { kind: 'booking', id: booking.bookingId } },
      variables: { store, room, until: clock(booking.to).time },
    });
  }),
  on(bookingDisrupted, 'notices.booking_disrupted', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { store, room, clock } = await placeOf(ctx, booking);
    const [from, to] = [clock(booking.from), clock(booking.to)];
    const template = booking.cause === 'lockdown' ? 'booking_locked_out' : 'booking_disrupted';
    await notify(ctx, {
      ...{ to: { kind: 'customer', id: booking.memberId }, template, key: eventId },
      ...{ link: { kind: 'booking', id: booking.bookingId } },
      variables: { store, room, time: `${from.day} ${from.time}–${to.time}` },
    });
  }),
];
