import type { Visit } from '../../api';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Box } from '../../kit/primitives';
import { useNow } from '../../state/clock';
import { open } from '../../state/nav';

/** The visit of now, on top of everything, with its next step. */
export function VisitPin({ visit }: { visit: Visit }) {
  const t = useT();
  const now = useNow(20_000);
  const minutes = visit.enteredAt ? Math.max(0, Math.floor((now - Date.parse(visit.enteredAt)) / 60_000)) : 0;
  const pays = visit.nextStep === 'pay' && visit.orderId !== null;
  return (
    <Card lit label={t('pin.label')}>
      <Box className="lk-stack">
        <Box className="lk-row lk-row--top">
          <Icon name="door" size={22} />
          <Box className="lk-grow">
            <Box className="lk-strong">{visit.store.name}</Box>
            <Box className="lk-small">
              {t('pin.inside', { n: minutes })}
              {visit.cart && visit.cart.quantity > 0 ? ` · ${t('pin.cart', { n: visit.cart.quantity })}` : ''}
            </Box>
          </Box>
        </Box>
        <Button
          id="visit-next"
          tone="amber"
          onTap={() => (pays ? open('pay', { order: visit.orderId ?? undefined }) : open('visit'))}
        >
          {t(`next.${visit.nextStep}`)}
        </Button>
      </Box>
    </Card>
  );
}
