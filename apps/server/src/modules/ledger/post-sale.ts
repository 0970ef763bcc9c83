import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { write } from './post.ts';
import { type BalancePart, type SaleShares, type SaleTerms, sharePostings, splitSale } from './rules.ts';
import { findSale } from './store.ts';

export interface SaleInput {
  /** What was sold; `orderId` names the order, or the charge of a booking. */
  of?: 'order' | 'booking';
  orderId: string;
  /** The order's number, for people. */
  number: string;
  storeId: string;
  entityId: string;
  /** When it was paid: the terms are those of that day. */
  at: Date;
  /** `wechat`, `balance`, …: the money waits in that channel's transit account. */
  channel: string;
  /** Fen that the customer paid. */
  paid: number;
  /** Fen; kept for statements, it changes nothing in the split. */
  storeBorneDiscount: number;
  /** Fen that the platform bears. */
  platformBorneDiscount: number;
  /** Basis points. */
  serviceFee: number;
  channelFeeBearer: SaleTerms['channelFeeBearer'];
  /** Fen that the channel keeps. */
  channelFee: number;
  /** What was taken from the member's stored balance, summing to `paid`; null when a channel took the money. */
  balance?: readonly BalancePart[] | null;
  /** BKG-15: it is paid from the deposits that this entity holds; the channel's fee was booked with them. */
  fromDeposit?: string;
}

/** LED-2: splits a paid order and posts it. Idempotent for an order. Answers null when the order moved no money at all. */
export async function postSale(
  ctx: Context,
  input: SaleInput,
): Promise<{ journalId: string; split: SaleShares } | null> {
  requireSystem(ctx.actor);
  const split = splitSale({
    paid: input.paid,
    platformBorneDiscount: input.platformBorneDiscount,
    serviceFeeRate: input.serviceFee,
    channelFeeBearer: input.channelFeeBearer,
    channelFee: input.channelFee,
  });
  const balance = input.balance ?? null;
  const depositOf = input.fromDeposit ?? null;
  const postings = sharePostings(split, { channel: input.channel, storeId: input.storeId, balance, depositOf }, 1);
  if (postings.length === 0) return null;
  const { journalId, fresh } = await write(ctx, {
    kind: 'sale',
    reference: { kind: input.of ?? 'order', id: input.orderId, number: input.number },
    storeId: input.storeId,
    entityId: input.entityId,
    at: input.at,
    terms: {
      shares: split,
      serviceFeeRate: input.serviceFee,
      channel: input.channel,
      channelFeeBearer: input.channelFeeBearer,
      storeBorneDiscount: input.storeBorneDiscount,
      ...(balance === null ? {} : { balance }),
      ...(depositOf === null ? {} : { fromDeposit: depositOf }),
    },
    postings,
  });
  if (fresh) return { journalId, split };
  const first = await findSale(ctx.db, input.orderId);
  if (!first) throw new AppError('not_found');
  return { journalId, split: first.terms.shares };
}
