import { useState } from 'react';
import { api } from '../../api';
import { dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { ListRow } from '../../kit/ListRow';
import { Box } from '../../kit/primitives';
import { toast } from '../../kit/Toast';
import { Trouble } from '../../kit/Trouble';
import { surface } from '../../platform/surface';
import { useAct } from '../../state/fault';
import type { SessionProps } from './Session';

/** BKG-6: friends get an entry right of their own by a link; the host takes it back at once. */
export function Guests({ booking, onBooking }: SessionProps) {
  const t = useT();
  const { busy, error, run } = useAct();
  /** How many more fit. */
  const room = Math.max(0, booking.people - 1 - booking.guests.length);
  const [link, setLink] = useState<string | null>(null);
  const share = () =>
    run(async () => {
      const { url } = await api('POST /bookings/:id/share', { params: { id: booking.id } });
      setLink(url);
      surface.copy(url);
      toast(t('guests.copied'), 'check');
    });
  const remove = (guestId: string) =>
    run(async () => {
      onBooking(await api('DELETE /bookings/:id/guests/:guestId', { params: { id: booking.id, guestId } }));
    });
  return (
    <Card label={t('guests.title')}>
      <Box className="lk-stack">
        <Box className="lk-row lk-row--between">
          <Box>
            <Box className="lk-strong">{t('guests.title')}</Box>
            <Box className="lk-small lk-soft">{t('guests.text', { n: room })}</Box>
          </Box>
          <Button id="share-booking" small tone="line" busy={busy} disabled={room <= 0} onTap={() => void share()}>
            {t('guests.share')}
          </Button>
        </Box>
        {link ? (
          <Box id="share-link" className="lk-small lk-reference">
            {link}
          </Box>
        ) : null}
        <Trouble error={error} />
        {booking.guests.map((guest, i) => (
          <ListRow
            key={guest.id}
            icon="user"
            title={guest.name || t('guests.friend')}
            detail={dateTime(guest.joinedAt, booking.store.utcOffset).slice(5)}
            end={
              <Button small tone="text" onTap={() => void remove(guest.id)}>
                {t('guests.remove')}
              </Button>
            }
            last={i === booking.guests.length - 1}
          />
        ))}
      </Box>
    </Card>
  );
}
