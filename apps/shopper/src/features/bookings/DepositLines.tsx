import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import type { Charge } from './booking';

/** BKG-16: what became of a deposit: what the session used up, and what goes back. */
export function DepositLines({ charge, over }: { charge: Charge; over: boolean }) {
  const t = useT();
  const { state, channel, amount, consumed, refunded } = charge;
  const returning = over && state === 'paid' ? amount - consumed - refunded : 0;
  const paid = `${t(`chargeState.${state}`)}${channel ? ` · ${t(`channel.${channel}`)}` : ''}`;
  return (
    <Card flush label={t('chargeKind.deposit')}>
      <ListRow
        title={<Box className="lk-strong">{t('chargeKind.deposit')}</Box>}
        detail={paid}
        end={<Price fen={amount} size={20} />}
        last={consumed + refunded + returning === 0}
      />
      {consumed > 0 ? (
        <ListRow
          title={t('bill.consumed')}
          end={<Price fen={consumed} size={14} minus />}
          last={refunded + returning === 0}
        />
      ) : null}
      {refunded > 0 ? (
        <Box id="deposit-back">
          <ListRow
            title={t('bill.depositBack')}
            end={<Price fen={refunded} size={14} minus />}
            last={returning === 0}
          />
        </Box>
      ) : null}
      {returning > 0 ? (
        <Box id="deposit-returning">
          <ListRow title={t('bill.returning')} end={<Price fen={returning} size={14} minus />} last />
        </Box>
      ) : null}
    </Card>
  );
}
