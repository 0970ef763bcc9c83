import { requireStaff } from '../../kernel/actor.ts';
import { defineHandlers, raw, read, write } from '../../kernel/http.ts';
import { staffRoom } from '../organisation/index.ts';
import { answerDisruption, disruptionOf } from './answer-disruption.ts';
import { createAvailability } from './availability.ts';
import { cancelBooking, cancelForCustomer, cancellation } from './cancel.ts';
import { changeLength, previewLength } from './change-length.ts';
import { openForBooking } from './enter.ts';
import { equipment, equipRoom, setPolicy, staffPolicy } from './equip-room.ts';
import { holdRoom } from './hold-room.ts';
import { keepRoom, moveByStaff, retire, revokeEntry } from './keep-for-staff.ts';
import { orderFromMenu, withdrawMenuOrder } from './menu-orders.ts';
import { menuOrderHandlers } from './menu-routes.ts';
import { checkPayment, payFromBalance, requestPayment } from './pay.ts';
import { permitHandlers } from './permits.ts';
import { presentOpening } from './present.ts';
import { previewMove } from './preview-move.ts';
import type { PriceBook } from './prices.ts';
import * as queries from './queries.ts';
import { renew, renewalOptions } from './renew.ts';
import { keepOldTime, reschedule, rescheduleQuote, rescheduling } from './reschedule.ts';
import { endByHand, leaveRoom, startByHand } from './session.ts';
import { settleByHand } from './settle-by-hand.ts';
import { settlementHandlers } from './settlements.ts';
import { joinBooking, sendGuestAway, shareBooking } from './share.ts';
import * as staff from './staff-queries.ts';

const roomHandlers = (book: PriceBook) => {
  const availability = createAvailability();
  return defineHandlers({
    'GET /rooms': read(queries.findRooms),
    'GET /rooms/:id': read((ctx, { params }) => queries.publicRoom(ctx, params.id)),
    'GET /stores/:id/availability': raw((runtime, { params, query }, _http, ctx) =>
      availability.of(runtime, ctx, params.id, query),
    ),
    'POST /rooms/:id/quotes': read((ctx, { params, body }) =>
      queries.quoteRange(ctx, book, params.id, { ...body, from: new Date(body.from), to: new Date(body.to) }),
    ),
    'POST /staff/rooms/:id/retire': write(async (ctx, { params, body }) => {
      await retire(ctx, { roomId: params.id, reason: body.reason });
      return staffRoom(ctx, params.id);
    }),
    'GET /staff/rooms/:id/devices': read((ctx, { params }) => equipment(ctx, params.id)),
    'PUT /staff/rooms/:id/devices': write(async (ctx, { params, body }) => {
      await equipRoom(ctx, { roomId: params.id, devices: body.devices });
      return equipment(ctx, params.id);
    }),
    'GET /staff/stores/:id/booking-policy': read((ctx, { params }) => staffPolicy(ctx, params.id)),
    'PUT /staff/stores/:id/booking-policy': write(async (ctx, { params, body }) => {
      await setPolicy(ctx, { storeId: params.id, policy: body });
      return staffPolicy(ctx, params.id);
    }),
  });
};

const customerHandlers = (book: PriceBook) =>
  defineHandlers({
    'POST /bookings': write(async (ctx, { body }) =>
      queries.myBooking(ctx, await holdRoom(ctx, book, { ...body, from: new Date(body.from), to: new Date(body.to) })),
    ),
    'GET /bookings': read(queries.myBookings),
    'GET /bookings/current': read(queries.currentBooking),
    'GET /bookings/:id': read((ctx, { params }) => queries.myBooking(ctx, params.id)),
    'POST /bookings/:id/charges/:chargeId/payments': write((ctx, { params, body }, http) =>
      requestPayment(ctx, {
        ...{ bookingId: params.id, chargeId: params.chargeId, channel: body.channel, method: body.method },
        ...{ returnUrl: body.returnUrl ?? null, clientAddress: http.address },
      }),
    ),
    'GET /bookings/:id/charges/:chargeId/payment': read((ctx, { params }) =>
      queries.chargePayment(ctx, params.id, params.chargeId),
    ),
    'POST /bookings/:id/charges/:chargeId/check': write(async (ctx, { params }) => {
      await checkPayment(ctx, { bookingId: params.id, chargeId: params.chargeId });
      return queries.myBooking(ctx, params.id);
    }),
    'POST /bookings/:id/charges/:chargeId/balance-payment': write(async (ctx, { params }) => {
      await payFromBalance(ctx, { bookingId: params.id, chargeId: params.chargeId });
      return queries.myBooking(ctx, params.id);
    }),
    'GET /bookings/:id/cancellation': read((ctx, { params }) => cancellation(ctx, params.id)),
    'POST /bookings/:id/cancel': write(async (ctx, { params, body }) => {
      await cancelBooking(ctx, { bookingId: params.id, expectedRefund: body.expectedRefund });
      return queries.myBooking(ctx, params.id);
    }),
    'GET /bookings/:id/rescheduling': read((ctx, { params }) => rescheduling(ctx, params.id)),
    'POST /bookings/:id/reschedule-quotes': read((ctx, { params, body }) =>
      rescheduleQuote(ctx, book, {
        ...{ bookingId: params.id, roomId: body.roomId, from: new Date(body.from), to: new Date(body.to) },
      }),
    ),
    'POST /bookings/:id/reschedule': write(async (ctx, { params, body }) => {
      const range = { from: new Date(body.from), to: new Date(body.to) };
      await reschedule(ctx, book, { ...body, ...range, bookingId: params.id });
      return queries.myBooking(ctx, params.id);
    }),
    'DELETE /bookings/:id/reschedule': write(async (ctx, { params }) => {
      await keepOldTime(ctx, params.id);
      return queries.myBooking(ctx, params.id);
    }),
    'GET /bookings/:id/disruption': read((ctx, { params }) => disruptionOf(ctx, params.id)),
    'POST /bookings/:id/disruption': write(async (ctx, { params, body }) => {
      const choice = body.kind === 'refund' ? body : { ...body, from: new Date(body.from) };
      await answerDisruption(ctx, { bookingId: params.id, choice });
      return queries.myBooking(ctx, params.id);
    }),
    'POST /bookings/:id/openings': write(async (ctx, { params }) =>
      presentOpening(await openForBooking(ctx, params.id)),
    ),
    'GET /bookings/:id/openings/:openingId': read((ctx, { params }) =>
      queries.bookingOpening(ctx, params.id, params.openingId),
    ),
    'GET /bookings/:id/renewals': read((ctx, { params, query }) =>
      renewalOptions(ctx, book, { bookingId: params.id, minutes: query.minutes }),
    ),
    'POST /bookings/:id/renewals': write(async (ctx, { params, body }) => {
      await renew(ctx, book, { ...body, bookingId: params.id, to: new Date(body.to) });
      return queries.myBooking(ctx, params.id);
    }),
    'POST /bookings/:id/menu-orders': write(async (ctx, { params, body }) => {
      await orderFromMenu(ctx, { ...body, bookingId: params.id });
      return queries.myBooking(ctx, params.id);
    }),
    'POST /bookings/:id/menu-orders/:orderId/cancel': write(async (ctx, { params }) => {
      await withdrawMenuOrder(ctx, { bookingId: params.id, orderId: params.orderId });
      return queries.myBooking(ctx, params.id);
    }),
    'POST /bookings/:id/end': write(async (ctx, { params }) => {
      await leaveRoom(ctx, book, params.id);
      return queries.myBooking(ctx, params.id);
    }),
    'POST /bookings/:id/share': write((ctx, { params }) => shareBooking(ctx, params.id)),
    'POST /booking-shares/:token': write(async (ctx, { params }) =>
      queries.myBooking(ctx, await joinBooking(ctx, params.token)),
    ),
    'DELETE /bookings/:id/guests/:guestId': write(async (ctx, { params }) => {
      await sendGuestAway(ctx, { bookingId: params.id, guestId: params.guestId });
      return queries.myBooking(ctx, params.id);
    }),
  });

const staffHandlers = (book: PriceBook) =>
  defineHandlers({
    'GET /staff/stores/:id/room-calendar': read((ctx, { params, query }) =>
      staff.calendar(ctx, params.id, { from: new Date(query.from), to: new Date(query.to) }),
    ),
    'GET /staff/bookings': read(staff.staffBookings),
    'GET /staff/bookings/:id': read((ctx, { params }) => {
      requireStaff(ctx.actor, 'bookings');
      return staff.staffBooking(ctx, params.id);
    }),
    'POST /staff/bookings': write(async (ctx, { body }) =>
      staff.staffBooking(ctx, await keepRoom(ctx, book, { ...body, from: new Date(body.from), to: new Date(body.to) })),
    ),
    'GET /staff/bookings/:id/move': read((ctx, { params, query: { roomId, from } }, { locale }) =>
      previewMove(ctx, book, { bookingId: params.id, roomId, from: new Date(from), locale }),
    ),
    'POST /staff/bookings/:id/move': write(async (ctx, { params, body }) => {
      await moveByStaff(ctx, { ...body, bookingId: params.id, from: new Date(body.from) });
      return staff.staffBooking(ctx, params.id);
    }),
    'POST /staff/bookings/:id/charges/:chargeId/settle': write(async (ctx, { params, body }) => {
      await settleByHand(ctx, { ...body, bookingId: params.id, chargeId: params.chargeId });
      return staff.staffBooking(ctx, params.id);
    }),
    'POST /staff/bookings/:id/length-preview': read((ctx, { params, body }) =>
      previewLength(ctx, book, { bookingId: params.id, to: new Date(body.to) }),
    ),
    'POST /staff/bookings/:id/length': write(async (ctx, { params, body }) => {
      await changeLength(ctx, book, { ...body, bookingId: params.id, to: new Date(body.to) });
      return staff.staffBooking(ctx, params.id);
    }),
    'POST /staff/bookings/:id/cancel': write(async (ctx, { params, body }) => {
      await cancelForCustomer(ctx, { ...body, bookingId: params.id });
      return staff.staffBooking(ctx, params.id);
    }),
    'POST /staff/bookings/:id/start': write(async (ctx, { params, body }) => {
      await startByHand(ctx, { ...body, bookingId: params.id });
      return staff.staffBooking(ctx, params.id);
    }),
    'POST /staff/bookings/:id/end': write(async (ctx, { params, body }) => {
      await endByHand(ctx, book, { ...body, bookingId: params.id });
      return staff.staffBooking(ctx, params.id);
    }),
    'POST /staff/bookings/:id/revoke-entry': write(async (ctx, { params, body }) => {
      await revokeEntry(ctx, { ...body, bookingId: params.id });
      return staff.staffBooking(ctx, params.id);
    }),
  });

export const handlers = (book: PriceBook) => ({
  ...roomHandlers(book),
  ...customerHandlers(book),
  ...staffHandlers(book),
  ...menuOrderHandlers,
  ...permitHandlers,
  ...settlementHandlers,
});
