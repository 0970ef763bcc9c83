import { systemActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { channelFees, channelTransit, customerRefunds, post } from '../ledger/index.ts';
import type { RefundRow } from './refund-store.ts';
import type { Attempt } from './store.ts';

// Money that came for no sale: late or second payments. It is owed to the customer until the channel has given it back;
// the channel gives its fee back with the whole amount.

function lines(attempt: Attempt, direction: 1 | -1) {
  const fee = attempt.channelFee ?? 0;
  return [
    { account: channelTransit(attempt.channel), amount: direction * (attempt.amount - fee) },
    { account: channelFees, amount: direction * fee },
    { account: customerRefunds, amount: -direction * attempt.amount },
  ];
}

const asProduct = (ctx: Context): Context => ({ ...ctx, actor: systemActor('payments') });

/** Books the receipt, once for an attempt. */
export async function bookLateReceipt(ctx: Context, attempt: Attempt): Promise<void> {
  await post(asProduct(ctx), {
    kind: 'late_receipt',
    reference: { kind: 'payment', id: attempt.id, number: attempt.orderNumber },
    storeId: attempt.storeId,
    entityId: attempt.entityId,
    at: attempt.settledAt ?? ctx.now,
    postings: lines(attempt, 1),
  });
}

/** Books that the channel gave the whole receipt back, once for a refund. */
export async function bookLateReturn(ctx: Context, attempt: Attempt, refund: RefundRow): Promise<void> {
  await post(asProduct(ctx), {
    kind: 'late_receipt_returned',
    reference: { kind: 'refund', id: refund.id, number: refund.number },
    storeId: attempt.storeId,
    entityId: attempt.entityId,
    postings: lines(attempt, -1),
  });
}
