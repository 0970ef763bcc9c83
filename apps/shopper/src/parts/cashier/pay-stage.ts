import type { OrderDetail, Payment } from '../../api';

/** After this long without an answer the screen says that no money was seen, and offers ways on. */
export const PATIENCE_MS = 6000;

/** Where a payment stands, in the words of the person who pays. */
export type PayStage =
  /** Nothing under way: choose and go. */
  | 'choose'
  /** The channel is being asked for its cashier or its code. */
  | 'preparing'
  /** Back from the cashier: the channel is being asked for the truth. */
  | 'confirming'
  /** The person gave up at the cashier, as the channel's own screen told us. */
  | 'cancelled'
  /** The channel was asked and knows of no money. */
  | 'not_paid'
  /** The channel said no. */
  | 'failed'
  /** The channel says paid and our books do not yet: paying again would be paying twice. */
  | 'paid_at_channel';

export interface PayFacts {
  abnormality: OrderDetail['abnormality'];
  /** The newest attempt, of this screen or of the order. */
  attempt: Pick<Payment, 'state'> | null;
  /** An attempt is being begun from this screen. */
  beginning: boolean;
  returned: { at: number; cancelled: boolean } | null;
  /** The server is being told to ask the channel, or could not be told yet. */
  asking: boolean;
  now: number;
}

export function payStage(facts: PayFacts): PayStage {
  const { attempt, returned } = facts;
  if (facts.abnormality === 'paid_at_channel') return 'paid_at_channel';
  if (facts.beginning || attempt?.state === 'created' || attempt?.state === 'requesting') return 'preparing';
  if (attempt?.state === 'failed' || facts.abnormality === 'payment_failed') return 'failed';
  if (!returned) return 'choose';
  if (returned.cancelled) return 'cancelled';
  return facts.asking || facts.now - returned.at < PATIENCE_MS ? 'confirming' : 'not_paid';
}
