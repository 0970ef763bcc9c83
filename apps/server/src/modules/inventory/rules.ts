import type { MovementKind, StockPolicy } from '@latchkey/contract';

/** Pieces that may still be promised to someone. Negative when customers carried out more than the books knew. */
export function availableOf(stock: { onHand: number; reserved: number }): number {
  return stock.onHand - stock.reserved;
}

export interface ReservationLine {
  listingId: string;
  quantity: number;
  policy: StockPolicy;
}

/** One line a listing, in the order in which rows are locked; the stricter policy wins where a listing comes twice. */
export function mergeLines(lines: readonly ReservationLine[]): ReservationLine[] {
  const merged = new Map<string, ReservationLine>();
  for (const line of lines) {
    const known = merged.get(line.listingId);
    merged.set(line.listingId, {
      listingId: line.listingId,
      quantity: line.quantity + (known?.quantity ?? 0),
      policy: known?.policy === 'strict' ? 'strict' : line.policy,
    });
  }
  return [...merged.values()].sort((a, b) => (a.listingId < b.listingId ? -1 : 1));
}

/** The signed change of stock on hand of a movement that a person enters: only a count carries its own sign. */
export function enteredChange(kind: 'receive' | 'return' | 'damage' | 'expire' | 'count', quantity: number): number {
  if (kind === 'count') return quantity;
  return kind === 'receive' || kind === 'return' ? quantity : -quantity;
}

/** The quantity that a history shows: promises for `reserve` and `release`, pieces on hand for all others. */
export function shownQuantity(movement: { kind: MovementKind; onHandChange: number; reservedChange: number }): number {
  return movement.kind === 'reserve' || movement.kind === 'release' ? movement.reservedChange : movement.onHandChange;
}

/** INV-3: whether a threshold was just crossed, left again, or neither. */
export function thresholdCrossing(
  available: number,
  lowStockAt: number | null,
  wasLow: boolean,
): 'fell' | 'recovered' | null {
  const low = lowStockAt !== null && available <= lowStockAt;
  if (low === wasLow) return null;
  return low ? 'fell' : 'recovered';
}

const actors = ['customer', 'staff', 'device', 'channel'] as const;

/** The kind of actor that a history shows; whatever else caused a movement is the product itself. */
export function shownActor(kind: string): (typeof actors)[number] | 'system' {
  return actors.find((one) => one === kind) ?? 'system';
}
