import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { giveBackParts, type Holding, negated, remainingParts, takeFrom, worth } from './rules.ts';
import { entriesOfOrder, findEntry, holdWallet, type Movement, moveWallet } from './store.ts';

/** Writes a movement of a wallet that is held and tells the member's screens; answers the balance after it. */
export async function move(ctx: Context, movement: Movement): Promise<number> {
  const after = await moveWallet(ctx.tx, movement, ctx.now);
  news(ctx, `me:${movement.memberId}`, 'balance.changed', { id: movement.id, kind: movement.kind });
  return after;
}

export interface SpendInput {
  memberId: string;
  /** What is paid for; the member's statement says so. */
  of?: 'order' | 'booking';
  orderId: string;
  orderNumber: string;
  storeId: string;
  /** The store's entity: its own balance is spent first. */
  entityId: string;
  /** Fen. */
  amount: number;
}

/**
 * PAY-11: takes the price of an order from a member's stored balance, in the caller's transaction; the caller has checked
 * and locked the order and makes it paid. Throws balance_insufficient. Lock order: the order, the wallet.
 */
export async function spendBalance(ctx: Context, input: SpendInput): Promise<{ id: string; parts: Holding[] }> {
  requireSystem(ctx.actor);
  const holdings = await holdWallet(ctx.tx, input.memberId);
  const parts = takeFrom(holdings, input.amount, input.entityId);
  if (parts === null) {
    throw new AppError('balance_insufficient', { available: worth(holdings), needed: input.amount });
  }
  const id = newId();
  await move(ctx, {
    id,
    memberId: input.memberId,
    kind: 'spend',
    parts: negated(parts),
    reference: { kind: input.of ?? 'order', id: input.orderId, number: input.orderNumber },
    orderId: input.orderId,
    storeId: input.storeId,
  });
  return { id, parts };
}

export interface SpendRefundInput {
  /** Who owns the order now. */
  memberId: string;
  orderId: string;
  orderNumber: string;
  refundId: string;
  storeId: string;
  /** Fen. */
  amount: number;
}

/**
 * PAY-11: gives a part of a payment from balance back to the balance, principal and gift in the proportion in which they
 * are left of it. Idempotent for a refund. Throws refund_exceeds_paid. Lock order: the order, the wallet.
 */
export async function returnBalance(ctx: Context, input: SpendRefundInput): Promise<Holding[]> {
  requireSystem(ctx.actor);
  await holdWallet(ctx.tx, input.memberId);
  const known = await findEntry(ctx.db, { kind: 'refund', id: input.refundId });
  if (known) return known.parts;
  const entries = await entriesOfOrder(ctx.db, input.orderId);
  const of = (kind: 'spend' | 'refund') =>
    entries.filter((entry) => entry.kind === kind).flatMap((entry) => entry.parts);
  const left = remainingParts(negated(of('spend')), of('refund'));
  if (input.amount > worth(left)) throw new AppError('refund_exceeds_paid', { refundable: worth(left) });
  const parts = giveBackParts(left, input.amount);
  await move(ctx, {
    id: newId(),
    memberId: input.memberId,
    kind: 'refund',
    parts,
    reference: { kind: 'refund', id: input.refundId, number: input.orderNumber },
    orderId: input.orderId,
    storeId: input.storeId,
  });
  return parts;
}
