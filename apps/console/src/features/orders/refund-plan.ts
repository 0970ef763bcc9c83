import type { Body } from '@latchkey/client';
import { type RefundableLine, type RefundShare, refundShares } from '@latchkey/pricing';
import type { OrderDetail } from './api.ts';

export type RefundMode = 'whole' | 'lines' | 'amount';
export type Goods = OrderDetail['refunds'][number]['goods'];

/** What a person chose in the dialog. */
export interface RefundDraft {
  mode: RefundMode;
  /** Pieces by line, for `lines`. */
  pieces: Readonly<Record<string, number>>;
  /** Fen, for `amount`. */
  amount: number | null;
  goods: Goods;
}

/** What will happen. */
export interface RefundPlan {
  amount: number;
  pieces: number;
  shares: RefundShare[];
  /** Everything that was paid has then gone back, so that the coupon returns while it is valid. */
  whole: boolean;
}

const ENDED_WITHOUT_MONEY = ['closed'];
const onTheWay = (state: string): boolean => state !== 'succeeded' && !ENDED_WITHOUT_MONEY.includes(state);

/** Lines with what was given back and what is on its way back. */
export function refundableLines(order: OrderDetail): RefundableLine[] {
  const underWay = order.refunds.filter((refund) => onTheWay(refund.state)).flatMap((refund) => refund.lines);
  return order.lines.map((line) => {
    const shares = underWay.filter((share) => share.lineId === line.id);
    return {
      id: line.id,
      quantity: line.quantity,
      payable: line.payable,
      returned: line.refunded + shares.reduce((sum, share) => sum + share.amount, 0),
      returnedQuantity: line.refundedQuantity + shares.reduce((sum, share) => sum + share.quantity, 0),
    };
  });
}

/** What may still be given back, in fen. Money of second and late payments never was the sale's. */
export function refundable(order: OrderDetail): number {
  const underWay = order.refunds
    .filter((refund) => refund.purpose === 'sale' && onTheWay(refund.state))
    .reduce((sum, refund) => sum + refund.amount, 0);
  return Math.max(0, order.paid - order.refunded - underWay);
}

/** The plan of a draft, or null while it makes none. */
export function planOf(order: OrderDetail, draft: RefundDraft): RefundPlan | null {
  const wish = wishOf(draft);
  if (wish === null) return null;
  try {
    const shares = refundShares(refundableLines(order), wish);
    const amount = shares.reduce((sum, share) => sum + share.amount, 0);
    const pieces = shares.reduce((sum, share) => sum + share.quantity, 0);
    return amount > 0 ? { amount, pieces, shares, whole: amount === refundable(order) } : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function wishOf({ mode, pieces, amount }: RefundDraft) {
  if (mode === 'whole') return { kind: 'whole' } as const;
  if (mode === 'amount') return amount === null ? null : ({ kind: 'amount', amount } as const);
  const lines = Object.entries(pieces).flatMap(([lineId, quantity]) => (quantity > 0 ? [{ lineId, quantity }] : []));
  return lines.length === 0 ? null : ({ kind: 'lines', lines } as const);
}

/** The draft as the route takes it. */
export function bodyOf(draft: RefundDraft, reason: string): Body<'POST /staff/orders/:id/refunds'> {
  if (draft.mode === 'amount') return { amount: draft.amount ?? 0, goods: 'kept', reason };
  const wish = wishOf(draft);
  return { ...(wish?.kind === 'lines' ? { lines: wish.lines } : {}), goods: draft.goods, reason };
}
