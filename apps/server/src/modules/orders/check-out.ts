import type { PricingCoupon } from '@latchkey/pricing';
import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { TryAgain } from '../../kernel/db.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { getListings, type ListingFacts } from '../catalog/index.ts';
import { tellStockTaken } from '../inventory/index.ts';
import { getStores } from '../organisation/index.ts';
import { findOpenVisit, type VisitFacts } from '../visits/index.ts';
import { type CartLineRow, type CartRow, findCart, ofCart } from './cart-store.ts';
import { orderPlaced } from './events.ts';
import { tellCart } from './open-cart.ts';
import { type OrderLineRow, placeOrder, type Refusal, type WholeOrder } from './order-store.ts';
import { payOrder } from './pay-order.ts';
import { type OrderDetail, type OrderStore, presentNewOrder } from './present.ts';
import { cartContents, type Quote, type QuotedLine, quoteContents } from './quote-cart.ts';

export interface CheckOutInput {
  cartId: string;
  cartVersion: number;
  /** What the customer saw; a higher total is refused. */
  expectedPayable: number;
}

/**
 * ORD-3: makes the order of a cart and answers its id: order, lines, discounts, coupon, stock, audit and events in the
 * caller's transaction. A second checkout of the same cart answers the first one's order. An order that costs nothing is
 * paid at once. Who was frozen inside may pay for what is in hand, and leave (VIS-19). Throws not_found (another member's
 * cart), no_open_visit, cart_expired, cart_empty, cart_changed, not_for_sale, restricted_goods, out_of_stock.
 */
export async function checkOut(ctx: Context, input: CheckOutInput): Promise<string> {
  const { orderId } = await checkOutOnce(ctx, input);
  return orderId;
}

/** What a checkout looks at before it writes. */
export interface CheckOutFacts {
  cart: CartRow;
  visit: VisitFacts | null;
  contents: { rows: CartLineRow[]; coupons: PricingCoupon[] };
  listings: Map<string, ListingFacts>;
  stores: Map<string, OrderStore>;
}

/** Reads all of it at once, by the cart alone: whose it is, the verb checks. Null when there is no such cart. */
export async function readForCheckOut(ctx: ReadContext, cartId: string): Promise<CheckOutFacts | null> {
  const { memberId, listingIds, storeIds } = ofCart(cartId);
  const [cart, visit, contents, listings, stores] = await Promise.all([
    findCart(ctx.db, cartId),
    findOpenVisit(ctx, memberId),
    cartContents(ctx, cartId, memberId),
    getListings(ctx, listingIds),
    getStores(ctx, storeIds),
  ]);
  return cart && { cart, visit, contents, listings, stores };
}

/**
 * As `checkOut`; a new order comes with all there is to show of it, an earlier one is to be read. `found` is what was read
 * for this very try. The write leaves with the commit: what it refuses fails the transaction, and what has changed since it
 * was read (cart, coupon) has the transaction tried again.
 */
export async function checkOutOnce(
  ctx: Context,
  input: CheckOutInput,
  found: CheckOutFacts | null = null,
): Promise<{ orderId: string; order: OrderDetail | null }> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const facts = found ?? (await readForCheckOut(ctx, input.cartId));
  if (facts?.cart.memberId !== memberId) throw new AppError('not_found');
  const { cart, visit, contents, listings, stores } = facts;
  if (cart.state === 'checked_out' && cart.orderId !== null) return { orderId: cart.orderId, order: null };
  if (cart.state !== 'open' || cart.expiresAt <= ctx.now) throw new AppError('cart_expired');
  if (cart.version !== input.cartVersion) throw new AppError('cart_changed', { reason: 'version' });
  if (visit?.id !== cart.visitId) throw new AppError('no_open_visit');
  // The stock is not looked at: it is taken.
  const quote = await quoteContents(ctx, cart, contents, { listings, stock: null });
  refuseUnsellable(quote, input.expectedPayable);
  const order = newOrder(ctx, cart, quote);
  placeOrder(ctx.tx, order, cart.version, ctx.now, (refusal) => refused(refusal, quote));
  await announceOrder(ctx, cart, quote, order);
  // An order that costs nothing has gone on already.
  const shown = order.payable === 0 ? null : presentNewOrder(order, stores.get(cart.storeId), ctx.actor);
  return { orderId: order.id, order: shown };
}

function refuseUnsellable({ lines, priced }: Quote, expectedPayable: number): void {
  if (lines.length === 0) throw new AppError('cart_empty');
  for (const { problem, listing } of lines) {
    const product = listing?.name ?? '';
    if (problem === 'not_for_sale') throw new AppError('not_for_sale', { product });
    if (problem === 'age_restricted') throw new AppError('restricted_goods', { product });
  }
  if (priced.payable > expectedPayable) {
    throw new AppError('cart_changed', { reason: 'price', expected: expectedPayable, payable: priced.payable });
  }
}

function refused(refusal: Refusal, quote: Quote): Error {
  if (refusal.kind === 'changed') return new TryAgain(new AppError('cart_changed', { reason: 'version' }));
  const line = quote.lines.find((one) => one.line.listingId === refusal.listingId);
  return new AppError('out_of_stock', {
    product: line?.listing?.name ?? '',
    available: Math.max(0, refusal.available),
  });
}

function newOrder(ctx: Context, cart: CartRow, { lines, priced, quantity }: Quote): WholeOrder {
  const id = newId();
  const number = shortNumber('O', ctx.now);
  const detail = { number, payable: priced.payable, discount: priced.discount };
  return {
    id,
    number,
    memberId: cart.memberId,
    storeId: cart.storeId,
    entityId: cart.entityId,
    visitId: cart.visitId,
    cartId: cart.id,
    state: 'pending_payment',
    fulfilment: 'received',
    abnormality: null,
    gross: priced.gross,
    discount: priced.discount,
    payable: priced.payable,
    storeDiscount: priced.borne.store,
    platformDiscount: priced.borne.platform,
    paid: 0,
    refunded: 0,
    refunding: 0,
    quantity,
    couponId: priced.coupon?.coupon.id ?? null,
    paymentId: null,
    channel: null,
    createdAt: ctx.now,
    closesAt: new Date(ctx.now.getTime() + ctx.kernel.config.orderMinutes * 60_000),
    paidAt: null,
    leftAt: null,
    completedAt: null,
    closedAt: null,
    closeCause: null,
    lines: lines.map((line, position) => newLine(id, line, position)),
    timeline: [{ at: ctx.now, name: 'order.placed', actor: 'customer', actorName: null, detail }],
  };
}

function newLine(orderId: string, { line, listing, priced }: QuotedLine, position: number): OrderLineRow {
  if (!listing) throw new AppError('not_for_sale', { product: '' });
  return {
    id: newId(),
    orderId,
    position,
    listingId: line.listingId,
    productId: listing.productId,
    name: listing.name,
    spec: listing.spec,
    image: listing.image,
    barcode: listing.barcode,
    stockPolicy: listing.stockPolicy,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    gross: priced.gross,
    discount: priced.discount,
    payable: priced.payable,
    refunded: 0,
    refundedQuantity: 0,
    discounts: priced.discounts,
  };
}

async function announceOrder(ctx: Context, cart: CartRow, { lines }: Quote, order: WholeOrder): Promise<void> {
  const { memberId, storeId, visitId } = cart;
  await audit(ctx, {
    action: 'orders.place',
    object: { kind: 'order', id: order.id },
    after: { number: order.number, payable: order.payable, couponId: order.couponId },
  });
  await emit(ctx, orderPlaced, {
    orderId: order.id,
    number: order.number,
    memberId,
    storeId,
    visitId,
    payable: order.payable,
    at: ctx.now.toISOString(),
  });
  const thresholds = new Map(lines.map(({ line, listing }) => [line.listingId, listing?.lowStockAt ?? null]));
  tellStockTaken(ctx, storeId, thresholds);
  tellCart(ctx, cart, 'checked_out');
  const state = 'pending_payment';
  news(ctx, `me:${memberId}`, 'order.changed', { id: order.id, orderId: order.id, visitId, state });
  news(ctx, `store:${storeId}`, 'order.changed', { id: order.id, orderId: order.id, storeId, visitId, state });
  if (order.payable === 0) await payOrder(ctx, order.id, null);
}
