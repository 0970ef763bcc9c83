import type { PaymentState } from '@latchkey/contract';
import type { Context } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import { news } from '../../kernel/news.ts';
import { paymentChanged } from './events.ts';
import type { Attempt } from './store.ts';

/** Tells the other modules and the customer's open screens that an attempt moved. */
export async function announce(
  ctx: Context,
  attempt: Pick<Attempt, 'id' | 'purpose' | 'orderId' | 'customerId' | 'storeId'>,
  state: PaymentState,
): Promise<void> {
  const { id, purpose, orderId, storeId } = attempt;
  await emit(ctx, paymentChanged, { paymentId: id, purpose, orderId, state });
  news(ctx, `me:${attempt.customerId}`, 'payment.changed', {
    id,
    orderId,
    ...(storeId === null ? {} : { storeId }),
    state,
  });
}
