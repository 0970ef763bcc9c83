import { defineHandlers, read, write } from '../../kernel/http.ts';
import type { PriceBook } from './prices.ts';
import { myBooking } from './queries.ts';
import { joinLine, leaveLine, takeOffer } from './waiting-list.ts';
import { myWait, myWaits } from './waiting-queries.ts';

export const waitingHandlers = (book: PriceBook) =>
  defineHandlers({
    'POST /waiting-list': write(async (ctx, { body }) =>
      myWait(ctx, await joinLine(ctx, { ...body, from: new Date(body.from), to: new Date(body.to) })),
    ),
    'GET /waiting-list': read(myWaits),
    'POST /waiting-list/:id/take': write(async (ctx, { params, body }) =>
      myBooking(ctx, await takeOffer(ctx, book, { ...body, waitId: params.id })),
    ),
    'POST /waiting-list/:id/leave': write(async (ctx, { params }) => {
      await leaveLine(ctx, params.id);
      return myWait(ctx, params.id);
    }),
  });
