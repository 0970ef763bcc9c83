import type { ApiError, Store } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { referenceOf } from '../../kit/Trouble';
import { surface } from '../../platform/surface';
import { open } from '../../state/nav';
import { locationSettings, useWhereabouts } from '../../state/position';
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
  const { refused, busy } = useWhereabouts();
  const reference = referenceOf(error);
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
          <Box className="lk-strong lk-grow">{text ? t(text) : error.message}</Box>
        </Box>
        <Box className="lk-small lk-soft">{t(advice)}</Box>
        {reference ? (
          <Box className="lk-tiny lk-faint lk-reference">{t('error.reference', { id: reference })}</Box>
        ) : null}
        {act === 'locate' && refused ? <PlaceRefused store={store} /> : null}
        {act === 'call' && !store?.phone ? null : (
          <Button id="refusal-act" tone="quiet" busy={act === 'locate' && busy} onTap={onTap}>
            {t(text ? 'act.confirmPlace' : `act.${act}`)}
          </Button>
        )}
      </Box>
    </Card>
  );
}

/** No position, no door here; said kindly, with every other way on. */
function PlaceRefused({ store }: { store: Store | null }) {
  const t = useT();
  const phone = store?.phone ?? null;
  return (
    <Note icon="pin">
      <Box>{t(locationSettings ? 'refusal.placeRefusedApp' : 'refusal.placeRefusedWeb')}</Box>
      <Box className="lk-row lk-row--wrap">
        {locationSettings ? (
          <Button id="location-settings" tone="text" onTap={() => void locationSettings?.()}>
            {t('act.settings')}
          </Button>
        ) : null}
        {phone ? (
          <Button id="place-call" tone="text" onTap={() => surface.call(phone)}>
            {t('act.call')}
          </Button>
        ) : null}
      </Box>
    </Note>
  );
}

function openUnpaid(error: ApiError): void {
  const { orderId } = error.data;
  if (typeof orderId === 'string') open('pay', { order: orderId });
  else open('orders', { state: 'pending_payment' });
}
