import type { ApiError, Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Box } from '../../kit/primitives';
import { surface } from '../../platform/surface';
import { open } from '../../state/nav';
import { type RefusalAct, refusalOf } from './refusals';

export interface RefusedProps {
  error: ApiError;
  store: Store | null;
  onAct: (act: RefusalAct) => void;
}

/** Why the door stayed shut, what is safe, and one button for the way on. */
export function Refused({ error, store, onAct }: RefusedProps) {
  const t = useT();
  const { text, advice, act } = refusalOf(error);
  const onTap = () => {
    if (act === 'pay-order') return openUnpaid(error);
    if (act === 'call' && store?.phone) return surface.call(store.phone);
    onAct(act);
  };
  return (
    <Card>
      <Box className="lk-stack" role="alert">
        <Box className="lk-row lk-row--top lk-danger-text">
          <Icon name="alert" size={22} />
          <Box className="lk-strong lk-grow">{text}</Box>
        </Box>
        <Box className="lk-small lk-soft">{t(advice)}</Box>
        {error.requestId ? (
          <Box className="lk-tiny lk-faint">{t('error.reference', { id: error.requestId })}</Box>
        ) : null}
        {act === 'call' && !store?.phone ? null : (
          <Button id="refusal-act" tone="quiet" onTap={onTap}>
            {t(`act.${act}`)}
          </Button>
        )}
      </Box>
    </Card>
  );
}

function openUnpaid(error: ApiError): void {
  const { orderId } = error.data;
  if (typeof orderId === 'string') open('pay', { order: orderId });
  else open('orders', { state: 'pending_payment' });
}
