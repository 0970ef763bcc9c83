import { api } from '../../api';
import { formatMoney } from '../../format/money';
import { clockTime } from '../../format/time';
import { useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Card } from '../../kit/Card';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Trouble } from '../../kit/Trouble';
import { useAct } from '../../state/fault';
import { open, replace } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';
import { useSession } from '../../state/session';

/** BKG-15: begin here and now, without an end: what it costs, what to leave before, and how long the table is free. */
export function StartNow({ roomId, people, utcOffset }: { roomId: string; people: number; utcOffset: number }) {
  const t = useT();
  const { status } = useSession();
  const offer = useResource(`open-offer:${roomId}:${status}`, () =>
    api('GET /rooms/:id/open-offer', { params: { id: roomId } }),
  );
  useLive(['booking.changed'], () => void offer.refresh(), 15_000);
  const act = useAct();
  const it = offer.data;
  if (!it || it.mode === null || (!it.possible && it.refusal !== 'room_taken')) return null;
  const start = async () => {
    if (status !== 'customer') return open('sign-in');
    const done = await act.run(async () => {
      const body = { people, expectedDeposit: it.deposit };
      const { id } = await api('POST /rooms/:id/sessions', { params: { id: roomId }, body });
      replace('booking', { id });
    });
    if (!done) void offer.refresh();
  };
  const owed = act.error?.code === 'booking_owes' ? act.error.data.bookingId : null;
  return (
    <Card lit={it.possible} label={t('open.title')}>
      <Box className="lk-stack" id="start-card">
        <Box className="lk-row lk-row--between">
          <Box>
            <Box className="lk-strong">{t('open.title')}</Box>
            <Box className="lk-small lk-soft">
              {it.unitPrice === null
                ? t('open.text')
                : t('open.rate', { price: formatMoney(it.unitPrice), n: it.unitMinutes ?? 0 })}
            </Box>
          </Box>
          {it.deposit > 0 ? (
            <Box className="lk-storeend">
              <Price fen={it.deposit} size={20} />
              <Box className="lk-tiny lk-soft">{t('open.deposit')}</Box>
            </Box>
          ) : null}
        </Box>
        <Box className="lk-small">
          {it.possible && it.until
            ? t(it.deposit > 0 ? 'open.terms' : 'open.termsCredit', { at: clockTime(it.until, utcOffset) })
            : t('open.taken')}
        </Box>
        <Trouble error={act.error}>
          {typeof owed === 'string' ? (
            <Button id="pay-debt" small tone="line" onTap={() => open('booking', { id: owed })}>
              {t('open.payDebt')}
            </Button>
          ) : null}
        </Trouble>
        <Button
          id="start-now"
          tone="amber"
          icon="clock"
          busy={act.busy}
          disabled={!it.possible}
          onTap={() => void start()}
        >
          {t('open.start')}
        </Button>
      </Box>
    </Card>
  );
}
