import { requireCustomer } from '../../kernel/actor.ts';
import { utcOffset } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AnswerOf, Input } from '../../kernel/http.ts';
import { decodeCursor, idCursor, toPage } from '../../kernel/paging.ts';
import { getRooms, getStores } from '../organisation/index.ts';
import { bookingsByIds } from './store.ts';
import { getWait, placesInLine, type WaitRow, waitsOfMember } from './waiting-store.ts';

export type WaitView = AnswerOf<'POST /waiting-list'>;

async function present(ctx: ReadContext, waits: readonly WaitRow[]): Promise<WaitView[]> {
  const bookings = new Map(
    (
      await bookingsByIds(
        ctx.db,
        waits.flatMap((wait) => wait.bookingId ?? []),
      )
    ).map((one) => [one.id, one]),
  );
  const roomIds = [...waits.flatMap((wait) => wait.roomId ?? []), ...[...bookings.values()].map((one) => one.roomId)];
  const [stores, rooms, places] = await Promise.all([
    getStores(
      ctx,
      waits.map((wait) => wait.storeId),
    ),
    getRooms(ctx, roomIds),
    placesInLine(
      ctx.db,
      waits.map((wait) => wait.id),
    ),
  ]);
  const place = new Map(places.map((one) => [one.id, one.place]));
  const brief = (id: string) => ({ id, name: rooms.get(id)?.name ?? '', kind: rooms.get(id)?.kind ?? 'other' });
  return waits.map((wait) => {
    const store = stores.get(wait.storeId);
    const zone = store?.zone ?? 'Asia/Shanghai';
    const booking = wait.bookingId === null ? undefined : bookings.get(wait.bookingId);
    const stands =
      wait.state === 'offered' && booking?.kind === 'offer' && booking.state === 'held' && booking.holdsUntil !== null;
    const room = wait.roomId === null ? null : brief(wait.roomId);
    return {
      ...{ id: wait.id, state: wait.state, people: wait.people },
      store: {
        ...{ id: wait.storeId, name: store?.name ?? '', address: store?.address ?? '', zone },
        utcOffset: utcOffset(wait.from, zone),
      },
      ...{ room, roomKind: wait.roomKind ?? room?.kind ?? 'other' },
      ...{ from: wait.from.toISOString(), to: wait.to.toISOString() },
      place: place.get(wait.id) ?? null,
      offer: stands ? { room: brief(booking.roomId), until: booking.holdsUntil?.toISOString() ?? '' } : null,
      bookingId: wait.state === 'taken' ? wait.bookingId : null,
      createdAt: wait.createdAt.toISOString(),
    };
  });
}

/** The customer's own place in a line. Throws not_found. */
export async function myWait(ctx: ReadContext, id: string): Promise<WaitView> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const wait = await getWait(ctx.db, id);
  const [view] = wait.memberId === memberId ? await present(ctx, [wait]) : [];
  if (!view) throw new AppError('not_found');
  return view;
}

export async function myWaits(
  ctx: ReadContext,
  { query }: Input<'GET /waiting-list'>,
): Promise<AnswerOf<'GET /waiting-list'>> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const after = decodeCursor(query.cursor, idCursor);
  const rows = await waitsOfMember(ctx.db, memberId, after?.[0] ?? null, query.limit + 1);
  const page = toPage(rows, query.limit, (row) => [row.id]);
  return { items: await present(ctx, page.items), nextCursor: page.nextCursor };
}
