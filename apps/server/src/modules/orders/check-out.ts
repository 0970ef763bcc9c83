import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId, shortNumber } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { tellStockChanged } from '../inventory/index.ts';
import { getMember } from '../members/index.ts';
import { findOpenVisit } from '../visits/index.ts';
import { type CartRow, getCart } from './cart-store.ts';
import { orderPlaced } from './events.ts';
import { tellCart } from './open-cart.ts';
import { type NewOrder, type Placed, placeOrder, timelineRow } from './order-store.ts';
import { payOrder } from './pay-order.ts';
import { type Quote, type QuotedLine, quoteCart } from './quote-cart.ts';

export interface CheckOutInput {
  cartId: string;
  cartVersion: number;
  /** What the customer saw; a higher total is refused. */
  expectedPayable: number;
}

/** A coupon that another device just used, or a number that was taken, is worth another try; more is a fault. */
const tries = 4;

/**
 * ORD-3: makes the order of a cart and answers its id: order, lines, discounts, coupon, stock, audit and events in the
 * caller's transaction. A second checkout of the same cart answers the first one's order. An order that costs nothing is
 * paid at once. Throws not_found (another member's cart), member_frozen, no_open_visit, cart_expired, cart_empty, cart_changed,
 * not_for_sale, restricted_goods, out_of_stock.
 */
export async function checkOut(ctx: Context, input: CheckOutInput): Promise<string> {
  return (await checkOutOnce(ctx, input)).orderId;
}

/** As `checkOut`, and tells whether the order is new: a new one has neither payments nor refunds to read. */
export async function checkOutOnce(ctx: Context, input: CheckOutInput): Promise<{ orderId: string; fresh: boolean }> {
  const { id: memberId } = requireCustomer(ctx.actor);
  const cart = await getCart(ctx.db, input.cartId, memberId);
  if (cart.state === 'checked_out' && cart.orderId !== null) return { orderId: cart.orderId, fresh: false };
  if (cart.state !== 'open' || cart.expiresAt <= ctx.now) throw new AppError('cart_expired');
  if (cart.version !== input.cartVersion) throw new AppError('cart_changed', { reason: 'version' });
  // VIS-4: whoever was frozen inside leaves the goods with an agent.
  if ((await getMember(ctx, memberId)).state === 'frozen') throw new AppError('member_frozen');
  const visit = await findOpenVisit(ctx, memberId);
  if (visit?.id !== cart.visitId) throw new AppError('no_open_visit');
  for (let round = 1; ; round++) {
    const quote = await quoteCart(ctx, cart, { lookAtStock: false });
    refuseUnsellable(quote, input.expectedPayable);
    const order = newOrder(ctx, cart, quote);
    const placed = await place(ctx, cart, quote, order);
    if (placed.outcome === 'taken' && placed.orderId !== null) return { orderId: placed.orderId, fresh: false };
    if (placed.outcome === 'placed') {
      await announceOrder(ctx, cart, quote, order, placed);
      return { orderId: order.id, fresh: true };
    }
    refusePlacement(placed, quote, round);
  }
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

function refusePlacement(placed: Placed, quote: Quote, round: number): void {
  if (placed.outcome === 'stock') {
    const short = placed.stock?.shortages?.[0];
    const line = quote.lines.find((one) => one.line.listingId === short?.listing);
    throw new AppError('out_of_stock', {
      product: line?.listing?.name ?? '',
      available: Math.max(0, short?.available ?? 0),
    });
  }
  if (placed.outcome === 'changed' || round === tries) throw new AppError('cart_changed', { reason: 'version' });
}

interface PlacedOrder {
  id: string;
  number: string;
  row: NewOrder;
}

function newOrder(ctx: Context, cart: CartRow, { priced, quantity }: Quote): PlacedOrder {
  const id = newId();
  const number = shortNumber('O', ctx.now);
  const row = {
    id,
    number,
    member_id: cart.memberId,
    store_id: cart.storeId,
    entity_id: cart.entityId,
    visit_id: cart.visitId,
    cart_id: cart.id,
    state: 'pending_payment',
    fulfilment: 'received',
    gross: priced.gross,
    discount: priced.discount,
    payable: priced.payable,
    store_discount: priced.borne.store,
    platform_discount: priced.borne.platform,
    paid: 0,
    refunded: 0,
    refunding: 0,
    quantity,
    coupon_id: priced.coupon?.coupon.id ?? null,
    created_at: ctx.now.toISOString(),
    closes_at: new Date(ctx.now.getTime() + ctx.kernel.config.orderMinutes * 60_000).toISOString(),
  };
  return { id, number, row };
}

function place(ctx: Context, cart: CartRow, quote: Quote, order: PlacedOrder): Promise<Placed> {
  const detail = { number: order.number, payable: quote.priced.payable, discount: quote.priced.discount };
  return placeOrder(
    ctx.tx,
    {
      order: order.row,
      lines: quote.lines.map((line, position) => newLine(order.id, line, position)),
      timeline: [timelineRow(order.id, ctx.actor, ctx.now, { name: 'order.placed', detail })],
      cartVersion: cart.version,
      actor: { kind: 'customer', id: cart.memberId },
    },
    ctx.now,
  );
}

function newLine(orderId: string, { line, listing, priced }: QuotedLine, position: number): object {
  return {
    id: newId(),
    order_id: orderId,
    position,
    listing_id: line.listingId,
    product_id: listing?.productId,
    name: listing?.name,
    spec: listing?.spec,
    image: listing?.image,
    barcode: listing?.barcode,
    stock_policy: listing?.stockPolicy,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    gross: priced.gross,
    discount: priced.discount,
    payable: priced.payable,
    refunded: 0,
    discounts: priced.discounts,
  };
}

async function announceOrder(
  ctx: Context,
  cart: CartRow,
  { priced }: Quote,
  order: PlacedOrder,
  placed: Placed,
): Promise<void> {
  const { memberId, storeId, visitId } = cart;
  await audit(ctx, {
    action: 'orders.place',
    object: { kind: 'order', id: order.id },
    after: { number: order.number, payable: priced.payable, couponId: priced.coupon?.coupon.id ?? null },
  });
  await emit(ctx, orderPlaced, {
    orderId: order.id,
    number: order.number,
    memberId,
    storeId,
    visitId,
    payable: priced.payable,
    at: ctx.now.toISOString(),
  });
  await tellStockChanged(
    ctx,
    storeId,
    (placed.stock?.lines ?? []).map((line) => line.listing),
  );
  tellCart(ctx, cart, 'checked_out');
  const state = 'pending_payment';
  news(ctx, `me:${memberId}`, 'order.changed', { id: order.id, orderId: order.id, visitId, state });
  news(ctx, `store:${storeId}`, 'order.changed', { id: order.id, orderId: order.id, storeId, visitId, state });
  if (priced.payable === 0) await payOrder(ctx, order.id, null);
}
