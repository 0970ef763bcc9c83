// Well-formed requests of every route of rooms and bookings that names something.
import type { RouteKey } from '@latchkey/contract';
import type { Request } from './product.ts';
import { type Estate, roomBody } from './product-world.ts';

const reason = '测试';
const from = '2026-06-02T04:00:00Z';
const to = '2026-06-02T05:00:00Z';
const policy = {
  ...{ granularity: 15, minimum: 60, maximum: 720, lead: 0, horizonDays: 14, hold: 10, entryEarly: 10 },
  ...{ entryUnattended: true, freeCancel: 120, lateCancelFee: 3000, noShow: 45, noShowFee: 10_000, reminders: [15, 5] },
  ...{ dimAfterSeconds: 30, graceAfterSeconds: 120, cutAfterSeconds: 300, atEnd: 'cut' },
};

export const staffBookingAsks = (it: Estate): Partial<Record<RouteKey, Request>> => {
  const params = { id: it.bookingId };
  return {
    'GET /staff/rooms/:id': { params: { id: it.roomId } },
    'PUT /staff/rooms/:id': { params: { id: it.roomId }, body: { ...roomBody, version: 1 } },
    'POST /staff/rooms': { body: { ...roomBody, name: '兰馨', storeId: it.storeId } },
    'POST /staff/rooms/:id/retire': { params: { id: it.roomId }, body: { reason } },
    'GET /staff/rooms/:id/devices': { params: { id: it.roomId } },
    'PUT /staff/rooms/:id/devices': { params: { id: it.roomId }, body: { devices: [] } },
    'GET /staff/stores/:id/booking-policy': { params: { id: it.storeId } },
    'PUT /staff/stores/:id/booking-policy': { params: { id: it.storeId }, body: policy },
    'GET /staff/stores/:id/room-calendar': { params: { id: it.storeId }, query: `from=${from}&to=${to}` },
    'GET /staff/bookings/:id': { params },
    'POST /staff/bookings': { body: { kind: 'block', roomId: it.roomId, from, to, people: 1, note: reason } },
    'GET /staff/bookings/:id/move': { params, query: `roomId=${it.roomId}&from=${from}` },
    'POST /staff/bookings/:id/move': { params, body: { roomId: it.roomId, from, reason, version: 1 } },
    'POST /staff/bookings/:id/charges/:chargeId/settle': {
      params: { id: it.bookingId, chargeId: it.chargeId },
      body: { how: 'outside', reason },
    },
    'POST /staff/permits/:id/revoke': { params: { id: it.permitId }, body: { reason } },
    'POST /staff/permits': { body: { storeId: it.storeId, label: '保洁', reason, from, to, roomIds: [it.roomId] } },
    'POST /staff/bookings/:id/length-preview': { params, body: { to: from } },
    'POST /staff/bookings/:id/length': {
      ...{ params, body: { to: from, reason, expectedPay: 0, expectedRefund: 0, version: 1 } },
    },
    'POST /staff/bookings/:id/cancel': { params, body: { refund: 0, reason } },
    'POST /staff/cleaning-tasks/:id/take': { params: { id: it.cleaningTaskId } },
    'POST /staff/cleaning-tasks/:id/done': { params: { id: it.cleaningTaskId }, body: { note: reason } },
    'POST /staff/cleaning-tasks/:id/cannot': { params: { id: it.cleaningTaskId }, body: { note: reason } },
    'POST /staff/bookings/:id/start': { params, body: { reason } },
    'POST /staff/bookings/:id/end': { params, body: { reason } },
    'GET /staff/desk/sessions/:id': { params },
    'POST /staff/desk/sessions/:id/actions': { params, body: { kind: 'open_door' } },
    'POST /staff/bookings/:id/revoke-entry': { params, body: { revoked: true, reason } },
  };
};

export const customerBookingAsks = (it: Estate): Partial<Record<RouteKey, Request>> => {
  const params = { id: it.bookingId };
  const charge = { id: it.bookingId, chargeId: it.chargeId };
  return {
    'GET /bookings/:id': { params },
    'POST /bookings/:id/charges/:chargeId/payments': { params: charge, body: { channel: 'wechat', method: 'h5' } },
    'GET /bookings/:id/charges/:chargeId/payment': { params: charge },
    'POST /bookings/:id/charges/:chargeId/check': { params: charge },
    'POST /bookings/:id/charges/:chargeId/balance-payment': { params: charge },
    'GET /bookings/:id/cancellation': { params },
    'POST /bookings/:id/cancel': { params, body: { expectedRefund: 0 } },
    'GET /bookings/:id/rescheduling': { params },
    'POST /bookings/:id/reschedule-quotes': { params, body: { roomId: it.roomId, from, to } },
    'POST /bookings/:id/reschedule': {
      ...{ params, body: { roomId: it.roomId, from, to, expectedPay: 0, expectedRefund: 0 } },
    },
    'DELETE /bookings/:id/reschedule': { params },
    'GET /bookings/:id/disruption': { params },
    'POST /bookings/:id/disruption': { params, body: { kind: 'refund' } },
    'POST /bookings/:id/openings': { params },
    'POST /waiting-list/:id/take': { params, body: { mode: 'hourly', expectedTotal: 6_000 } },
    'POST /waiting-list/:id/leave': { params },
    'GET /bookings/:id/openings/:openingId': { params: { id: it.bookingId, openingId: it.bookingId } },
    'GET /bookings/:id/renewals': { params },
    'POST /bookings/:id/renewals': { params, body: { to, expectedTotal: 6_000 } },
    'POST /bookings/:id/end': { params },
    'GET /bookings/:id/meter': { params },
    'POST /bookings/:id/deposits': { params, body: { amount: 5_000 } },
    'POST /bookings/:id/share': { params },
    'POST /booking-shares/:token': { params: { token: 'nobody-shares-by-this-one' } },
    'DELETE /bookings/:id/guests/:guestId': { params: { id: it.bookingId, guestId: it.customer.id } },
  };
};
