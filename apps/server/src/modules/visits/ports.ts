import type { ReadContext } from '../../kernel/context.ts';

export interface CartSummary {
  lines: number;
  quantity: number;
  /** What the cart would cost now, in fen. */
  total: number;
}

export interface VisitOrder {
  id: string;
  number: string;
  state: string;
  /** Fen. */
  payable: number;
}

/** Questions that modules beside or above answer; wiring passes them in. */
export interface VisitsPorts {
  /** An order of a visit that still waits for its payment, or a debt; a booking that waits is none. */
  unpaidOrder(ctx: ReadContext, memberId: string): Promise<{ orderId: string } | null>;
  /** Open carts by visit; a visit with an empty cart or none is missing. */
  cartSummaries(ctx: ReadContext, visitIds: readonly string[]): Promise<Map<string, CartSummary>>;
  /** Orders by visit, oldest first. */
  ordersOfVisits(ctx: ReadContext, visitIds: readonly string[]): Promise<Map<string, VisitOrder[]>>;
}
