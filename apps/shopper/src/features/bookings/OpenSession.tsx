import { useState } from 'react';
import { api } from '../../api';
import { formatMoney } from '../../format/money';
import { clockTime, countdown } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Segments } from '../../kit/Segments';
import { Sheet } from '../../kit/Sheet';
import { Skeleton } from '../../kit/Skeleton';
import { Trouble } from '../../kit/Trouble';
import { useAct } from '../../state/fault';
import type { SessionProps } from './Session';
import { type Reading, useMeter } from './use-meter';

/** BKG-15: the meter while it runs, what is held, how long it may go on, and the one tap that ends it. */
export function OpenSession({ booking, onBooking }: SessionProps) {
  const t = useT();
  const reading = useMeter(booking.id);
  const [sheet, setSheet] = useState<'more' | 'end' | null>(null);
  if (!reading) return <Skeleton height={180} />;
  const { facts } = reading;
  const close = () => setSheet(null);
  return (
    <Card lit label={t(reading.stopped ? 'meter.stopped' : 'meter.title')}>
      <Box className="lk-stack">
        <Box className="lk-row lk-row--between">
          <Box>
            <Box className="lk-strong">{t(reading.stopped ? 'meter.stopped' : 'meter.title')}</Box>
            <Box className="lk-small lk-num" id="meter-time" role="timer">
              {t('meter.elapsed', { time: countdown(reading.elapsedMs) })}
            </Box>
          </Box>
          <Box id="meter-total">
            <Price fen={reading.total} size={40} />
          </Box>
        </Box>
        <Facts reading={reading} utcOffset={booking.store.utcOffset} />
        <Box className="lk-row">
          {facts.credit ? null : (
            <Button id="more-deposit" small tone="amber" icon="plus" onTap={() => setSheet('more')}>
              {t('meter.topUp')}
            </Button>
          )}
          <Button id="end-open" small tone="line" icon="exit" onTap={() => setSheet('end')}>
            {t('meter.end')}
          </Button>
        </Box>
      </Box>
      {sheet === 'more' ? <More booking={booking} onBooking={onBooking} onClose={close} /> : null}
      {sheet === 'end' ? <End booking={booking} onBooking={onBooking} onClose={close} /> : null}
    </Card>
  );
}

function Facts({ reading, utcOffset }: { reading: Reading; utcOffset: number }) {
  const t = useT();
  const { facts, total, nextMs, stopped } = reading;
  const rest = facts.deposit - total;
  const why = facts.goesOn && facts.endsBy === 'deposit' ? 'goesOn' : facts.endsBy;
  return (
    <Box className="lk-stack lk-stack--tight lk-small">
      {facts.credit ? (
        <Box>{t('meter.credit')}</Box>
      ) : (
        <Box className="lk-row lk-row--between">
          <Box id="meter-deposit">{t('meter.held', { amount: formatMoney(facts.deposit) })}</Box>
          <Box id="meter-rest" className="lk-num">
            {rest >= 0
              ? t('meter.rest', { amount: formatMoney(rest) })
              : t('meter.beyond', { amount: formatMoney(-rest) })}
          </Box>
        </Box>
      )}
      <Box className="lk-soft" id="meter-until">
        {t(`meter.until.${why}`, { at: clockTime(facts.until, utcOffset) })}
      </Box>
      {nextMs === null || stopped ? null : (
        <Box className="lk-soft lk-num">{t('meter.next', { time: countdown(nextMs) })}</Box>
      )}
    </Box>
  );
}

interface SheetProps extends SessionProps {
  onClose: () => void;
}

const amounts = ['2000', '5000', '10000'] as const;

/** What is left in addition moves the end; it is paid like the first deposit. */
function More({ booking, onBooking, onClose }: SheetProps) {
  const t = useT();
  const [amount, setAmount] = useState<(typeof amounts)[number]>('5000');
  const { busy, error, run } = useAct();
  const go = () =>
    run(async () => {
      const body = { amount: Number(amount) };
      onBooking(await api('POST /bookings/:id/deposits', { params: { id: booking.id }, body }));
      onClose();
    });
  return (
    <Sheet id="more-sheet" title={t('meter.topUp')} onClose={onClose}>
      <Box className="lk-stack">
        <Box>{t('meter.topUpText')}</Box>
        <Segments
          id="more"
          label={t('meter.topUp')}
          value={amount}
          onChange={setAmount}
          options={amounts.map((value) => ({ value, text: formatMoney(Number(value)) }))}
        />
        <Trouble error={error} />
        <Button id="more-go" busy={busy} onTap={() => void go()}>
          {t('meter.topUpGo', { amount: formatMoney(Number(amount)) })}
        </Button>
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
    <Sheet id="end-sheet" title={t('meter.end')} onClose={onClose}>
      <Box className="lk-stack">
        <Box>{t('meter.endText')}</Box>
        <Trouble error={error} />
        <Button id="end-go" tone="danger" busy={busy} onTap={() => void go()}>
          {t('meter.end')}
        </Button>
        <Button tone="line" onTap={onClose}>
          {t('common.cancel')}
        </Button>
      </Box>
    </Sheet>
  );
}
