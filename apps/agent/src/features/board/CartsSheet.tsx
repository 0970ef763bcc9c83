import { EmptyState, Loaded, Money } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { type StaffCart, useOpenCarts } from '../../live/use-open-carts.ts';
import { useAppText } from '../../texts.ts';
import './board.css';

/** ORD-21: carts that were scanned and not settled, with visit and minutes; the longest untouched first. */
export function CartsSheet() {
  const text = useAppText();
  const carts = useOpenCarts();
  return (
    <div className="sheet-scroll">
      <Loaded query={carts}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={text('carts.empty')} hint={text('carts.emptyHint')} />
          ) : (
            <ul className="cart-rows">
              {[...items]
                .sort((a, b) => a.changedAt.localeCompare(b.changedAt))
                .map((cart) => (
                  <li key={cart.id}>
                    <CartRow cart={cart} />
                  </li>
                ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

function CartRow(props: { cart: StaffCart }) {
  const text = useAppText();
  const { cart } = props;
  return (
    <Link to="." search={{ visit: cart.visit.id } as never} resetScroll={false} className="cart-row">
      <span className="cart-who">
        <strong>{cart.member.name ?? cart.member.phone ?? cart.visit.number}</strong>
        <span className="lk-soft">{cart.store.name}</span>
      </span>
      <Money fen={cart.payable} />
      <span className="cart-lines lk-soft">{cart.summary}</span>
      <span className="cart-when lk-faint">
        {text('carts.minutes', { n: cart.minutes })} · {text('carts.idle', { n: cart.idleMinutes })}
      </span>
    </Link>
  );
}
