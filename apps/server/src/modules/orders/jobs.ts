import { systemActor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { dueCartVisits } from './cart-store.ts';
import { closeOverdueOrder } from './close-order.ts';
import { expireCartOfVisit } from './leave-store.ts';
import { dueOrderIds } from './order-store.ts';

const batch = 50;
const actor = systemActor('orders.time-outs');

/** Each due thing in its own transaction, so that one that fails does not keep the others waiting. */
async function each<T>(runtime: Runtime, due: readonly T[], work: (one: T) => Promise<unknown>): Promise<boolean> {
  let done = 0;
  for (const one of due) {
    try {
      await work(one);
      done += 1;
    } catch (error) {
      runtime.log.error({ err: error, due: one }, 'a time-out could not be carried out; it is tried again');
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
