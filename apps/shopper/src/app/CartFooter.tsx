import { api, asApiError, type Cart, type Visit } from '../api';
import type { CartActs } from '../features/cart/use-cart';
import { useT } from '../i18n';
import { Button } from '../kit/Button';
import { Price } from '../kit/Price';
import { Box } from '../kit/primitives';
import { Trouble } from '../kit/Trouble';
import { useAct } from '../state/fault';
import { open } from '../state/nav';

/** The goods are in an order that waits to be paid, and nothing was scanned since. */
export function ordered(visit: Visit, cart: Cart | null): boolean {
  return visit.nextStep === 'pay' && visit.orderId !== null && (cart?.state !== 'open' || cart.lines.length === 0);
}

/** What it comes to, and the way to the cashier. */
export function CartFooter({ visit, acts, onRefresh }: { visit: Visit; acts: CartActs; onRefresh: () => void }) {
  const t = useT();
  const { busy, error, run } = useAct();
  const { cart } = acts;
  const pending = ordered(visit, cart);
  const checkout = async () => {
    if (pending) return open('pay', { order: visit.orderId ?? undefined });
    if (!cart) return;
    await run(async () => {
      try {
        const order = await api('POST /orders', {
          body: { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable },
        });
        open('pay', { order: order.id });
      } catch (thrown) {
        void acts.refresh();
        onRefresh();
        throw asApiError(thrown);
      }
    });
  };
  const blocked = cart?.lines.some((line) => line.problem !== null) ?? false;
  const empty = !cart || cart.lines.length === 0;
  const unready = (empty || blocked || acts.waiting.length > 0) && !pending;
  return (
    <Box className="lk-stack">
      <Trouble error={error} />
      {blocked && !pending ? <Box className="lk-small lk-danger-text">{t('cart.blocked')}</Box> : null}
      <Box className="lk-row">
        <Box className="lk-grow">
          {pending ? t('orderState.pending_payment') : <Price fen={cart?.payable ?? 0} size={28} />}
          {cart && !pending && cart.discount > 0 ? (
            <Box className="lk-small lk-line__off">
              {t('cart.saved')} <Price fen={cart.discount} size={14} />
            </Box>
          ) : null}
        </Box>
        <Box className="lk-payside">
          <Button id="checkout" disabled={unready} busy={busy} onTap={() => void checkout()}>
            {pending ? t('cart.payPending') : t('cart.pay', { n: cart?.quantity ?? 0 })}
          </Button>
        </Box>
      </Box>
    </Box>
  );
}
