import { Money, Section } from '@latchkey/ui';
import { useOpenCarts } from '../../live/use-open-carts.ts';
import { useAppText } from '../../texts.ts';

/** ORD-21: the cart of one visit as it fills: what is in it, what it costs, and since when nobody touched it. */
export function CartGlance(props: { visitId: string }) {
  const text = useAppText();
  const carts = useOpenCarts(props.visitId);
  const cart = carts.data?.items[0];
  if (!cart) return null;
  return (
    <Section
      plain
      title={text('visit.cart')}
      extra={<span className="lk-faint">{text('carts.idle', { n: cart.idleMinutes })}</span>}
    >
      <div className="cart-glance">
        <p className="cart-lines">{cart.summary}</p>
        <p className="cart-sum">
          <span className="lk-soft">{text('board.pieces', { n: cart.quantity })}</span>
          <strong>
            <Money fen={cart.payable} />
          </strong>
        </p>
      </div>
    </Section>
  );
}
