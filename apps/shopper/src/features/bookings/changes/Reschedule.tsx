import { useEffect, useState } from 'react';
import { type Answer, api } from '../../../api';
import { formatMoney } from '../../../format/money';
import { clockTime, dateTime } from '../../../format/time';
import { type MessageKey, useT } from '../../../i18n';
import { Button } from '../../../kit/Button';
import { Chips } from '../../../kit/Chips';
import { ListRow } from '../../../kit/ListRow';
import { Note } from '../../../kit/Note';
import { Price } from '../../../kit/Price';
import { Box } from '../../../kit/primitives';
import { Sheet } from '../../../kit/Sheet';
import { Skeleton } from '../../../kit/Skeleton';
import { Trouble } from '../../../kit/Trouble';
import { DayBar, instantOf } from '../../../parts/daybar/DayBar';
import { type Availability, gridOf, type Range } from '../../../parts/daybar/day-range';
import { useAct } from '../../../state/fault';
import { type Resource, useResource } from '../../../state/resource';
import type { SessionProps } from '../Session';
import { firstRange } from './first-range';
import { useRescheduleQuote } from './use-reschedule-quote';

type Offered = Answer<'GET /bookings/:id/rescheduling'>;
type Quote = Answer<'POST /bookings/:id/reschedule-quotes'>;

/** BKG-7: moving a booking to another time or room of its store, with what it costs or gives back shown before. */
export function Reschedule({ booking, onBooking }: SessionProps) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const pending = booking.charges.find(({ kind, state }) => kind === 'reschedule' && state === 'awaiting_payment');
  const { busy, error, run } = useAct();
  const keep = () =>
    run(async () => onBooking(await api('DELETE /bookings/:id/reschedule', { params: { id: booking.id } })));
  const { utcOffset } = booking.store;
  return (
    <>
      {pending?.quote ? (
        <Note tone="amber">
          {t('reschedule.pending', {
            at: `${dateTime(pending.quote.from, utcOffset).slice(5)}–${clockTime(pending.quote.to, utcOffset)}`,
          })}
        </Note>
      ) : null}
      <Trouble error={error} />
      {pending ? (
        <Button id="keep-time" tone="text" busy={busy} onTap={() => void keep()}>
          {t('reschedule.keep')}
        </Button>
      ) : (
        <Button id="reschedule" tone="line" icon="clock" onTap={() => setAsking(true)}>
          {t('reschedule.title')}
        </Button>
      )}
      {asking ? <RescheduleSheet booking={booking} onBooking={onBooking} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

interface SheetProps extends SessionProps {
  onClose: () => void;
}

function RescheduleSheet(props: SheetProps) {
  const t = useT();
  const { booking, onClose } = props;
  const offered = useResource(`rescheduling:${booking.id}`, () =>
    api('GET /bookings/:id/rescheduling', { params: { id: booking.id } }),
  );
  const { data } = offered;
  return (
    <Sheet id="reschedule-sheet" title={t('reschedule.title')} onClose={onClose}>
      <Box className="lk-stack">
        <Trouble error={offered.error} />
        {offered.loading ? <Skeleton height={160} /> : null}
        {data && !data.possible ? <Note tone="amber">{t('reschedule.tooLate')}</Note> : null}
        {data?.availability ? (
          <Choose {...props} offered={data} availability={data.availability} resource={offered} />
        ) : null}
      </Box>
    </Sheet>
  );
}

interface ChooseProps extends SheetProps {
  offered: Offered;
  availability: Availability;
  resource: Resource<Offered>;
}

const weekdayOf = (date: string): MessageKey => `weekday.${new Date(`${date}T00:00:00Z`).getUTCDay()}` as 'weekday.0';

function Choose({ booking, onBooking, onClose, offered, availability, resource }: ChooseProps) {
  const t = useT();
  const [roomId, setRoomId] = useState(booking.room.id);
  const first = firstRange(booking, availability);
  const [date, setDate] = useState(first.date);
  const [range, setRange] = useState<Range | null>(first.range);
  const grid = gridOf(availability, roomId);
  const day = availability.days.find((one) => one.date === date) ?? availability.days[0];
  const wish = range && { roomId, from: instantOf(availability, range.from), to: instantOf(availability, range.to) };
  const { quote, error, stale, again } = useRescheduleQuote(booking.id, wish);
  const act = useAct();
  const go = async () => {
    if (!wish || !quote) return;
    const done = await act.run(async () => {
      const body = { ...wish, expectedPay: quote.pay, expectedRefund: quote.refund };
      onBooking(await api('POST /bookings/:id/reschedule', { params: { id: booking.id }, body }));
      onClose();
    });
    if (done) return;
    again();
    void resource.refresh();
  };
  // Another day or room keeps the length and the hour as far as there is room for them.
  const choose = (nextRoom: string, nextDate: string) => {
    setRoomId(nextRoom);
    setDate(nextDate);
    setRange(firstRange(booking, availability, { roomId: nextRoom, date: nextDate }).range);
  };
  useEffect(() => {
    if (range && act.error?.code === 'room_taken') setRange(null);
  }, [act.error, range]);
  if (!day) return <Note tone="amber">{t('reschedule.nothingFree')}</Note>;
  return (
    <>
      {offered.rooms.length > 1 ? (
        <Chips
          id="reschedule-room"
          label={t('reschedule.room')}
          value={roomId}
          options={offered.rooms.map(({ id, name }) => ({ value: id, text: name }))}
          onChange={(next) => choose(next ?? roomId, date)}
        />
      ) : null}
      <Chips
        id="reschedule-day"
        label={t('reschedule.day')}
        value={date}
        options={availability.days.map((one) => ({
          ...{ value: one.date, text: `${one.date.slice(5)} ${t(weekdayOf(one.date))}` },
        }))}
        onChange={(next) => choose(roomId, next ?? date)}
      />
      {grid.free.some(({ from, to }) => from < day.to && to > day.from) ? null : (
        <Note tone="amber">{t('reschedule.nothingFree')}</Note>
      )}
      <Box style={{ overflow: 'hidden', paddingRight: '16px' }}>
        <DayBar availability={availability} day={day} grid={grid} range={range} onRange={setRange} />
      </Box>
      <Trouble error={act.error ?? error} />
      {quote ? <Difference quote={quote} feeRate={offered.feeRate} /> : null}
      <Button id="reschedule-go" busy={act.busy} disabled={!quote?.free || stale || !wish} onTap={() => void go()}>
        {quote === null
          ? t('reschedule.choose')
          : quote.pay > 0
            ? t('reschedule.goPay', { amount: formatMoney(quote.pay) })
            : quote.refund > 0
              ? t('reschedule.goRefund', { amount: formatMoney(quote.refund) })
              : t('reschedule.go')}
      </Button>
    </>
  );
}

function Difference({ quote, feeRate }: { quote: Quote; feeRate: number }) {
  const t = useT();
  return (
    <Box id="reschedule-price" className="lk-card lk-card--flush">
      <ListRow title={t('reschedule.newPrice')} end={<Price fen={quote.quote.total} size={14} />} />
      <ListRow title={t('reschedule.before')} end={<Price fen={quote.before} size={14} minus />} />
      {quote.fee > 0 ? (
        <ListRow title={t('reschedule.fee', { percent: feeRate / 100 })} end={<Price fen={quote.fee} size={14} />} />
      ) : null}
      <ListRow
        title={<Box className="lk-strong">{t(quote.refund > 0 ? 'reschedule.back' : 'reschedule.pay')}</Box>}
        end={<Price fen={quote.refund > 0 ? quote.refund : quote.pay} size={20} />}
        last
      />
    </Box>
  );
}
