import { localParts } from './kernel/calendar.ts';
import type { Context } from './kernel/context.ts';
import { on, type Subscription } from './kernel/events.ts';
import {
  bookingMoved,
  bookingRefunded,
  cleaningBlocked,
  cleaningLate,
  depositRunsOut,
  endApproaches,
  entryCodeOf,
  overtimeOwed,
  renewedByItself,
  waitMoved,
} from './modules/booking/index.ts';
import { notify } from './modules/messages/index.ts';
import { agentsOfStore, getRooms, getStores } from './modules/organisation/index.ts';

const customer = (id: string) => ({ kind: 'customer' as const, id });
const link = (id: string) => ({ kind: 'booking', id });
const two = (value: number): string => String(value).padStart(2, '0');

async function placeOf(ctx: Context, { storeId, roomId }: { storeId: string; roomId: string }) {
  const store = (await getStores(ctx, [storeId])).get(storeId);
  const room = (await getRooms(ctx, [roomId])).get(roomId);
  return { store: store?.name ?? '', room: room?.name ?? '', zone: store?.zone ?? 'Asia/Shanghai' };
}

/** `11-23 20:15–22:15` by the store's clock. */
function timeText(from: Date, to: Date, zone: string): string {
  const [start, end] = [localParts(from, zone), localParts(to, zone)];
  const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${start.date.slice(5)} ${clock(start.minutes)}–${clock(end.minutes)}`;
}

const told = {
  lapsed: 'booking_lapsed',
  cancelled: 'booking_cancelled',
  no_show: 'booking_no_show',
} as const;

const owedTemplates = { usage: 'booking_usage_owed', extension: 'booking_extended' } as const;

/** BKG-5, BKG-12, MSG-2: what the host of a booking hears of it. */
export const bookingNotices: readonly Subscription[] = [
  on(bookingMoved, 'notices.booking_moved', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { store, room, zone } = await placeOf(ctx, booking);
    const time = timeText(new Date(booking.from), new Date(booking.to), zone);
    const notice = { to: customer(booking.memberId), link: link(booking.bookingId), key: eventId };
    const { state } = booking;
    // BKG-15: who begins at once stands at the table.
    if (state === 'confirmed' && booking.kind === 'open') return;
    if (state === 'confirmed') {
      const code = await entryCodeOf(ctx, booking.bookingId);
      await notify(ctx, { ...notice, template: 'booking_confirmed', variables: { store, room, time, code } });
    } else if (state === 'completed') {
      await notify(ctx, { ...notice, template: 'booking_bill', variables: { store, room } });
    } else if (state === 'lapsed' || state === 'cancelled' || state === 'no_show') {
      await notify(ctx, { ...notice, template: told[state], variables: { store, room, time } });
    }
  }),
  on(endApproaches, 'notices.booking_ending', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { store, room } = await placeOf(ctx, booking);
    await notify(ctx, {
      ...{ to: customer(booking.memberId), template: 'booking_ending', link: link(booking.bookingId), key: eventId },
      variables: { store, room, minutes: booking.minutes },
    });
  }),
  on(depositRunsOut, 'notices.booking_deposit_low', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { store, room } = await placeOf(ctx, booking);
    const { minutes } = booking;
    await notify(ctx, {
      ...{
        to: customer(booking.memberId),
        template: 'booking_deposit_low',
        link: link(booking.bookingId),
        key: eventId,
      },
      variables: { store, room, minutes },
    });
  }),
  on(renewedByItself, 'notices.booking_self_renewed', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { store, room } = await placeOf(ctx, booking);
    const { minutes, amount } = booking;
    await notify(ctx, {
      ...{
        to: customer(booking.memberId),
        template: 'booking_self_renewed',
        link: link(booking.bookingId),
        key: eventId,
      },
      variables: { store, room, minutes, amount },
    });
  }),
  on(cleaningBlocked, 'notices.cleaning_blocked', async (ctx, task, { eventId }) => {
    const { store, room } = await placeOf(ctx, task);
    for (const id of await agentsOfStore(ctx, task.storeId))
      await notify(ctx, {
        ...{ to: { kind: 'staff', id }, template: 'cleaning_blocked', variables: { store, room, note: task.note } },
        ...{ link: { kind: 'cleaning', id: task.taskId }, key: eventId },
      });
  }),
  on(cleaningLate, 'notices.cleaning_late', async (ctx, task, { eventId }) => {
    const { store, room } = await placeOf(ctx, task);
    for (const id of await agentsOfStore(ctx, task.storeId))
      await notify(ctx, {
        ...{ to: { kind: 'staff', id }, template: 'cleaning_late', variables: { store, room } },
        ...{ link: { kind: 'cleaning', id: task.taskId }, key: eventId },
      });
  }),
  on(waitMoved, 'notices.wait_moved', async (ctx, wait, { eventId }) => {
    const { store, room, zone } = await placeOf(ctx, { storeId: wait.storeId, roomId: wait.roomId ?? wait.storeId });
    const time = timeText(new Date(wait.from), new Date(wait.to), zone);
    const notice = { to: customer(wait.memberId), link: { kind: 'waiting', id: wait.waitId }, key: eventId };
    if (wait.state === 'offered' && wait.until !== null) {
      const { minutes } = localParts(new Date(wait.until), zone);
      const until = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
      await notify(ctx, { ...notice, template: 'waiting_offer', variables: { store, room, time, until } });
    } else if (wait.state === 'missed' || wait.state === 'expired') {
      const template = wait.state === 'missed' ? 'waiting_missed' : 'waiting_over';
      await notify(ctx, { ...notice, template, variables: { store, time } });
    }
  }),
  on(overtimeOwed, 'notices.booking_owed', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { store, room } = await placeOf(ctx, booking);
    await notify(ctx, {
      ...{
        to: customer(booking.memberId),
        template: owedTemplates[booking.charge as keyof typeof owedTemplates] ?? 'booking_owed',
        link: link(booking.bookingId),
        key: eventId,
      },
      variables: { store, room, amount: booking.amount },
    });
  }),
  on(bookingRefunded, 'notices.booking_refunded', async (ctx, booking, { eventId }) => {
    if (booking.memberId === null) return;
    const { number, amount } = booking;
    const { store, room } = await placeOf(ctx, booking);
    const template = booking.charge === 'deposit' ? 'booking_deposit_returned' : 'booking_refunded';
    await notify(ctx, {
      ...{ to: customer(booking.memberId), template, link: link(booking.bookingId), key: eventId },
      variables: { store, room, number, amount },
    });
  }),
];
