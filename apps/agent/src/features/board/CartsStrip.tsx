import { RightOutlined, ShoppingCartOutlined } from '@ant-design/icons';
import { Money } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useOpenCarts } from '../../live/use-open-carts.ts';
import { useAppText } from '../../texts.ts';

/** ORD-21: one line above the tiles for everything that was scanned and is not settled yet. */
export function CartsStrip() {
  const text = useAppText();
  const carts = useOpenCarts();
  const items = carts.data?.items ?? [];
  if (items.length === 0) return null;
  const total = items.reduce((sum, cart) => sum + cart.payable, 0);
  const oldest = Math.max(...items.map((cart) => cart.minutes));
  return (
    <Link to="." search={{ carts: 'open' } as never} resetScroll={false} className="carts-strip lk-card" data-carts>
      <ShoppingCartOutlined aria-hidden="true" />
      <span className="carts-strip-words">
        <strong>{text('carts.strip', { n: items.length })}</strong>
        <span className="lk-soft">{text('carts.oldest', { n: oldest })}</span>
      </span>
      <Money fen={total} />
      <RightOutlined aria-hidden="true" className="carts-strip-go" />
    </Link>
  );
}
