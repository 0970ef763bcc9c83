import { useState } from 'react';
import { type ApiError, api, asApiError, type OrderDetail } from '../../api';
import { countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Note } from '../../kit/Note';
import { Price } from '../../kit/Price';
import { Box, Tap } from '../../kit/primitives';
import { payPlatform } from '../../platform/pay';
import { useNow } from '../../state/clock';
import { replace } from '../../state/nav';
import { QrCode } from './QrCode';
import type { PaymentActs } from './use-payment';

/** After this long without a result, the screen offers ways on instead of only waiting. */
const PATIENCE_MS = 8000;

export function Pending({
  order,
  acts,
  onOrder,
}: {
  order: OrderDetail;
  acts: PaymentActs;
  onOrder: (order: OrderDetail) => void;
}) {
  const t = useT();
  const now = useNow(1000);
  const left = order.closesAt ? Date.parse(order.closesAt) - now : null;
  return (
    <Box className="lk-stack lk-stack--loose">
      <Box className="lk-center lk-stack lk-stack--tight">
        <Box className="lk-soft">{order.store.name}</Box>
        <Price fen={order.payable} size={40} />
        {order.discount > 0 ? (
          <Box className="lk-small lk-line__off">
            {t('cart.saved')} <Price fen={order.discount} size={14} />
          </Box>
        ) : null}
        {left !== null ? (
          <Box className="lk-small lk-faint lk-num">{t('pay.closesIn', { time: countdown(left) })}</Box>
        ) : null}
      </Box>
      {order.abnormality ? <Note tone="amber">{t(`abnormality.${order.abnormality}`)}</Note> : null}
      {acts.error ? (
        <Note tone="danger" icon="alert" alert>
          {acts.error.message}
        </Note>
      ) : null}
      {acts.payment?.state === 'failed' ? (
        <Note tone="danger" icon="alert" alert>
          {t('pay.failed')}
        </Note>
      ) : null}
      {acts.returned && order.abnormality !== 'payment_failed' ? <Confirming acts={acts} /> : <Choose acts={acts} />}
      <CancelOrder order={order} onOrder={onOrder} />
    </Box>
  );
}

function Choose({ acts }: { acts: PaymentActs }) {
  const t = useT();
  const code = acts.method === 'native' ? (acts.payment?.codeUrl ?? null) : null;
  return (
    <Box className="lk-stack">
      <Box className="lk-card lk-card--flush" role="radiogroup" label={t('pay.method')}>
        {payPlatform.methods.map((method) => (
          <Tap
            key={method}
            id={`method-${method}`}
            role="radio"
            checked={acts.method === method}
            className="lk-listrow lk-listrow--line"
            onTap={() => acts.setMethod(method)}
          >
            <Box className="lk-listrow__lead">
              <Icon name={method === 'native' ? 'scan' : 'wallet'} size={22} />
            </Box>
            <Box className="lk-listrow__body">
              <Box>{t(`pay.method.${method}`)}</Box>
              <Box className="lk-small lk-soft">{t(`pay.methodText.${method}`)}</Box>
            </Box>
            {acts.method === method ? <Icon name="check" size={22} /> : null}
          </Tap>
        ))}
      </Box>
      {code ? (
        <Box className="lk-center lk-stack">
          <QrCode text={code} label={t('pay.codeLabel')} />
          <Box className="lk-small lk-soft">{t('pay.codeText')}</Box>
        </Box>
      ) : null}
      <Button id="pay-now" busy={acts.busy || acts.preparing} onTap={() => void acts.pay()}>
        {t(acts.busy || acts.preparing ? 'pay.preparing' : code ? 'pay.newCode' : 'pay.go')}
      </Button>
      <Box className="lk-row lk-small lk-faint">
        <Icon name="shield" size={16} />
        {t('pay.safe')}
      </Box>
    </Box>
  );
}

/** Back from the cashier: the result comes from the server alone. */
function Confirming({ acts }: { acts: PaymentActs }) {
  const t = useT();
  const [since] = useState(Date.now);
  const now = useNow(1000);
  const slow = now - since > PATIENCE_MS;
  return (
    <Box className="lk-stack" id="confirming">
      <Card lit label={t('pay.confirming')}>
        <Box className="lk-row" role="status">
          <Icon name="clock" size={22} />
          <Box className="lk-grow">
            <Box className="lk-strong">{t('pay.confirming')}</Box>
            <Box className="lk-small">{t(slow ? 'pay.confirmingSlow' : 'pay.confirmingText')}</Box>
          </Box>
        </Box>
      </Card>
      <Button id="pay-check" onTap={() => void acts.check()}>
        {t('pay.check')}
      </Button>
      <Button id="pay-retry" tone="line" busy={acts.busy} onTap={() => void acts.pay()}>
        {t('pay.retry')}
      </Button>
      {payPlatform.methods
        .filter((method) => method !== acts.method)
        .map((method) => (
          <Button
            key={method}
            id={`other-${method}`}
            tone="text"
            onTap={() => {
              acts.setMethod(method);
              void acts.pay(method);
            }}
          >
            {t('pay.other', { method: t(`pay.method.${method}`) })}
          </Button>
        ))}
    </Box>
  );
}

function CancelOrder({ order, onOrder }: { order: OrderDetail; onOrder: (order: OrderDetail) => void }) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const cancel = async () => {
    setBusy(true);
    setError(null);
    try {
      onOrder(await api('POST /orders/:id/cancel', { params: { id: order.id } }));
      replace('visit');
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Box className="lk-stack">
      {error ? (
        <Note tone="danger" icon="alert" alert>
          {error.message}
        </Note>
      ) : null}
      <Box className="lk-stack lk-center">
        <Button id="cancel-order" tone="text" busy={busy} onTap={() => void cancel()}>
          {t('pay.backToCart')}
        </Button>
      </Box>
    </Box>
  );
}
