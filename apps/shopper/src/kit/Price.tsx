import { formatMoney, moneyParts } from '../format/money';
import { Txt } from './primitives';

export interface PriceProps {
  /** Integer fen. */
  fen: number;
  size?: 14 | 20 | 28 | 40;
  /** An earlier, higher price. */
  was?: boolean;
  /** A deduction: drawn with a minus. */
  minus?: boolean;
}

export function Price({ fen, size = 20, was, minus }: PriceProps) {
  const parts = moneyParts(minus ? -fen : fen);
  return (
    <Txt className={`lk-price lk-price--${size}${was ? ' lk-price--was' : ''}`}>
      <Txt className="lk-hide">{formatMoney(minus ? -fen : fen)}</Txt>
      <Txt className="lk-price__mark" hidden>
        {parts.sign}¥
      </Txt>
      <Txt hidden>{parts.integer}</Txt>
      <Txt className="lk-price__decimals" hidden>
        .{parts.decimals}
      </Txt>
    </Txt>
  );
}
