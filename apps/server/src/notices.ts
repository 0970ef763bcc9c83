import { localParts } from './kernel/calendar.ts';
import type { Context } from './kernel/context.ts';
import { on, type Subscription } from './kernel/events.ts';
import { getListings, priceReviewDecided, priceReviewRequested } from './modules/catalog/index.ts';
import { connectivityChanged } from './modules/devices/index.ts';
import { platformHolders } from './modules/identity/index.ts';
import { lowStock } from './modules/inventory/index.ts';
import { couponGranted } from './modules/marketing/index.ts';
import { notify } from './modules/messages/index.ts';
import { orderAbnormal, orderClosed, orderPaid, orderRefunded } from './modules/orders/index.ts';
import { agentsOfStore, getStores } from './modules/organisation/index.ts';
import { refundRejected } from './modules/payments/index.ts';
import { exitRequested, helpRequested, openingSettled, visitEnded } from './modules/visits/index.ts';

/** A coupon holds in many stores: its last day is told by the wall clock of headquarters. */
const HEADQUARTERS_ZONE = 'Asia/Shanghai';

const customer = (id: string) => ({ kind: 'customer' as const, id });

async function storeName(ctx: Context, storeId: string): Promise<string> {
  return (await getStores(ctx, [storeId])).get(storeId)?.name ?? '';
}

async function tellAgents(
  ctx: Context,
  storeId: string,
  template: 'help_requested' | 'exit_requested',
  visitId: string,
  key: string,
): Promise<void> {
  const store = await storeName(ctx, storeId);
  for (const id of await agentsOfStore(ctx, storeId)) {
    await notify(ctx, {
      to: { kind: 'staff', id },
      template,
      variables: { store },
      link: { kind: 'visit', id: visitId },
      key,
    });
  }
}

/** CAT-4: the words that a notice of a price needs. */
async function priceWords(ctx: Context, review: { storeId: string; listingId: string; price: number }) {
  const listing = (await getListings(ctx, [review.listingId])).get(review.listingId);
  return { store: await storeName(ctx, review.storeId), product: listing?.name ?? '', price: review.price };
}

/** MSG-2: which event tells whom. Texts and channels are the templates'. */
export const notices: readonly Subscription[] = [
  on(couponGranted, 'notices.coupon_granted', (ctx, coupon, { eventId }) =>
    notify(ctx, {
      to: customer(coupon.memberId),
      template: 'coupon_granted',
      variables: {
        name: coupon.name,
        amount: coupon.amount,
        until: localParts(new Date(coupon.expiresAt), HEADQUARTERS_ZONE).date,
      },
      link: { kind: 'coupon', id: coupon.couponId },
      key: eventId,
    }),
  ),
  on(orderPaid, 'notices.order_paid', async (ctx, order, { eventId }) =>
    notify(ctx, {
      to: customer(order.memberId),
      template: 'order_paid',
      variables: { store: await storeName(ctx, order.storeId), number: order.number, amount: order.paid },
      link: { kind: 'order', id: order.orderId },
      key: eventId,
    }),
  ),
  on(
    orderClosed,
    'notices.order_closed',
    (ctx, order, { eventId }) =>
      notify(ctx, {
        to: customer(order.memberId),
        template: 'order_closed',
        variables: { number: order.number },
        link: { kind: 'order', id: order.orderId },
        key: eventId,
      }),
    // Who gave the order up knows it.
    { when: ({ cause }) => cause === 'timeout' },
  ),
  on(orderRefunded, 'notices.order_refunded', (ctx, order, { eventId }) =>
    notify(ctx, {
      to: customer(order.memberId),
      template: 'refund_succeeded',
      variables: { number: order.number, amount: order.amount },
      link: { kind: 'order', id: order.orderId },
      key: eventId,
    }),
  ),
  on(orderAbnormal, 'notices.payment_failed', async (ctx, order, { eventId }) => {
    if (order.abnormality !== 'payment_failed') return;
    await notify(ctx, {
      to: customer(order.memberId),
      template: 'payment_failed',
      variables: { number: order.number },
      link: { kind: 'order', id: order.orderId },
      key: eventId,
    });
  }),
  on(refundRejected, 'notices.refund_failed', async (ctx, refund, { eventId }) => {
    if (refund.purpose !== 'order') return;
    await notify(ctx, {
      to: customer(refund.customerId),
      template: 'refund_failed',
      variables: { number: refund.orderNumber, amount: refund.amount },
      link: { kind: 'order', id: refund.orderId },
      key: eventId,
    });
  }),
  on(visitEnded, 'notices.visit_ended', async (ctx, visit, { eventId }) =>
    notify(ctx, {
      to: customer(visit.memberId),
      template: 'visit_ended',
      variables: { store: await storeName(ctx, visit.storeId) },
      link: { kind: 'visit', id: visit.visitId },
      key: eventId,
    }),
  ),
  on(
    openingSettled,
    'notices.exit_granted',
    async (ctx, opening, { eventId }) => {
      if (opening.memberId === null) return;
      await notify(ctx, {
        to: customer(opening.memberId),
        template: 'exit_granted',
        variables: { store: await storeName(ctx, opening.storeId) },
        key: eventId,
      });
    },
    { when: ({ purpose, state }) => purpose === 'exit_granted' && state === 'opened' },
  ),
  on(helpRequested, 'notices.help_requested', (ctx, visit, { eventId }) =>
    tellAgents(ctx, visit.storeId, 'help_requested', visit.visitId, eventId),
  ),
  on(exitRequested, 'notices.exit_requested', (ctx, visit, { eventId }) =>
    tellAgents(ctx, visit.storeId, 'exit_requested', visit.visitId, eventId),
  ),
  on(connectivityChanged, 'notices.device_offline', async (ctx, device, { eventId }) => {
    if (device.online || device.storeId === null) return;
    const variables = { store: await storeName(ctx, device.storeId), device: device.name };
    for (const id of await agentsOfStore(ctx, device.storeId)) {
      await notify(ctx, {
        to: { kind: 'staff', id },
        template: 'device_offline',
        variables,
        link: { kind: 'device', id: device.deviceId },
        key: eventId,
      });
    }
  }),
  on(lowStock, 'notices.stock_low', async (ctx, stock, { eventId }) => {
    const store = await storeName(ctx, stock.storeId);
    const listing = (await getListings(ctx, [stock.listingId])).get(stock.listingId);
    for (const id of await agentsOfStore(ctx, stock.storeId)) {
      await notify(ctx, {
        to: { kind: 'staff', id },
        template: 'stock_low',
        variables: { store, product: listing?.name ?? '', available: stock.available },
        link: { kind: 'listing', id: stock.listingId },
        key: eventId,
      });
    }
  }),
  on(priceReviewRequested, 'notices.price_requested', async (ctx, review, { eventId }) => {
    const variables = await priceWords(ctx, review);
    const link = { kind: 'price_review', id: review.reviewId };
    for (const id of await platformHolders(ctx, 'products:edit'))
      await notify(ctx, { to: { kind: 'staff', id }, template: 'price_requested', variables, link, key: eventId });
  }),
  on(priceReviewDecided, 'notices.price_decided', async (ctx, review, { eventId }) => {
    const words = await priceWords(ctx, review);
    const notice = {
      to: { kind: 'staff' as const, id: review.requestedBy },
      link: { kind: 'price_review', id: review.reviewId },
      key: eventId,
    };
    if (review.state === 'rejected') {
      const variables = { ...words, reason: review.reason ?? '' };
      await notify(ctx, { ...notice, template: 'price_rejected', variables });
    } else {
      const template = review.state === 'approved' ? ('price_approved' as const) : ('price_superseded' as const);
      await notify(ctx, { ...notice, template, variables: words });
    }
  }),
];
