import { orderAbnormality, paymentChannel } from '@latchkey/contract';
import { z } from 'zod';
import { defineEvent } from '../../kernel/events.ts';

const order = {
  orderId: z.uuid(),
  number: z.string(),
  memberId: z.uuid(),
  storeId: z.uuid(),
  visitId: z.uuid().nullable(),
};
const instant = z.iso.datetime({ offset: true });

/** What a visit's cart holds after a change; a checkout is told by orders.placed. Amounts in fen. */
export const cartChanged = defineEvent(
  'orders.cart_changed',
  z.object({
    cartId: z.uuid(),
    visitId: z.uuid(),
    memberId: z.uuid(),
    storeId: z.uuid(),
    change: z.enum(['scanned', 'quantity', 'cleared', 'coupon', 'restored', 'expired', 'abandoned']),
    /** The goods that the change was about, when it was about one line. */
    name: z.string().nullable(),
    lines: z.int(),
    quantity: z.int(),
    payable: z.int(),
    at: instant,
  }),
);

/** An order waits for its payment. */
export const orderPlaced = defineEvent('orders.placed', z.object({ ...order, payable: z.int(), at: instant }));

/** Money and goods have changed hands. `channel` is null when a discount covered everything. */
export const orderPaid = defineEvent(
  'orders.paid',
  z.object({ ...order, entityId: z.uuid(), paid: z.int(), channel: paymentChannel.nullable(), at: instant }),
);

/** A paid order was carried out of the store. */
export const orderCompleted = defineEvent('orders.completed', z.object({ ...order, paid: z.int(), at: instant }));

/** An order that nobody paid: its stock and coupon are free again. */
export const orderClosed = defineEvent(
  'orders.closed',
  z.object({ ...order, cause: z.enum(['timeout', 'cancelled']), at: instant }),
);

/** ORD-4: something about the order needs eyes. */
export const orderAbnormal = defineEvent(
  'orders.abnormal',
  z.object({ ...order, abnormality: orderAbnormality, at: instant }),
);

/** Money of a sale went back to the customer. */
export const orderRefunded = defineEvent(
  'orders.refunded',
  z.object({ ...order, amount: z.int(), refunded: z.int(), paid: z.int(), at: instant }),
);
