/** Splits integer fen into what a price tag shows: sign, grouped yuan, two decimals. Exact; no floating point. */
export function priceParts(fen: number): { sign: '' | '−'; yuan: string; decimals: string } {
  const size = Math.abs(fen);
  const yuan = String(Math.trunc(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return { sign: fen < 0 ? '−' : '', yuan, decimals: String(size % 100).padStart(2, '0') };
}

/** Plain text of fen for exports, labels and titles: `−¥1,234.05`. */
export function priceText(fen: number): string {
  const { sign, yuan, decimals } = priceParts(fen);
  return `${sign}¥${yuan}.${decimals}`;
}

/** Reads a typed price such as `1,234.5` into fen; null when it is not a price of at most two decimals. */
export function parsePrice(text: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '').trim());
  if (!match?.[1]) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
