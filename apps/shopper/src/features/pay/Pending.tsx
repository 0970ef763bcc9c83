import { api, type OrderDetail } from '../../api';
import { formatMoney } from '../../format/money';
import { countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Note } from '../../kit/Note';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { Choose } from '../../parts/cashier/Choose';
import { Confirming } from '../../parts/cashier/Confirming';
import { Told } from '../../parts/cashier/Told';
import { useNow } from '../../state/clock';
import { useAct } from '../../state/fault';
import { open, replace } from '../../state/nav';
import type { PaymentActs } from './use-payment';

export interface PendingProps {
  order: OrderDetail;
  acts: PaymentActs;
  onOrder: (order: OrderDetail) => void;
}

export function Pending({ order, acts, onOrder }: PendingProps) {
  const t = useT();
  const { stage } = acts;
  const waiting = stage === 'confirming' || stage === 'paid_at_channel';
  // What the stage says in its own words is not said twice.
  const abnormal = order.abnormality === 'payment_failed' || order.abnormality === 'paid_at_channel';
  return (
    <Box className="lk-stack lk-stack--loose">
      <Amount order={order} />
      {order.abnormality && !abnormal ? <Note tone="amber">{t(`abnormality.${order.abnormality}`)}</Note> : null}
      <Trouble error={acts.error} />
      <Told stage={stage} />
      {waiting ? <Confirming cashier={acts} /> : <Ways order={order} acts={acts} />}
      {waiting ? null : <CancelOrder order={order} onOrder={onOrder} />}
    </Box>
  );
}

/** The channel's ways, and the member's own balance where there is one. */
function Ways({ order, acts }: { order: OrderDetail; acts: PaymentActs }) {
  const t = useT();
  const { balance } = acts;
  if (balance === null) return <Choose cashier={acts} />;
  const enough = balance >= order.payable;
  const text = t(enough ? 'pay.balanceHas' : 'pay.balanceShort', { amount: formatMoney(balance) });
  return (
    <Choose cashier={acts} balance={{ text, enough }}>
      {enough || balance === 0 ? null : (
        <Button id="top-up" tone="text" onTap={() => open('wallet')}>
          {t('pay.topUp')}
        </Button>
      )}
    </Choose>
  );
}

function Amount({ order }: { order: OrderDetail }) {
  const t = useT();
  const now = useNow(1000);
  const left = order.closesAt ? Date.parse(order.closesAt) - now : null;
  return (
    <Box className="lk-center lk-stack lk-stack--tight">
      <Box className="lk-soft">{order.store.name}</Box>
      <Price fen={order.payable} size={40} />
      {order.discount > 0 ? (
        <Box className="lk-small lk-line__off">
          {t('cart.saved')} <Price fen={order.discount} size={14} />
        </Box>
      ) : null}
      {left === null ? null : (
        <Box className="lk-small lk-faint lk-num">{t('pay.closesIn', { time: countdown(left) })}</Box>
      )}
    </Box>
  );
}

function CancelOrder({ order, onOrder }: { order: OrderDetail; onOrder: (order: OrderDetail) => void }) {
  const t = useT();
  const { busy, error, run } = useAct();
  const cancel = () =>
    run(async () => {
      onOrder(await api('POST /orders/:id/cancel', { params: { id: order.id } }));
      replace('visit');
    });
  return (
    <Box className="lk-stack lk-center">
      <Trouble error={error} />
      <Button id="cancel-order" tone="text" busy={busy} onTap={() => void cancel()}>
        {t('pay.backToCart')}
      </Button>
    </Box>
  );
}
