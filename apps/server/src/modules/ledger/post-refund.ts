import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { write } from './post.ts';
import { type BalancePart, remainingShares, type SaleShares, sharePostings, splitRefund } from './rules.ts';
import { lockSale, refundsOfSale } from './store.ts';

export interface RefundPostingInput {
  refundId: string;
  orderId: string;
  /** The refund's number, for people. */
  number: string;
  /** Fen given back to the customer. */
  amount: number;
  at: Date;
  /** What went back to the member's stored balance, summing to `amount`; null when it went through the channel. */
  balance?: readonly BalancePart[] | null;
}

/**
 * LED-2: reverses a sale in the proportion of a settled refund. Idempotent for a refund. Locks the sale's journal.
 * Throws not_found when the order was never posted and refund_exceeds_paid beyond what is left of it.
 */
export async function postRefund(
  ctx: Context,
  input: RefundPostingInput,
): Promise<{ journalId: string; split: SaleShares }> {
  requireSystem(ctx.actor);
  const sale = await lockSale(ctx.tx, input.orderId);
  if (!sale) throw new AppError('not_found');
  const before = await refundsOfSale(ctx.tx, sale.id);
  const known = before.find((refund) => refund.referenceId === input.refundId);
  if (known) return { journalId: known.id, split: known.terms.shares };
  const reversed = before.map((refund) => refund.terms.shares);
  const left = remainingShares(sale.terms.shares, reversed);
  if (input.amount > left.paid) throw new AppError('refund_exceeds_paid', { refundable: left.paid });
  const split = splitRefund(left, input.amount);
  const { journalId } = await write(ctx, {
    kind: 'refund',
    reference: { kind: 'refund', id: input.refundId, number: input.number },
    storeId: sale.storeId,
    entityId: sale.entityId,
    at: input.at,
    refersTo: sale.id,
    terms: { shares: split, ...(input.balance ? { balance: input.balance } : {}) },
    postings: sharePostings(
      split,
      {
        ...{ channel: sale.terms.channel, storeId: sale.storeId, balance: input.balance ?? null },
        depositOf: sale.terms.fromDeposit ?? null,
      },
      -1,
    ),
  });
  return { journalId, split };
}
