// Well-formed requests of every route that names something: what attackers vary.
import type { RouteKey } from '@latchkey/contract';
import { customerBookingAsks, staffBookingAsks } from './asks-booking.ts';
import { customerMenuAsks, staffMenuAsks } from './asks-menu.ts';
import { customerReviewAsks, staffReviewAsks } from './asks-reviews.ts';
import type { Request } from './product.ts';
import type { Estate } from './product-world.ts';

const reason = '测试';
const plan = { weekdays: Array.from({ length: 7 }, () => []), exceptions: [] };

/** How to ask each staff route for something of an estate. Routes that are not here have nothing that belongs to a store. */
export const staffAsks = (it: Estate): Partial<Record<RouteKey, Request>> => ({
  'GET /staff/board/:id': { params: { id: it.storeId } },
  'POST /staff/alerts/:id/take': { params: { id: it.alertId } },
  'POST /staff/alerts/:id/close': { params: { id: it.alertId }, body: {} },
  'POST /staff/desk/visits/:id/actions': { params: { id: it.visitId }, body: { kind: 'open_door' } },
  'POST /staff/desk/stores/:id/actions': { params: { id: it.storeId }, body: { kind: 'open_door', note: reason } },
  'GET /staff/services/:id': { params: { id: it.serviceId } },
  'GET /staff/cases/:id': { params: { id: it.caseId } },
  'POST /staff/cases/:id/decide': { params: { id: it.caseId }, body: { decision: 'left', note: reason } },
  'GET /staff/devices/:id': { params: { id: it.deviceId } },
  'PUT /staff/devices/:id': {
    params: { id: it.deviceId },
    body: { name: '门', model: null, ipAddress: null, storeId: it.storeId },
  },
  'POST /staff/devices/:id/secret': { params: { id: it.deviceId } },
  'POST /staff/devices/:id/stop': { params: { id: it.deviceId }, body: { reason } },
  'POST /staff/devices/:id/commands': { params: { id: it.deviceId }, body: { name: 'lock', args: {} } },
  'GET /staff/devices/:id/commands': { params: { id: it.deviceId } },
  'GET /staff/devices/:id/events': { params: { id: it.deviceId } },
  'GET /staff/cameras': { query: `storeId=${it.storeId}` },
  'PUT /staff/cameras/:id/stream': {
    params: { id: it.cameraId },
    body: { zone: 'entrance', host: '10.0.0.8', port: 554, path: '/live', username: null, version: 1 },
  },
  'POST /staff/cameras/:id/views': { params: { id: it.cameraId }, body: { offer: 'v=0 '.repeat(9), purpose: 'check' } },
  'POST /staff/views/:id/end': { params: { id: it.viewId } },
  'GET /staff/views': { query: `storeId=${it.storeId}` },
  'POST /staff/devices': {
    body: { kind: 'scanner', name: '扫码器', model: null, ipAddress: null, storeId: it.storeId },
  },
  'PUT /staff/listings/:id': {
    params: { id: it.listingId },
    body: { storePrice: null, shelfState: 'on', stockPolicy: 'strict', lowStockAt: 3, version: 1 },
  },
  'GET /staff/listings/:id': { params: { id: it.listingId } },
  'GET /staff/price-reviews/:id': { params: { id: it.priceReviewId } },
  'POST /staff/price-reviews/:id/decide': {
    params: { id: it.priceReviewId },
    body: { decision: 'rejected', reason },
  },
  'POST /staff/price-reviews/:id/withdraw': { params: { id: it.priceReviewId } },
  ...staffMenuAsks(it),
  'POST /staff/stock/movements': {
    body: { storeId: it.storeId, kind: 'receive', reason, lines: [{ listingId: it.listingId, quantity: 1 }] },
  },
  'GET /staff/ledger/journals/:id': { params: { id: it.journalId } },
  'GET /staff/members/:id': { params: { id: it.customer.id } },
  'POST /staff/members/:id/state': { params: { id: it.customer.id }, body: { state: 'abnormal', reason } },
  'PUT /staff/members/:id/birth-date': {
    params: { id: it.customer.id },
    body: { birthDate: '1990-06-01', note: reason },
  },
  'GET /staff/members/:id/sign-ins': { params: { id: it.customer.id } },
  'POST /staff/members/:id/sign-out': { params: { id: it.customer.id } },
  'GET /staff/staff/:id/sign-ins': { params: { id: it.manager.id } },
  'GET /staff/orders/:id': { params: { id: it.orderId } },
  'POST /staff/orders/:id/query-channel': { params: { id: it.orderId } },
  'POST /staff/orders/:id/refunds': { params: { id: it.orderId }, body: { amount: 1, reason } },
  'POST /staff/orders/:id/refunds/:refundId/retry': { params: { id: it.orderId, refundId: it.paymentId } },
  'POST /staff/orders/:id/refunds/:refundId/give-up': {
    params: { id: it.orderId, refundId: it.paymentId },
    body: { reason },
  },
  'GET /staff/members/:id/state-changes': { params: { id: it.customer.id } },
  'GET /staff/members/:id/coupons': { params: { id: it.customer.id } },
  'GET /staff/members/:id/balance': { params: { id: it.customer.id } },
  'GET /staff/members/:id/balance/entries': { params: { id: it.customer.id } },
  'GET /staff/members/:id/top-ups': { params: { id: it.customer.id } },
  'POST /staff/top-ups/:id/refunds': { params: { id: it.topUpId }, body: { amount: 1, reason } },
  'GET /staff/visits/:id': { params: { id: it.visitId } },
  'GET /staff/entities/:id': { params: { id: it.entityId } },
  'PUT /staff/entities/:id': {
    params: { id: it.entityId },
    body: {
      ...{ name: '河畔商贸', contactName: null, contactPhone: null, licenceNumber: null },
      ...{ serviceFee: 500, channelFeeBearer: 'platform' },
    },
  },
  'GET /staff/stores/:id': { params: { id: it.storeId } },
  'GET /staff/stores/:id/tariff': { params: { id: it.storeId } },
  'GET /staff/stores/:id/tariff-versions': { params: { id: it.storeId } },
  'GET /staff/stores/:id/tariff-versions/:number': { params: { id: it.storeId, number: '1' } },
  'PUT /staff/stores/:id/tariff-draft': {
    params: { id: it.storeId },
    body: { content: { rules: [], terms: [], promotions: [] }, revision: 0 },
  },
  'POST /staff/stores/:id/tariff-draft/discard': { params: { id: it.storeId }, body: { revision: 1 } },
  'POST /staff/stores/:id/tariff-draft/publish': {
    params: { id: it.storeId },
    body: { revision: 1, note: null, effectiveFrom: null },
  },
  'GET /staff/stores/:id/tariff-replay': { params: { id: it.storeId } },
  'GET /staff/stores/:id/local-days': { params: { id: it.storeId }, query: 'from=2026-11-23' },
  'GET /staff/stores/:id/special-days': { params: { id: it.storeId }, query: 'year=2026' },
  'PUT /staff/stores/:id/special-days': {
    params: { id: it.storeId },
    body: { date: '2026-12-25', type: 'holiday', label: reason },
  },
  'PUT /staff/stores/:id': {
    params: { id: it.storeId },
    body: {
      ...{
        name: '河畔店',
        kind: 'retail',
        entityId: it.entityId,
        regionId: it.regionId,
        city: '杭州',
        address: '江南大道 1 号',
      },
      ...{ position: { longitude: 120.21, latitude: 30.21 }, zone: 'Asia/Shanghai', phone: null, serviceFee: null },
      ...{ facilities: [], hours: plan, attended: null, capacity: null, exitPolicy: 'agent', ageRestricted: false },
      ...{ proximityMetres: null, version: it.storeVersion },
    },
  },
  'POST /staff/stores/:id/state': { params: { id: it.storeId }, body: { state: 'closed', reason } },
  'POST /staff/stores/:id/lockdown': { params: { id: it.storeId }, body: { reason } },
  'DELETE /staff/stores/:id/lockdown': { params: { id: it.storeId }, body: { reason } },
  'POST /staff/stores/:id/offline-codes': { params: { id: it.storeId }, body: { note: reason } },
  'GET /staff/stores/:id/door-code': { params: { id: it.storeId } },
  'POST /staff/stores/:id/door-code': { params: { id: it.storeId } },
  'PUT /staff/stores/:id/agents': { params: { id: it.storeId }, body: { agentIds: [] } },
  ...staffBookingAsks(it),
  ...staffReviewAsks(it),
  'GET /staff/staff/:id': { params: { id: it.manager.id } },
  'POST /staff/coupon-batches/:id/state': { params: { id: it.batchId }, body: { state: 'stopped' } },
  'POST /staff/coupon-batches/:id/grants': { params: { id: it.batchId }, body: { memberId: it.customer.id, reason } },
  'POST /staff/listings': {
    body: {
      ...{ storeId: it.storeId, productId: it.otherProductId, storePrice: null, shelfState: 'on' },
      ...{ stockPolicy: 'strict', lowStockAt: null },
    },
  },
});

/** How to ask each customer route for something of an estate’s customer. */
export const customerAsks = (it: Estate): Partial<Record<RouteKey, Request>> => ({
  'GET /visits/openings/:id': { params: { id: it.openingId } },
  'GET /visits/:id': { params: { id: it.visitId } },
  'POST /visits/:id/exit-requests': { params: { id: it.visitId } },
  'POST /visits/:id/emergency-exits': { params: { id: it.visitId } },
  'POST /visits/:id/exits': { params: { id: it.visitId } },
  'POST /visits/:id/help': { params: { id: it.visitId }, body: { reason: 'door' } },
  'PUT /cart/lines/:id': { params: { id: it.lineId }, body: { quantity: 2 } },
  'GET /orders/:id': { params: { id: it.orderId } },
  'POST /orders/:id/cancel': { params: { id: it.orderId } },
  'POST /orders/:id/payments': { params: { id: it.orderId }, body: { channel: 'wechat', method: 'h5' } },
  'GET /orders/:id/payments/:paymentId': { params: { id: it.orderId, paymentId: it.paymentId } },
  'POST /orders/:id/balance-payment': { params: { id: it.orderId } },
  'GET /me/top-ups/:id': { params: { id: it.topUpId } },
  'POST /me/top-ups/:id/check': { params: { id: it.topUpId } },
  'POST /orders/:id/check': { params: { id: it.orderId } },
  'POST /me/sign-ins/:id/end': { params: { id: it.signInId } },
  'POST /me/messages/:id/read': { params: { id: it.messageId } },
  ...customerBookingAsks(it),
  ...customerMenuAsks(it),
  ...customerReviewAsks(it),
  'POST /orders': { body: { cartId: it.cartId, cartVersion: 1, expectedPayable: 1_000_000 } },
});
