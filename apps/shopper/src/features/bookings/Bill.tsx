import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { PriceLines } from '../../parts/PriceLines';
import type { Booking } from './booking';
import { DepositLines } from './DepositLines';

/** BKG-16: the bill: each charge with its segments, what came back, and what is still open. */
export function Bill({ booking }: { booking: Booking }) {
  const t = useT();
  const charges = booking.charges.filter(({ state }) => state !== 'void');
  if (charges.length === 0) return null;
  return (
    <Box as="section" className="lk-stack" id="bill" label={t('bill.title')}>
      <Box as="h2" className="lk-h3">
        {t('bill.title')}
      </Box>
      {charges.map((charge) =>
        charge.kind === 'deposit' ? (
          <DepositLines key={charge.id} charge={charge} over={booking.endedAt !== null} />
        ) : (
          <Card key={charge.id} flush label={t(`chargeKind.${charge.kind}`)}>
            <ListRow
              title={<Box className="lk-strong">{t(`chargeKind.${charge.kind}`)}</Box>}
              detail={`${t(`chargeState.${charge.state}`)}${charge.channel ? ` · ${t(`channel.${charge.channel}`)}` : ''}`}
              end={charge.quote ? null : <Price fen={charge.amount} />}
            />
            {charge.quote ? <PriceLines quote={charge.quote} utcOffset={booking.store.utcOffset} /> : null}
            {charge.refunded > 0 ? (
              <ListRow title={t('bill.refunded')} end={<Price fen={charge.refunded} size={14} minus />} last />
            ) : null}
          </Card>
        ),
      )}
      {booking.paid === 0 && booking.owed === 0 ? null : <Sum booking={booking} />}
    </Box>
  );
}

function Sum({ booking }: { booking: Booking }) {
  const t = useT();
  return (
    <Card flush label={t('bill.sum')}>
      <ListRow title={t('bill.paid')} end={<Price fen={booking.paid} size={14} />} />
      {booking.refunded > 0 ? (
        <ListRow title={t('bill.refunded')} end={<Price fen={booking.refunded} size={14} minus />} />
      ) : null}
      <ListRow
        title={<Box className="lk-strong">{t(booking.owed > 0 ? 'bill.owed' : 'bill.kept')}</Box>}
        end={<Price fen={booking.owed > 0 ? booking.owed : booking.paid - booking.refunded} size={28} />}
        last
      />
    </Card>
  );
}
