import { bookingStageOf, type bookingsSchemas } from '@latchkey/contract';
import type { z } from 'zod';
import { utcOffset } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import { mediaAddress } from '../../kernel/media.ts';
import { findCustomers } from '../identity/index.ts';
import { maskedMembers } from '../members/index.ts';
import { getRooms, getStores } from '../organisation/index.ts';
import { type ChargeRow, chargesOf } from './charge-store.ts';
import { contactsOf } from './contact-store.ts';
import { guestsOf, type OpeningRow } from './door-store.ts';
import { presentMenu } from './menu-queries.ts';
import { menuOrdersOf } from './menu-store.ts';
import { entryRight } from './rules.ts';
import type { BookingRow } from './store.ts';
import type { TimelineRow } from './timeline-store.ts';

export type BookingView = z.input<typeof bookingsSchemas.customerBooking>;
export type StaffBookingView = z.input<typeof bookingsSchemas.staffBooking>;

const presentCharge = (charge: ChargeRow): BookingView['charges'][number] => ({
  id: charge.id,
  number: charge.number,
  kind: charge.kind,
  state: charge.state,
  amount: charge.amount,
  refunded: charge.refunded,
  consumed: charge.consumed,
  quote: charge.quote,
  channel: charge.channel,
  expiresAt: charge.expiresAt?.toISOString() ?? null,
  createdAt: charge.createdAt.toISOString(),
  paidAt: charge.paidAt?.toISOString() ?? null,
});

export const presentCharges = (charges: readonly ChargeRow[]) => charges.map(presentCharge);

/** What is billed, paid, given back and owed. Fen. */
function sums(all: readonly ChargeRow[]) {
  // A deposit is the customer's own money: what it paid for is a charge beside it.
  const charges = all.filter((charge) => charge.kind !== 'deposit');
  const of = (state: ChargeRow['state']) =>
    charges.filter((charge) => charge.state === state).reduce((sum, charge) => sum + charge.amount, 0);
  const paid = of('paid');
  const owed = of('owed');
  const refunded = charges.reduce((sum, charge) => sum + charge.refunded, 0);
  return { total: paid + owed + of('awaiting_payment'), paid, refunded, owed };
}

/** Bookings as their customer, host or guest, sees them. */
export async function presentForCustomer(
  ctx: ReadContext,
  bookings: readonly BookingRow[],
  memberId: string,
): Promise<BookingView[]> {
  const ids = bookings.map((booking) => booking.id);
  const [stores, rooms, charges, guests, menus] = await Promise.all([
    getStores(
      ctx,
      bookings.map((booking) => booking.storeId),
    ),
    getRooms(
      ctx,
      bookings.map((booking) => booking.roomId),
    ),
    chargesOf(ctx.db, ids),
    guestsOf(ctx.db, ids),
    menuOrdersOf(ctx.db, ids),
  ]);
  const names = await findCustomers(
    ctx,
    guests.map((guest) => guest.memberId),
  );
  return bookings.map((booking) => {
    const store = stores.get(booking.storeId);
    const room = rooms.get(booking.roomId);
    const host = booking.memberId === memberId;
    const own = host ? charges.filter((charge) => charge.bookingId === booking.id) : [];
    const zone = store?.zone ?? 'Asia/Shanghai';
    const usable = (booking.state === 'confirmed' || booking.state === 'in_use') && !booking.revoked;
    const right = entryRight(booking);
    const [picture] = room?.gallery ?? [];
    return {
      ...{ id: booking.id, number: booking.number, kind: booking.kind, state: booking.state },
      stage: bookingStageOf[booking.state].stage,
      store: {
        ...{ id: booking.storeId, name: store?.name ?? '', address: store?.address ?? '', zone },
        utcOffset: utcOffset(booking.from, zone),
      },
      room: { id: booking.roomId, name: room?.name ?? '', kind: room?.kind ?? 'other' },
      image: picture === undefined ? null : mediaAddress(picture),
      ...{ people: booking.people, mode: booking.mode, version: booking.version, power: booking.power },
      from: booking.from.toISOString(),
      to: booking.to.toISOString(),
      holdsUntil: booking.state === 'held' ? (booking.holdsUntil?.toISOString() ?? null) : null,
      // Who was let in by a link opens with a tap: a code cannot be taken back from one person.
      code: usable && host ? booking.code : null,
      entry: usable ? { from: right.from.toISOString(), to: right.to.toISOString() } : null,
      startedAt: booking.startedAt?.toISOString() ?? null,
      endedAt: booking.endedAt?.toISOString() ?? null,
      ...sums(own),
      charges: presentCharges(own),
      ...presentMenu(booking, host ? menus : []),
      role: host ? ('host' as const) : ('guest' as const),
      guests: (host ? guests : [])
        .filter((guest) => guest.bookingId === booking.id)
        .map(({ id, memberId: guestId, joinedAt }) => ({
          ...{ id, name: names.get(guestId)?.name ?? '', joinedAt: joinedAt.toISOString() },
        })),
    };
  });
}

/** Bookings as staff see them, members masked. */
export async function presentForStaff(ctx: ReadContext, bookings: readonly BookingRow[]): Promise<StaffBookingView[]> {
  const ids = bookings.map((booking) => booking.id);
  const [stores, rooms, charges, members] = await Promise.all([
    getStores(
      ctx,
      bookings.map((booking) => booking.storeId),
    ),
    getRooms(
      ctx,
      bookings.map((booking) => booking.roomId),
    ),
    chargesOf(ctx.db, ids),
    maskedMembers(
      ctx,
      bookings.flatMap((booking) => booking.memberId ?? []),
    ),
  ]);
  const bills = Map.groupBy(charges, (charge) => charge.bookingId);
  const phones = new Map((await contactsOf(ctx.db, ids)).map(({ bookingId, phone }) => [bookingId, phone]));
  return bookings.map((booking) => {
    const store = stores.get(booking.storeId);
    const room = rooms.get(booking.roomId);
    const member = booking.memberId === null ? null : members.get(booking.memberId);
    return {
      ...{ id: booking.id, number: booking.number, kind: booking.kind, state: booking.state, note: booking.note },
      phone: phones.get(booking.id) ?? null,
      store: { id: booking.storeId, name: store?.name ?? '', zone: store?.zone ?? '' },
      room: { id: booking.roomId, name: room?.name ?? '', kind: room?.kind ?? 'other' },
      member: member ? { id: member.id, name: member.name, phone: member.phone } : null,
      people: booking.people,
      from: booking.from.toISOString(),
      to: booking.to.toISOString(),
      blockedUntil: booking.blockedUntil.toISOString(),
      startedAt: booking.startedAt?.toISOString() ?? null,
      endedAt: booking.endedAt?.toISOString() ?? null,
      power: booking.power,
      ...sums(bills.get(booking.id) ?? []),
      version: booking.version,
    };
  });
}

export const presentOpening = (opening: OpeningRow): AnswerOf<'GET /bookings/:id/openings/:openingId'> => ({
  id: opening.id,
  bookingId: opening.bookingId,
  state: opening.state,
  code: opening.code,
  requestedAt: opening.requestedAt.toISOString(),
  openedAt: opening.openedAt?.toISOString() ?? null,
});

const ACTORS = ['customer', 'staff', 'device', 'channel'] as const;

export function presentTimeline(rows: readonly TimelineRow[], staff: ReadonlyMap<string, string>) {
  return rows.map(({ at, name, detail, actorKind, actorId }) => ({
    at: at.toISOString(),
    name,
    actor: ACTORS.find((kind) => kind === actorKind) ?? ('system' as const),
    actorName: actorKind === 'staff' && actorId !== null ? (staff.get(actorId) ?? null) : null,
    detail,
  }));
}
