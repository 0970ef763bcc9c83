import { useState } from 'react';
import { type Answer, api } from '../../api';
import { formatMoney } from '../../format/money';
import { clockTime, countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { Segments } from '../../kit/Segments';
import { Sheet } from '../../kit/Sheet';
import { Skeleton } from '../../kit/Skeleton';
import { Trouble } from '../../kit/Trouble';
import { PriceLines } from '../../parts/PriceLines';
import { useNow } from '../../state/clock';
import { useAct } from '../../state/fault';
import { useResource } from '../../state/resource';
import type { Booking } from './booking';
import { Elsewhere } from './changes/Elsewhere';

export interface SessionProps {
  booking: Booking;
  onBooking: (booking: Booking) => void;
}

/** BKG-11 to 14: the time that is left, power, going on, and leaving. */
export function Session({ booking, onBooking }: SessionProps) {
  const t = useT();
  const now = useNow(1000);
  const [sheet, setSheet] = useState<'renew' | 'end' | null>(null);
  const left = Date.parse(booking.to) - now;
  const host = booking.role === 'host';
  return (
    <Card lit={left < 15 * 60_000} label={t('session.title')}>
      <Box className="lk-stack">
        <Box className="lk-row lk-row--between">
          <Box className="lk-strong">{left > 0 ? t('session.left') : t('session.over')}</Box>
          <Box className="lk-h2 lk-num" id="session-left" role="timer">
            {countdown(Math.abs(left))}
          </Box>
        </Box>
        <Box className="lk-small lk-soft">
          {`${t('session.until', { at: clockTime(booking.to, booking.store.utcOffset) })} · ${t(`power.${booking.power}`)}`}
        </Box>
        {host ? (
          <Box className="lk-row">
            <Button id="renew" small tone="amber" icon="clock" onTap={() => setSheet('renew')}>
              {t('session.renew')}
            </Button>
            <Button id="end-session" small tone="line" icon="exit" onTap={() => setSheet('end')}>
              {t('session.end')}
            </Button>
          </Box>
        ) : null}
      </Box>
      {sheet === 'renew' ? <Renew booking={booking} onBooking={onBooking} onClose={() => setSheet(null)} /> : null}
      {sheet === 'end' ? <End booking={booking} onBooking={onBooking} onClose={() => setSheet(null)} /> : null}
    </Card>
  );
}

type Option = Answer<'GET /bookings/:id/renewals'>['options'][number];
const lengths = ['30', '60', '120'] as const;

interface SheetProps extends SessionProps {
  onClose: () => void;
}

/** BKG-13, BKG-21: longer here, as long as possible, or in another room, each with its price. */
function Renew({ booking, onBooking, onClose }: SheetProps) {
  const t = useT();
  const [minutes, setMinutes] = useState<(typeof lengths)[number]>('60');
  const { busy, error, run } = useAct();
  const answer = useResource(`renewals:${booking.id}:${minutes}`, () =>
    api('GET /bookings/:id/renewals', { params: { id: booking.id }, query: { minutes: Number(minutes) } }),
  );
  const clock = (iso: string) => clockTime(iso, booking.store.utcOffset);
  const here = answer.data?.options.find(({ kind }) => kind === 'extend') ?? null;
  const elsewhere = answer.data?.options.filter(({ kind }) => kind === 'move') ?? [];
  const go = async (option: Option) => {
    const done = await run(async () => {
      const { id: roomId } = option.room;
      const body = { to: option.to, expectedTotal: option.quote.total, ...(option.kind === 'move' ? { roomId } : {}) };
      onBooking(await api('POST /bookings/:id/renewals', { params: { id: booking.id }, body }));
      onClose();
    });
    if (!done) void answer.refresh();
  };
  return (
    <Sheet id="renew-sheet" title={t('session.renew')} onClose={onClose}>
      <Box className="lk-stack">
        <Segments
          id="renew"
          label={t('session.howLong')}
          value={minutes}
          onChange={setMinutes}
          options={lengths.map((value) => ({ value, text: t('session.minutes', { n: Number(value) }) }))}
        />
        <Trouble error={error ?? answer.error} />
        {answer.loading ? <Skeleton height={120} /> : null}
        {here ? (
          <>
            {Date.parse(here.to) - Date.parse(booking.to) < Number(minutes) * 60_000 ? (
              <Note tone="amber">{t('session.shorter', { at: clock(here.to) })}</Note>
            ) : null}
            <Box className="lk-card lk-card--flush">
              <PriceLines quote={here.quote} utcOffset={booking.store.utcOffset} />
            </Box>
            <Button id="renew-go" busy={busy} onTap={() => void go(here)}>
              {t('session.renewTo', { at: clock(here.to), amount: formatMoney(here.quote.total) })}
            </Button>
          </>
        ) : answer.data ? (
          <Note tone="amber">{t('session.notLonger')}</Note>
        ) : null}
        <Elsewhere
          options={elsewhere}
          utcOffset={booking.store.utcOffset}
          busy={busy}
          onChoose={(option) => void go(option)}
        />
      </Box>
    </Sheet>
  );
}

function End({ booking, onBooking, onClose }: SheetProps) {
  const t = useT();
  const { busy, error, run } = useAct();
  const go = () =>
    run(async () => {
      onBooking(await api('POST /bookings/:id/end', { params: { id: booking.id } }));
      onClose();
    });
  return (
    <Sheet id="end-sheet" title={t('session.end')} onClose={onClose}>
      <Box className="lk-stack">
        <Box>{t('session.endText')}</Box>
        <Trouble error={error} />
        <Button id="end-go" tone="danger" busy={busy} onTap={() => void go()}>
          {t('session.end')}
        </Button>
        <Button tone="line" onTap={onClose}>
          {t('common.cancel')}
        </Button>
      </Box>
    </Sheet>
  );
}
