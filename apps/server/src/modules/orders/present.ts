import type { RefundShare } from '@latchkey/pricing';
import type { Actor } from '../../kernel/actor.ts';
import { utcOffset } from '../../kernel/calendar.ts';
import type { AnswerOf } from '../../kernel/http.ts';
import type { RefundView } from '../payments/index.ts';
import type { QuotedCart } from './open-cart.ts';
import type { OrderLineRow, OrderRow, TimelineRow, WholeOrder } from './order-store.ts';
import type { QuotedLine } from './quote-cart.ts';
import type { RefundRow } from './refund-store.ts';
import { summarise } from './rules.ts';

export type CartView = NonNullable<AnswerOf<'GET /cart'>['cart']>;
export type OrderView = AnswerOf<'GET /orders'>['items'][number];
export type OrderDetail = AnswerOf<'GET /orders/:id'>;

/** A cart as the customer's device shows it. */
export function presentCart({ cart, quote }: QuotedCart): CartView {
  const { priced } = quote;
  return {
    id: cart.id,
    visitId: cart.visitId,
    storeId: cart.storeId,
    state: cart.state,
    version: cart.version,
    lines: quote.lines.map(presentCartLine),
    quantity: quote.quantity,
    gross: priced.gross,
    discount: priced.discount,
    payable: priced.payable,
    discounts: priced.discounts,
    coupon: priced.coupon && {
      id: priced.coupon.coupon.id,
      name: priced.coupon.coupon.name,
      chosen: priced.coupon.chosen,
    },
    coupons: priced.offers.slice(0, 50).map(({ coupon, value, obstacle }) => ({
      id: coupon.id,
      name: coupon.name,
      value,
      usable: obstacle === null,
      reason: obstacle,
      expiresAt: new Date(coupon.expiresAt).toISOString(),
    })),
    expiresAt: cart.expiresAt.toISOString(),
  };
}

function presentCartLine({ line, listing, problem, priced }: QuotedLine): CartView['lines'][number] {
  return {
    id: line.id,
    listingId: line.listingId,
    name: listing?.name ?? '',
    spec: listing?.spec ?? null,
    image: listing?.image ?? null,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    originalUnitPrice: line.originalUnitPrice,
    gross: priced.gross,
    discount: priced.discount,
    payable: priced.payable,
    problem,
  };
}

/** What an order shows of its store. */
export interface OrderStore {
  name: string;
  zone: string;
}

/** An order as lists show it. */
export function presentOrder(order: OrderRow, lines: readonly OrderLineRow[], store: OrderStore): OrderView {
  const images = lines.map((line) => line.image).filter((image) => image !== null);
  return {
    id: order.id,
    number: order.number,
    store: { id: order.storeId, name: store.name, utcOffset: utcOffset(order.createdAt, store.zone) },
    visitId: order.visitId,
    state: order.state,
    fulfilment: order.fulfilment,
    abnormality: order.abnormality,
    gross: order.gross,
    discount: order.discount,
    payable: order.payable,
    paid: order.paid,
    refunded: order.refunded,
    quantity: order.quantity,
    summary: summarise(lines),
    images: [...new Set(images)].slice(0, 4),
    createdAt: order.createdAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    completedAt: order.completedAt?.toISOString() ?? null,
    closesAt: order.state === 'pending_payment' ? order.closesAt.toISOString() : null,
  };
}

/** A new order has neither payments nor refunds. */
export function presentNewOrder(order: WholeOrder, store: OrderStore | undefined, reader: Actor): OrderDetail {
  return {
    ...presentOrder(order, order.lines, store ?? { name: '', zone: 'UTC' }),
    lines: order.lines.map(presentLine),
    payments: [],
    refunds: [],
    timeline: presentTimeline(order.timeline, reader),
  };
}

export function presentLine(line: OrderLineRow): OrderDetail['lines'][number] {
  const { orderId: _order, position: _position, stockPolicy: _policy, ...shown } = line;
  return shown;
}

/** A customer whose refund was rejected reads that it is in hand: the money stays promised, and staff see to it. */
export function presentRefund(
  view: RefundView,
  own: RefundRow | undefined,
  shares: readonly RefundShare[],
  reader: Actor,
): OrderDetail['refunds'][number] {
  const hidden = reader.kind === 'customer' && view.state === 'failed';
  return {
    ...view,
    reason: own?.reason ?? view.reason,
    state: hidden ? 'processing' : view.state,
    code: reader.kind === 'customer' ? null : view.code,
    settledAt: hidden ? null : view.settledAt,
    purpose: own?.purpose ?? 'sale',
    goods: own?.goods ?? 'kept',
    lines: shares.map(({ lineId, quantity, amount }) => ({ lineId, quantity, amount })),
  };
}

/** Names of staff are for staff; a customer reads only that somebody of the house acted. */
export function presentTimeline(entries: readonly TimelineRow[], reader: Actor): OrderDetail['timeline'] {
  return entries.map(({ at, name, actor, actorName, detail }) => ({
    at: at.toISOString(),
    name,
    actor,
    actorName: reader.kind === 'customer' ? null : actorName,
    detail,
  }));
}
