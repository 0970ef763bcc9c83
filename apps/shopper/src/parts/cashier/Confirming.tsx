import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Box } from '../../kit/primitives';
import type { Cashier } from './use-cashier';

/** Back from the cashier, and the channel is being asked: nothing is offered that could pay twice. */
export function Confirming({ cashier }: { cashier: Cashier }) {
  const t = useT();
  const told = cashier.stage === 'paid_at_channel';
  return (
    <Box className="lk-stack" id="confirming">
      <Card lit label={t('pay.confirming')}>
        <Box className="lk-row" role="status">
          <Icon name="clock" size={22} />
          <Box className="lk-grow">
            <Box className="lk-strong">{t('pay.confirming')}</Box>
            <Box className="lk-small">{t(told ? 'abnormality.paid_at_channel' : 'pay.confirmingText')}</Box>
          </Box>
        </Box>
      </Card>
      <Button id="pay-check" tone="line" busy={cashier.asking} onTap={() => void cashier.check()}>
        {t('pay.check')}
      </Button>
    </Box>
  );
}
