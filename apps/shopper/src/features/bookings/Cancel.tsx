import { useState } from 'react';
import { api } from '../../api';
import { formatMoney } from '../../format/money';
import { dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { ListRow } from '../../kit/ListRow';
import { Note } from '../../kit/Note';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Sheet } from '../../kit/Sheet';
import { Skeleton } from '../../kit/Skeleton';
import { Trouble } from '../../kit/Trouble';
import { useAct } from '../../state/fault';
import { useResource } from '../../state/resource';
import type { SessionProps } from './Session';

/** BKG-7: cancelling, with what comes back before it is done. */
export function Cancel({ booking, onBooking }: SessionProps) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button id="cancel-booking" tone="text" onTap={() => setAsking(true)}>
        {t(booking.state === 'held' ? 'booking.release' : 'booking.cancel')}
      </Button>
      {asking ? <CancelSheet booking={booking} onBooking={onBooking} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function CancelSheet({ booking, onBooking, onClose }: SessionProps & { onClose: () => void }) {
  const t = useT();
  const { busy, error, run } = useAct();
  const terms = useResource(`cancellation:${booking.id}`, () =>
    api('GET /bookings/:id/cancellation', { params: { id: booking.id } }),
  );
  const data = terms.data;
  const go = async () => {
    if (!data) return;
    const done = await run(async () => {
      const body = { expectedRefund: data.refund };
      onBooking(await api('POST /bookings/:id/cancel', { params: { id: booking.id }, body }));
      onClose();
    });
    if (!done) void terms.refresh();
  };
  return (
    <Sheet id="cancel-sheet" title={t('booking.cancel')} onClose={onClose}>
      <Box className="lk-stack">
        <Trouble error={error ?? terms.error} />
        {terms.loading ? <Skeleton height={96} /> : null}
        {data && data.paid > 0 ? (
          <Box className="lk-card lk-card--flush">
            <ListRow title={t('cancel.paid')} end={<Price fen={data.paid} size={14} />} />
            <ListRow
              title={t('cancel.fee')}
              {...(data.freeUntil
                ? { detail: t('cancel.freeUntil', { at: dateTime(data.freeUntil, booking.store.utcOffset).slice(5) }) }
                : {})}
              end={<Price fen={data.fee} size={14} minus />}
            />
            <ListRow title={t('cancel.refund')} end={<Price fen={data.refund} size={20} />} last />
          </Box>
        ) : null}
        {data && !data.possible ? <Note tone="amber">{t('cancel.tooLate')}</Note> : null}
        {data?.possible ? (
          <Button id="cancel-go" tone="danger" busy={busy} onTap={() => void go()}>
            {data.refund > 0 ? t('cancel.go', { amount: formatMoney(data.refund) }) : t('booking.cancel')}
          </Button>
        ) : null}
        <Button tone="line" onTap={onClose}>
          {t('cancel.keep')}
        </Button>
      </Box>
    </Sheet>
  );
}
