import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { dueCartVisits } from './cart-store.ts';
import { closeOverdueOrder } from './close-order.ts';
import { expireCartOfVisit } from './leave-store.ts';
import { abnormalOrders, dueOrderIds } from './order-store.ts';
import { askAboutOrder } from './request-payment.ts';
import { askAgainAfter } from './rules.ts';

const batch = 50;
const actor = systemActor('orders.time-outs');
const asker = systemActor('orders.channel');

/** Each due thing in its own transaction, so that one that fails does not keep the others waiting. */
async function each<T>(runtime: Runtime, due: readonly T[], work: (one: T) => Promise<unknown>): Promise<boolean> {
  let done = 0;
  for (const one of due) {
    try {
      await work(one);
      done += 1;
    } catch (error) {
      runtime.log.error({ err: error, due: one }, 'periodic work on an order failed; it is tried again');
    }
  }
  return due.length === batch && done > 0;
}

/** ORD-5: orders that nobody paid in time. */
export const closeUnpaidOrders: Sweep = {
  name: 'orders.close-unpaid',
  everyMs: 5_000,
  async run(runtime) {
    const { db, now } = runtime.read(actor);
    const due = await dueOrderIds(db, now, batch);
    return each(runtime, due, ({ id }) => runtime.transaction(actor, (ctx) => closeOverdueOrder(ctx, { orderId: id })));
  },
};

/** How long the channel is asked about an order that stays abnormal. */
const ASK_FOR_MS = 3 * 86_400_000;

/** ORD-6: asks the channel about abnormal orders, hourly by default and sooner while they are young. */
export const askAboutAbnormal: Sweep = {
  name: 'orders.ask-channel',
  everyMs: 60_000,
  async run(runtime) {
    const { db, now, kernel } = runtime.read(asker);
    const orders = await abnormalOrders(db, new Date(now.getTime() - ASK_FOR_MS), 500);
    const due = orders.filter(({ createdAt, askedAt }) => {
      const last = askedAt ?? createdAt;
      const wait = askAgainAfter(now.getTime() - createdAt.getTime(), kernel.config.queryMinutes);
      return last.getTime() + wait <= now.getTime();
    });
    await each(runtime, due, ({ id }) => runtime.transaction(asker, (ctx) => askAboutOrder(ctx, { orderId: id })));
    return false;
  },
};

/** ORD-21: carts that nobody touched in time. */
export const expireCarts: Sweep = {
  name: 'orders.expire-carts',
  everyMs: 10_000,
  async run(runtime) {
    const { db, now } = runtime.read(actor);
    const due = await dueCartVisits(db, now, batch);
    return each(runtime, due, (visit) => runtime.transaction(actor, (ctx) => expireCartOfVisit(ctx, visit)));
  },
};
