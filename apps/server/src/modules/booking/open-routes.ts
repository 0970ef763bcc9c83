import { defineHandlers, read, write } from '../../kernel/http.ts';
import { meterView } from './open-meter.ts';
import { openOffer } from './open-offer.ts';
import type { PriceBook } from './prices.ts';
import { myBooking } from './queries.ts';
import { startOpen } from './start-open.ts';
import { topUpOpen } from './top-up-open.ts';

/** BKG-15: sessions that begin now, without an end. */
export const openHandlers = (book: PriceBook) =>
  defineHandlers({
    'GET /rooms/:id/open-offer': read((ctx, { params }) => openOffer(ctx, book, params.id)),
    'POST /rooms/:id/sessions': write(async (ctx, { params, body }) =>
      myBooking(ctx, await startOpen(ctx, book, { roomId: params.id, ...body })),
    ),
    'GET /bookings/:id/meter': read((ctx, { params }) => meterView(ctx, book, params.id)),
    'POST /bookings/:id/deposits': write(async (ctx, { params, body }) => {
      await topUpOpen(ctx, { bookingId: params.id, amount: body.amount });
      return myBooking(ctx, params.id);
    }),
  });
