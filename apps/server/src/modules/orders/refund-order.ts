import type { RefundGoods } from '@latchkey/contract';
import { type RefundShare, type RefundWish, refundShares } from '@latchkey/pricing';
import { requireStaff, requireStore } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { returnStock } from '../inventory/index.ts';
import { refundPayment } from '../payments/index.ts';
import { recordMove } from './announce.ts';
import { lockOrder, type OrderRow } from './order-store.ts';
import {
  changeRefunds,
  insertRefund,
  insertRefundLines,
  markReturned,
  type RefundableLineRow,
  refundableLines,
} from './refund-store.ts';
import { refundToBalance } from './refund-to-balance.ts';
import { orderMayMove, refundable } from './rules.ts';

export interface RefundOrderInput {
  orderId: string;
  reason: string;
  /** Fen; or pieces of lines; without either all that is left. */
  amount?: number | undefined;
  lines?: readonly { lineId: string; quantity: number }[] | undefined;
  /** What became of the goods of the lines; an amount has none. */
  goods?: RefundGoods | undefined;
}

/**
 * ORD-9: gives money of a paid order back the way it came, through its channel or to the stored balance, and answers the refund's id; goods that came back are on the
 * shelf or written off at once. What is on its way counts as given. Throws not_found (outside the scope), illegal_move,
 * refund_exceeds_paid, refund_limit_reached, refund_too_late, invalid_input. Lock order: order, stock, payments.
 */
export async function refundOrder(ctx: Context, input: RefundOrderInput): Promise<string> {
  requireStaff(ctx.actor, 'orders:refund');
  if (input.amount !== undefined && (!Number.isSafeInteger(input.amount) || input.amount < 1)) {
    throw invalidInput('amount', 'at least 1 fen');
  }
  const order = await lockOrder(ctx.tx, input.orderId);
  requireStore(ctx.actor, order.storeId);
  if (order.paidAt === null || !orderMayMove(order.state, 'refunded')) {
    throw new AppError('illegal_move', { state: order.state });
  }
  const lines = await refundableLines(ctx.db, order.id);
  const shares = sharesOf(order, lines, input);
  const amount = shares.reduce((sum, share) => sum + share.amount, 0);
  if (amount < 1 || amount > refundable(order))
    throw new AppError('refund_exceeds_paid', { refundable: refundable(order) });
  const { reason } = input;
  const pieces = shares.reduce((sum, share) => sum + share.quantity, 0);
  const goods = pieces > 0 ? (input.goods ?? 'kept') : 'kept';
  const refund = { id: newId(), orderId: order.id, purpose: 'sale' as const, amount, reason, goods };
  await insertRefund(ctx.tx, refund, ctx.now);
  await insertRefundLines(ctx.tx, refund.id, shares);
  await changeRefunds(ctx.tx, order.id, { refunding: amount, refunded: 0, state: order.state });
  if (goods !== 'kept') await takeGoodsBack(ctx, order, lines, shares, { id: refund.id, reason, goods });
  const { id: refundId } = refund;
  const fromBalance = order.channel === 'balance';
  if (!fromBalance)
    await refundPayment(ctx, { orderId: order.id, paymentId: order.paymentId, refundId, amount, reason });
  await audit(ctx, {
    action: 'orders.refund',
    object: { kind: 'order', id: order.id },
    before: { paid: order.paid, refunded: order.refunded, refunding: order.refunding },
    after: { refundId, amount, reason, goods, lines: shares },
  });
  const detail = { amount, reason, ...(pieces > 0 ? { goods, quantity: pieces } : {}) };
  await recordMove(ctx, order, { name: 'refund.requested', detail });
  if (fromBalance) await refundToBalance(ctx, order, { id: refundId, amount });
  return refundId;
}

function sharesOf(order: OrderRow, lines: readonly RefundableLineRow[], input: RefundOrderInput): RefundShare[] {
  const { amount } = input;
  const exceeds = new AppError('refund_exceeds_paid', { refundable: refundable(order) });
  if (amount !== undefined && amount > refundable(order)) throw exceeds;
  input.lines?.forEach(({ lineId, quantity }, index) => {
    const known = lines.some((line) => line.id === lineId);
    if (!known || input.lines?.findIndex((line) => line.lineId === lineId) !== index)
      throw invalidInput(`lines.${index}.lineId`, 'unknown');
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw invalidInput(`lines.${index}.quantity`, 'not_positive');
  });
  try {
    return refundShares(lines, wishOf(input));
  } catch (error) {
    if (error instanceof RangeError) throw exceeds;
    throw error;
  }
}

function wishOf({ amount, lines }: RefundOrderInput): RefundWish {
  if (amount !== undefined) return { kind: 'amount', amount };
  return lines === undefined ? { kind: 'whole' } : { kind: 'lines', lines };
}

async function takeGoodsBack(
  ctx: Context,
  order: OrderRow,
  lines: readonly RefundableLineRow[],
  shares: readonly RefundShare[],
  refund: { id: string; reason: string; goods: RefundGoods },
): Promise<void> {
  const back = new Map(shares.map((share) => [share.lineId, share.quantity]));
  await returnStock(ctx, {
    storeId: order.storeId,
    reference: { kind: 'refund', id: refund.id },
    reason: refund.reason,
    writeOff: refund.goods === 'written_off',
    lines: lines.flatMap(({ id, listingId }) => {
      const quantity = back.get(id) ?? 0;
      return quantity > 0 ? [{ listingId, quantity }] : [];
    }),
  });
  const whole = lines.every((line) => line.returnedQuantity + (back.get(line.id) ?? 0) === line.quantity);
  if (whole) await markReturned(ctx.tx, order.id);
}
