import { on, type Subscription } from './kernel/events.ts';
import { notify } from './modules/messages/index.ts';
import { orderAbnormal } from './modules/orders/index.ts';
import { getStores } from './modules/organisation/index.ts';
import { refundRejected } from './modules/payments/index.ts';
import { caseOpened, doorLeftOpen } from './modules/visits/index.ts';
import { toppedUp } from './modules/wallet/index.ts';

const customer = (id: string) => ({ kind: 'customer' as const, id });

/** MSG-2: what a customer should know who is not looking at the product: late money, balances, doors and open visits. */
export const careNotices: readonly Subscription[] = [
  on(
    orderAbnormal,
    'notices.payment_late',
    (ctx, order, { eventId }) =>
      notify(ctx, {
        to: customer(order.memberId),
        template: 'payment_late',
        variables: { number: order.number },
        link: { kind: 'order', id: order.orderId },
        key: eventId,
      }),
    { when: ({ abnormality }) => abnormality === 'late_payment' },
  ),
  on(toppedUp, 'notices.topped_up', async (ctx, { topUpId, memberId, amount, gift, balance }, { eventId }) => {
    const notice = { to: customer(memberId), link: { kind: 'top_up', id: topUpId }, key: eventId };
    if (gift > 0)
      await notify(ctx, { ...notice, template: 'balance_topped_up_gift', variables: { amount, gift, balance } });
    else await notify(ctx, { ...notice, template: 'balance_topped_up', variables: { amount, balance } });
  }),
  on(
    refundRejected,
    'notices.top_up_refund_failed',
    (ctx, refund, { eventId }) =>
      notify(ctx, {
        to: customer(refund.customerId),
        template: 'top_up_refund_failed',
        variables: { number: refund.orderNumber, amount: refund.amount },
        link: { kind: 'top_up', id: refund.orderId },
        key: eventId,
      }),
    { when: ({ purpose }) => purpose === 'top_up' },
  ),
  on(caseOpened, 'notices.visit_unclear', async (ctx, visit, { eventId }) => {
    const store = (await getStores(ctx, [visit.storeId])).get(visit.storeId)?.name ?? '';
    const link = { kind: 'visit', id: visit.visitId };
    await notify(ctx, {
      to: customer(visit.memberId),
      template: 'visit_unclear',
      variables: { store },
      link,
      key: eventId,
    });
  }),
  on(doorLeftOpen, 'notices.door_left_open', async (ctx, { storeId, visitId, memberId }, { eventId }) => {
    const store = (await getStores(ctx, [storeId])).get(storeId)?.name ?? '';
    const link = visitId === null ? null : { kind: 'visit', id: visitId };
    await notify(ctx, { to: customer(memberId), template: 'door_left_open', variables: { store }, link, key: eventId });
  }),
];
