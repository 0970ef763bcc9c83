import type { MenuOrderSettlement, MenuOrderState } from '@latchkey/contract';

/** BKG-18: the moves of an order; what came to the table is not cancelled any more. */
export const MENU_ORDER_MOVES: Record<MenuOrderState, readonly MenuOrderState[]> = {
  awaiting_payment: ['placed', 'cancelled'],
  placed: ['preparing', 'served', 'cancelled'],
  preparing: ['served', 'cancelled'],
  served: [],
  // A late payment of the booking that it belongs to revives it.
  cancelled: ['awaiting_payment'],
};

export const menuOrderMayMove = (from: MenuOrderState, to: MenuOrderState): boolean =>
  MENU_ORDER_MOVES[from].includes(to);

interface TabLine {
  settle: MenuOrderSettlement;
  state: MenuOrderState;
  chargeId: string | null;
  amount: number;
}

/** What stands on the bill, is not billed yet and not cancelled. Fen. */
export const tabOf = (orders: readonly TabLine[]): number =>
  orders
    .filter((order) => order.settle === 'bill' && order.chargeId === null && order.state !== 'cancelled')
    .reduce((sum, order) => sum + order.amount, 0);
