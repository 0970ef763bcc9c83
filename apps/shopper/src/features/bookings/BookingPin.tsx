import { api } from '../../api';
import { clockTime, dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Icon } from '../../kit/Icon';
import { Box } from '../../kit/primitives';
import { open } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';
import { useSession } from '../../state/session';

export interface BookingPinProps {
  doorToken: string | null;
  storeId: string | null;
}

/** BKG-28: at a venue, or with its door's code scanned, the booking of now and its door stand on top. */
export function BookingPin({ doorToken, storeId }: BookingPinProps) {
  const t = useT();
  const { status } = useSession();
  const here = doorToken ? { doorToken } : storeId ? { storeId } : {};
  const signedIn = status === 'customer';
  const current = useResource(signedIn ? `booking-now:${doorToken ?? storeId ?? ''}` : null, () =>
    api('GET /bookings/current', { query: here }),
  );
  useLive(['booking.changed'], () => void current.refresh(), 30_000, signedIn);
  const booking = current.data?.booking;
  if (!signedIn || !booking) return null;
  const { utcOffset } = booking.store;
  return (
    <Card lit label={t('booking.now')}>
      <Box className="lk-stack">
        <Box className="lk-row lk-row--top">
          <Icon name="clock" size={22} />
          <Box className="lk-grow">
            <Box className="lk-strong">{`${booking.room.name} · ${booking.store.name}`}</Box>
            <Box className="lk-small lk-num">
              {`${dateTime(booking.from, utcOffset).slice(5)} – ${clockTime(booking.to, utcOffset)}`}
            </Box>
          </Box>
        </Box>
        <Button id="booking-next" tone="amber" onTap={() => open('booking', { id: booking.id })}>
          {t(`bookingNext.${booking.stage}`)}
        </Button>
      </Box>
    </Card>
  );
}
