/** The parts of an amount, to be drawn in three sizes: small ¥, large integer, smaller decimals. */
export interface MoneyParts {
  sign: '' | '-';
  integer: string;
  decimals: string;
}

/** Splits integer fen without floating point: 123456 → 1,234 and 56. */
export function moneyParts(fen: number): MoneyParts {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not an amount in fen: ${fen}`);
  const abs = Math.abs(fen);
  const cents = abs % 100;
  const yuan = String((abs - cents) / 100);
  return {
    sign: fen < 0 ? '-' : '',
    integer: yuan.replace(/\B(?=(\d{3})+$)/g, ','),
    decimals: String(cents).padStart(2, '0'),
  };
}

/** One line of text, for labels and screen readers. */
export function formatMoney(fen: number): string {
  const parts = moneyParts(fen);
  return `${parts.sign}¥${parts.integer}.${parts.decimals}`;
}
