import { allocate } from './allocate.ts';

/** A sold line as a refund sees it. Amounts in fen; `payable` carries the line's share of the order's discounts. */
export interface RefundableLine {
  id: string;
  quantity: number;
  payable: number;
  /** Given back or on its way back. */
  returned: number;
  returnedQuantity: number;
}

/** What somebody wants back: all that is left, some pieces of some lines, or an amount without goods. */
export type RefundWish =
  | { kind: 'whole' }
  | { kind: 'lines'; lines: readonly { lineId: string; quantity: number }[] }
  | { kind: 'amount'; amount: number };

/** What one line gives back. */
export interface RefundShare {
  lineId: string;
  quantity: number;
  /** Fen. */
  amount: number;
}

/**
 * ORD-9: what each line gives back. Pieces cost what was paid for them, discounts included; the last piece of a line takes
 * what is left, so that all parts together are the line's price to the fen. An amount is spread over what is left of the
 * lines. Lines that give nothing are left out. Throws RangeError for more than is left, unknown lines and nonsense.
 */
export function refundShares(lines: readonly RefundableLine[], wish: RefundWish): RefundShare[] {
  if (wish.kind === 'amount') return amountShares(lines, wish.amount);
  const wanted = wish.kind === 'whole' ? everythingLeft(lines) : byLine(lines, wish.lines);
  return lines.flatMap((line) => {
    const quantity = wanted.get(line.id);
    if (quantity === undefined) return [];
    const amount = wish.kind === 'whole' ? leftOf(line) : pieces(line, quantity);
    return quantity > 0 || amount > 0 ? [{ lineId: line.id, quantity, amount }] : [];
  });
}

const leftOf = (line: RefundableLine): number => line.payable - line.returned;
const piecesLeft = (line: RefundableLine): number => line.quantity - line.returnedQuantity;

const everythingLeft = (lines: readonly RefundableLine[]) => new Map(lines.map((line) => [line.id, piecesLeft(line)]));

function byLine(
  lines: readonly RefundableLine[],
  wanted: readonly { lineId: string; quantity: number }[],
): Map<string, number> {
  const known = new Map(lines.map((line) => [line.id, line]));
  const chosen = new Map<string, number>();
  for (const { lineId, quantity } of wanted) {
    const line = known.get(lineId);
    if (!line || chosen.has(lineId)) throw new RangeError('A line is unknown or comes twice.');
    if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > piecesLeft(line)) {
      throw new RangeError('A line has fewer pieces left.');
    }
    chosen.set(lineId, quantity);
  }
  return chosen;
}

function pieces(line: RefundableLine, quantity: number): number {
  const [amount = 0] = allocate(leftOf(line), [quantity, piecesLeft(line) - quantity]);
  return amount;
}

function amountShares(lines: readonly RefundableLine[], amount: number): RefundShare[] {
  const left = lines.reduce((sum, line) => sum + leftOf(line), 0);
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > left) throw new RangeError('More than what is left.');
  return allocate(amount, lines.map(leftOf)).flatMap((share, index) => {
    const line = lines[index];
    return line && share > 0 ? [{ lineId: line.id, quantity: 0, amount: share }] : [];
  });
}
