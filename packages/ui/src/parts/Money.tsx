import { priceParts, priceText } from './money.ts';
import './parts.css';

/** An amount in fen as a price: small ¥, large integer, smaller decimals. `signed` marks income with a plus. */
export function Money(props: { fen: number; size?: 'inline' | 'large' | 'hero'; signed?: boolean; struck?: boolean }) {
  const { sign, yuan, decimals } = priceParts(props.fen);
  const shown = sign || (props.signed && props.fen > 0 ? '+' : '');
  const classes = ['lk-money', `lk-money-${props.size ?? 'inline'}`, props.struck ? 'lk-money-struck' : ''];
  return (
    <span className={classes.filter(Boolean).join(' ')}>
      <span className="lk-visually-hidden">{priceText(props.fen)}</span>
      <span aria-hidden="true">
        {shown}
        <span className="lk-money-unit">¥</span>
        {yuan}
        <span className="lk-money-decimals">.{decimals}</span>
      </span>
    </span>
  );
}
