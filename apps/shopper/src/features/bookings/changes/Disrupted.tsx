import { type Answer, api } from '../../../api';
import { formatMoney } from '../../../format/money';
import { clockTime, dateTime } from '../../../format/time';
import { useT } from '../../../i18n';
import { Button } from '../../../kit/Button';
import { Card } from '../../../kit/Card';
import { Note } from '../../../kit/Note';
import { Box } from '../../../kit/primitives';
import { Trouble } from '../../../kit/Trouble';
import { useAct } from '../../../state/fault';
import { useLive } from '../../../state/realtime';
import { useResource } from '../../../state/resource';
import type { SessionProps } from '../Session';

type Offered = NonNullable<Answer<'GET /bookings/:id/disruption'>['disruption']>;
type Time = Offered['rooms'][number];

/** Ahead of the start from when on somebody may have been told of something. */
const AHEAD_MS = 86_400_000;

/** BKG-29, BKG-30: a booking that cannot begin as sold: another room, a later start or the money back, each one tap. */
export function Disrupted({ booking, onBooking }: SessionProps) {
  const t = useT();
  const { id } = booking;
  const near = Date.parse(booking.from) - Date.now() < AHEAD_MS;
  const answer = useResource(near ? `disruption:${id}:${booking.version}` : null, () =>
    api('GET /bookings/:id/disruption', { params: { id } }),
  );
  useLive(['booking.changed'], () => void answer.refresh(), 15_000, near);
  const { busy, error, run } = useAct();
  const offered = answer.data?.disruption;
  if (!offered) return null;
  const choose = async (body: { kind: 'refund' } | { kind: 'move'; roomId: string; from: string }) => {
    const done = await run(async () => onBooking(await api('POST /bookings/:id/disruption', { params: { id }, body })));
    if (!done) void answer.refresh();
  };
  const move = ({ roomId, from }: Time) => void choose({ kind: 'move', roomId, from });
  const { utcOffset } = booking.store;
  const text = (time: Time) =>
    t('disrupted.time', {
      room: time.roomName,
      at: `${dateTime(time.from, utcOffset).slice(5)}–${clockTime(time.to, utcOffset)}`,
    });
  return (
    <Card lit label={t('disrupted.title')}>
      <Box id="disrupted" className="lk-stack">
        <Note tone="amber" icon="alert" alert>
          {t(`disrupted.${offered.cause}`)}
        </Note>
        <Trouble error={error} />
        {offered.rooms.length > 0 ? <Box className="lk-small lk-soft">{t('disrupted.rooms')}</Box> : null}
        {offered.rooms.map((time) => (
          <Button key={time.roomId} id={`take-${time.roomId}`} busy={busy} onTap={() => move(time)}>
            {text(time)}
          </Button>
        ))}
        {offered.later.length > 0 ? <Box className="lk-small lk-soft">{t('disrupted.later')}</Box> : null}
        {offered.later.map((time) => (
          <Button key={`${time.roomId}${time.from}`} tone="line" busy={busy} onTap={() => move(time)}>
            {text(time)}
          </Button>
        ))}
        <Button id="take-refund" tone="danger" busy={busy} onTap={() => void choose({ kind: 'refund' })}>
          {offered.refund > 0 ? t('disrupted.refund', { amount: formatMoney(offered.refund) }) : t('disrupted.giveUp')}
        </Button>
        {offered.cause === 'lockdown' ? null : <Box className="lk-small lk-soft">{t('disrupted.wait')}</Box>}
      </Box>
    </Card>
  );
}
