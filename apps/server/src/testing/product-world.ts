// A shop with one of everything, made over the real routes: what others may try to reach.
import type { RouteKey } from '@latchkey/contract';
import type { AnswerOf } from '../kernel/http.ts';
import { openCase } from '../modules/visits/follow-cases.ts';
import { lockVisit } from '../modules/visits/store.ts';
import { menuItemBody } from './asks-menu.ts';
import { reviewStay, stayFor } from './asks-reviews.ts';
import { plan, topUp } from './balances.ts';
import { freshBarcode } from './chain.ts';
import type { Person, Request, Shop, TestProduct } from './product.ts';

type Staff = Awaited<ReturnType<TestProduct['staff']>>;

async function ok<K extends RouteKey>(
  person: { call: Person['call'] },
  key: K,
  request?: Request,
): Promise<AnswerOf<K>> {
  const answer = await person.call(key, request);
  if (answer.status !== 200) throw new Error(`${key}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Of what the world must hold by now. */
function idOf(thing: { id: string } | null | undefined): string {
  if (!thing) throw new Error('the world lacks something that it was made with');
  return thing.id;
}

/** A product with pieces on the shop's shelf. Price in fen. */
export async function stockShop(admin: Staff, shop: Shop, price = 500) {
  const barcode = freshBarcode();
  const product = await ok(admin, 'POST /staff/products', {
    body: {
      ...{
        name: '青柠气泡水',
        brand: null,
        spec: '480ml',
        unit: '瓶',
        barcodes: [barcode],
        categoryId: null,
        tags: [],
      },
      ...{ introduction: null, images: [], guidePrice: price, salePrice: price, discountPrice: null, cost: 280 },
      ...{ taxClass: null, shelfLifeDays: 360, ageRestricted: false, restriction: 'none', priceRule: 'limits' },
    },
  });
  const shelf = { storePrice: null, shelfState: 'on', stockPolicy: 'strict', lowStockAt: null };
  const listing = await ok(admin, 'POST /staff/listings', {
    body: { storeId: shop.storeId, productId: product.id, ...shelf },
  });
  const lines = [{ listingId: listing.id, quantity: 100, unitCost: 280 }];
  await ok(admin, 'POST /staff/stock/movements', {
    body: { storeId: shop.storeId, kind: 'receive', reason: '首批到货', lines },
  });
  return { barcode, productId: product.id, listingId: listing.id };
}

/** The person opens the shop's door and walks in; answers opening and visit. */
export async function walkIn(product: TestProduct, person: Person, shop: Shop) {
  const opening = await ok(person, 'POST /visits/openings', { body: { storeId: shop.storeId } });
  await product.passDoor(shop);
  const { visit } = await ok(person, 'GET /visits/current');
  return { openingId: opening.id, visitId: idOf(visit) };
}

/** Scans, checks out, begins to pay, and has the channel tell that it was paid. */
export async function buy(product: TestProduct, person: Person, barcode: string, quantity = 1) {
  const { cart } = await ok(person, 'POST /cart/scans', { body: { barcode, quantity } });
  const checkOut = { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable };
  const order = await ok(person, 'POST /orders', { body: checkOut });
  const payment = await ok(person, 'POST /orders/:id/payments', {
    params: { id: order.id },
    body: { channel: 'wechat', method: 'h5' },
  });
  const notice = await product.notifyPaid(payment.id, order.payable);
  if (notice.status !== 200) throw new Error(`the notice was refused: ${notice.text}`);
  return {
    cartId: cart.id,
    lineId: idOf(cart.lines[0]),
    orderId: order.id,
    paymentId: payment.id,
    payable: order.payable,
  };
}

/** A price that a store may not set by itself. */
const dearer = (listing: { price: number; version: number } | undefined) => ({
  ...{ storePrice: (listing?.price ?? 0) * 2, shelfState: 'on', stockPolicy: 'strict', lowStockAt: 3 },
  version: listing?.version ?? 0,
});

/** A shop in which one customer has bought and is still inside, with every kind of thing that staff or customers see. */
export async function makeEstate(product: TestProduct, admin: Staff) {
  const shop = await product.shop();
  const goods = await stockShop(admin, shop);
  const { productId: otherProductId } = await stockShop(admin, await product.shop());
  const customer = await product.customer();
  const { storeId } = shop;
  const region = await ok(admin, 'POST /staff/regions', {
    body: { name: `滨江 ${storeId.slice(-6)}`, parentId: null },
  });
  const batch = await ok(admin, 'POST /staff/coupon-batches', { body: couponBatch(product, [storeId]) });
  await ok(admin, 'POST /staff/coupon-batches/:id/state', { params: { id: batch.id }, body: { state: 'running' } });
  const grant = { memberId: customer.id, reason: '测试' };
  await ok(admin, 'POST /staff/coupon-batches/:id/grants', { params: { id: batch.id }, body: grant });
  await product.drain();
  const [coupon] = (await ok(customer, 'GET /me/coupons')).items;
  const visit = await walkIn(product, customer, shop);
  const bought = await buy(product, customer, goods.barcode, 2);
  await plan(product, admin, shop);
  const { id: topUpId } = await topUp(product, customer, 10_000);
  await ok(customer, 'POST /visits/:id/help', { params: { id: visit.visitId }, body: { reason: 'door' } });
  await product.drain();
  const [alert] = (await ok(admin, 'GET /staff/alerts', { query: `storeId=${storeId}&open=true` })).items;
  const action = { params: { id: storeId }, body: { kind: 'lock_door', note: '测试' } };
  const service = await ok(admin, 'POST /staff/desk/stores/:id/actions', action);
  await product.asSystem(async (ctx) => openCase(ctx, await lockVisit(ctx.tx, visit.visitId), 'lost_contact'));
  await product.drain();
  const [open] = (await ok(admin, 'GET /staff/cases', { query: `storeId=${storeId}` })).items;
  const [message] = (await ok(customer, 'GET /me/messages')).items;
  const [journal] = (await ok(admin, 'GET /staff/ledger/journals', { query: `storeId=${storeId}` })).items;
  const store = await placeInRegion(admin, storeId, region.id);
  const [signIn] = (await ok(customer, 'GET /me/sign-ins')).items;
  const manager = await product.staff('store_manager', { kind: 'stores', ids: [storeId] });
  const { items: listings } = await ok(manager, 'GET /staff/listings', { query: `storeId=${storeId}` });
  const listing = listings.find((item) => item.id === goods.listingId);
  await ok(manager, 'PUT /staff/listings/:id', { params: { id: goods.listingId }, body: dearer(listing) });
  const [review] = (await ok(manager, 'GET /staff/price-reviews')).items;
  const room = await ok(admin, 'POST /staff/rooms', { body: { ...roomBody, storeId } });
  const menuItem = await ok(admin, 'POST /staff/menu-items', { body: { ...menuItemBody, storeId } });
  const watched = await hangCamera(admin, storeId);
  await priceRooms(manager, storeId);
  const booked = await holdAnHour(product, customer, room.id, menuItem.id);
  const permit = await ok(manager, 'POST /staff/permits', { body: permitBody(product, storeId, room.id) });
  return {
    ...{ shop, storeId, customer, manager, ...goods, ...visit, ...bought },
    roomId: room.id,
    permitId: permit.id,
    ...(await reviewedStay(product, admin, customer, storeId)),
    menuItemId: menuItem.id,
    ...booked,
    entityId: store.entity.id,
    storeVersion: store.version,
    otherProductId,
    regionId: region.id,
    batchId: batch.id,
    couponId: idOf(coupon),
    topUpId: topUpId,
    alertId: idOf(alert),
    serviceId: service.id,
    caseId: idOf(open),
    messageId: idOf(message),
    signInId: idOf(signIn),
    journalId: idOf(journal),
    priceReviewId: idOf(review),
    deviceId: shop.door.deviceId,
    ...watched,
  };
}
export type Estate = Awaited<ReturnType<typeof makeEstate>>;

/** A camera with a stream that nobody serves. */
async function hangCamera(admin: Staff, storeId: string) {
  const details = { kind: 'camera', name: '门口摄像头', model: null, ipAddress: null, storeId };
  const { device } = await ok(admin, 'POST /staff/devices', { body: details });
  const where = { zone: 'entrance', host: '127.0.0.1', port: 1, path: '/live', username: 'latchkey', password: 'pass' };
  const params = { id: device.id };
  await ok(admin, 'PUT /staff/cameras/:id/stream', { params, body: { ...where, version: 0 } });
  // Nobody serves pictures here: the view is written down all the same.
  await admin.call('POST /staff/cameras/:id/views', { params, body: { offer: 'v=0 '.repeat(9), purpose: 'check' } });
  const [view] = (await ok(admin, 'GET /staff/views', { query: `cameraId=${device.id}` })).items;
  return { cameraId: device.id, viewId: idOf(view) };
}

/** One published version of prices, and a draft of the next. */
async function priceRooms(manager: Staff, storeId: string) {
  const params = { id: storeId };
  const empty = { roomIds: [], roomKindIds: [], weekdays: [], dayTypes: [], memberLevels: [] };
  const scope = { ...empty, dateFrom: null, dateTo: null, fromMinute: 0, toMinute: 1440 };
  const price = { mode: 'segmented', unitMinutes: 30, unitPrice: 2_900 };
  const rules = [{ id: 'all-day', label: '全天', priority: 0, scope, price }];
  const content = { rules, terms: [], promotions: [] };
  const body = { content, revision: 0 };
  await ok(manager, 'PUT /staff/stores/:id/tariff-draft', { params, body });
  const publication = { revision: 1, note: null, effectiveFrom: null };
  await ok(manager, 'POST /staff/stores/:id/tariff-draft/publish', { params, body: publication });
  await ok(manager, 'PUT /staff/stores/:id/tariff-draft', { params, body });
}

/** An hour of the room with a tea, held by the customer. */
async function holdAnHour(product: TestProduct, customer: Person, roomId: string, itemId: string) {
  const hour = 3_600_000;
  const from = (Math.floor(product.clock.now().getTime() / hour) + 2) * hour;
  const range = { from: new Date(from).toISOString(), to: new Date(from + hour).toISOString() };
  const addOns = [{ itemId, quantity: 1, choiceIds: ['hot'] }];
  const body = { roomId, ...range, people: 2, mode: 'segmented', addOns, expectedTotal: 9_600 };
  const booking = await ok(customer, 'POST /bookings', { body });
  const [charge, order] = [idOf(booking.charges[0]), idOf(booking.menuOrders[0])];
  return { bookingId: booking.id, chargeId: charge, menuOrderId: order };
}

/** A room as staff add it. */
export const roomBody = {
  ...{ name: '竹韵', kind: 'tea', style: '中式', capacity: 6, description: null, facilities: ['茶具'], sort: 1 },
  ...{ bufferMinutes: 15, state: 'open' },
};

/** A stay in another room, over and reviewed by the customer. */
async function reviewedStay(product: TestProduct, admin: Staff, customer: Person, storeId: string) {
  const room = await ok(admin, 'POST /staff/rooms', { body: { ...roomBody, name: '松月', storeId } });
  const stay = { roomId: room.id, mode: 'segmented' as const, total: 5_800 };
  const stayId = await stayFor(product, customer, admin, stay);
  const { items } = await ok(admin, 'GET /staff/cleaning-tasks', { query: `storeId=${storeId}` });
  return { stayId, cleaningTaskId: idOf(items[0]), reviewId: await reviewStay(customer, stayId) };
}

const kept = [
  ...(['name', 'kind', 'city', 'address', 'position', 'zone', 'phone', 'serviceFee', 'facilities', 'hours'] as const),
  ...(['attended', 'capacity', 'exitPolicy', 'ageRestricted', 'proximityMetres'] as const),
];
/** Puts the store into a region, as staff would; answers the store. */
async function placeInRegion(admin: Staff, storeId: string, regionId: string) {
  const params = { id: storeId };
  const store = await ok(admin, 'GET /staff/stores/:id', { params });
  const same = Object.fromEntries(kept.map((name) => [name, store[name]]));
  const body = { ...same, kind: 'both', entityId: store.entity.id, regionId, version: store.version };
  return ok(admin, 'PUT /staff/stores/:id', { params, body });
}

function couponBatch(product: TestProduct, storeIds: string[]) {
  const now = product.clock.now().getTime();
  return {
    ...{
      name: '满减券',
      kind: 'threshold',
      redPacket: false,
      amount: 100,
      threshold: 10_000,
      quantity: 50,
      perMember: 5,
    },
    validFrom: new Date(now - 1000).toISOString(),
    validTo: new Date(now + 86_400_000).toISOString(),
    ...{ validDays: null, storeIds, stackable: false, bearer: 'store', rule: 'manual' },
  };
}

/** A permit for a room from now on, for an hour. */
const permitBody = (product: TestProduct, storeId: string, roomId: string) => {
  const now = product.clock.now().getTime();
  const range = { from: new Date(now).toISOString(), to: new Date(now + 3_600_000).toISOString() };
  return { storeId, label: '保洁', reason: '测试', roomIds: [roomId], ...range };
};
