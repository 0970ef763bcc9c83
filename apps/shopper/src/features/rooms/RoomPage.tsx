import { type ReactNode, useState } from 'react';
import { type Answer, type ApiError, api } from '../../api';
import { formatMoney } from '../../format/money';
import { clockTime, dateTime } from '../../format/time';
import { type MessageKey, useT } from '../../i18n';
import { Button } from '../../kit/Button';
import { Chips } from '../../kit/Chips';
import { Note } from '../../kit/Note';
import { Box } from '../../kit/primitives';
import { SkeletonList } from '../../kit/Skeleton';
import { Stepper } from '../../kit/Stepper';
import { ErrorState } from '../../kit/states';
import { Trouble } from '../../kit/Trouble';
import { type Basket, wishesOf } from '../../parts/menu/basket';
import { useMenu } from '../../parts/menu/use-menu';
import { ReviewsRow } from '../../parts/ReviewsRow';
import { Page } from '../../shell/Page';
import { useAct } from '../../state/fault';
import { open, pageParam, replace } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';
import { useSession } from '../../state/session';
import { DayBar, instantOf } from './DayBar';
import { type Availability, gridOf, type Range } from './day-range';
import { Extras } from './Extras';
import { type Offer, Offers, offerKey } from './Offers';
import { isClosed, OnlyFor } from './OnlyFor';
import type { CouponChoice } from './phone-quotes';
import { Facts, Terms } from './RoomFacts';
import { StartNow } from './StartNow';
import { useChosenRange } from './use-chosen-range';
import { useOffers } from './use-offers';

type Answered = Answer<'GET /rooms/:id'>;

export interface RoomPageProps {
  /** What a day offers whose times are taken. */
  whenFull?: (full: {
    room: Answered['room'];
    availability: Availability;
    day: Availability['days'][number];
    people: number;
  }) => ReactNode;
}

export function RoomPage({ whenFull }: RoomPageProps) {
  const t = useT();
  const [id] = useState(() => pageParam('id') ?? '');
  const room = useResource(`room:${id}`, () => api('GET /rooms/:id', { params: { id } }));
  useLive(['booking.changed'], () => void room.refresh(), 20_000);
  if (room.data) return <Booking it={room.data} at={room.at} whenFull={whenFull} onTaken={() => void room.refresh()} />;
  return (
    <Page title={t('room.title')}>
      {room.error ? <ErrorState error={room.error} onRetry={() => void room.refresh()} /> : null}
      {room.loading ? <SkeletonList rows={5} label={t('common.loading')} /> : null}
    </Page>
  );
}

interface BookingProps extends RoomPageProps {
  it: Answered;
  at: number;
  onTaken: () => void;
}

function Booking({ it, at, whenFull, onTaken }: BookingProps) {
  const t = useT();
  const { status } = useSession();
  const { room, availability } = it;
  const grid = gridOf(availability, room.id);
  const { day, setDay, range, taken, setRange } = useChosenRange(availability, grid);
  const [people, setPeople] = useState(Math.min(2, room.capacity));
  const [picked, setPicked] = useState<string | null>(null);
  const [basket, setBasket] = useState<Basket>([]);
  const [coupon, setCoupon] = useState<CouponChoice>('best');
  const menu = useMenu(room.storeId);
  const bookable = taken || isClosed(it.onlyFor, day.date) ? null : range;
  const wish = bookable
    ? { from: instantOf(availability, bookable.from), to: instantOf(availability, bookable.to), people, basket, coupon }
    : null;
  const { offers, error, stale, again } = useOffers(room, wish);
  const chosen = choose(offers, picked);
  const act = useAct();
  const book = async () => {
    if (status !== 'customer') return open('sign-in');
    const { quote } = chosen ?? {};
    if (!wish || !chosen || !quote) return;
    const { mode, packageId } = chosen;
    const done = await act.run(async () => {
      const { basket: lines, ...rest } = wish;
      const body = { roomId: room.id, ...rest, addOns: wishesOf(lines), mode, packageId, expectedTotal: quote.total };
      const { id } = await api('POST /bookings', { body });
      replace('booking', { id });
    });
    if (!done) {
      onTaken();
      again();
    }
  };
  return (
    <Page
      title={room.name}
      dataAt={at}
      footer={
        <Button
          id="book-room"
          busy={act.busy}
          disabled={!chosen?.quote || stale || !bookable}
          onTap={() => void book()}
        >
          {chosen?.quote ? t('room.book', { amount: formatMoney(chosen.quote.total) }) : t('room.choose')}
        </Button>
      }
    >
      <Facts it={it} />
      <StartNow roomId={room.id} people={people} utcOffset={room.utcOffset} />
      <Chips
        id="day"
        label={t('room.day')}
        value={day.date}
        options={availability.days.map(({ date }) => ({ value: date, text: `${date.slice(5)} ${t(weekdayOf(date))}` }))}
        onChange={(date) => setDay(date ?? day.date)}
      />
      {grid.free.length === 0 || range === null ? <Note tone="amber">{t('room.nothingFree')}</Note> : null}
      <OnlyFor days={it.onlyFor} date={day.date} />
      {taken ? <Note tone="amber">{t('room.takenMeanwhile')}</Note> : null}
      <DayBar availability={availability} day={day} grid={grid} range={range} onRange={setRange} />
      {whenFull?.({ room, availability, day, people })}
      <Box className="lk-row lk-row--between">
        <Box>{t('room.people', { n: people })}</Box>
        <Stepper
          id="people"
          value={people}
          max={room.capacity}
          fewer={t('room.fewer')}
          more={t('room.more')}
          remove={t('room.fewer')}
          onChange={(n) => setPeople(Math.max(1, n))}
        />
      </Box>
      <Extras
        menu={menu.items}
        onMenu={menu.refresh}
        basket={basket}
        offer={chosen}
        onBasket={setBasket}
        onCoupon={setCoupon}
      />
      <Trouble error={error} />
      <Refused
        error={act.error}
        roomId={room.id}
        utcOffset={day.utcOffset}
        onTake={(wished) => setRange(minutesOf(availability, wished))}
      />
      {offers.length > 0 ? (
        <Offers
          offers={offers}
          chosen={chosen}
          utcOffset={day.utcOffset}
          stale={stale}
          onChoose={(offer) => setPicked(offerKey(offer))}
        />
      ) : null}
      <Terms it={it} />
      <ReviewsRow storeId={room.storeId} roomId={room.id} rating={room.rating} />
    </Page>
  );
}

const weekdays = [
  'weekday.0',
  'weekday.1',
  'weekday.2',
  'weekday.3',
  'weekday.4',
  'weekday.5',
  'weekday.6',
] as const satisfies readonly MessageKey[];
const weekdayOf = (date: string): MessageKey => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'weekday.0';

const minutesOf = (availability: Availability, { from, to }: { from: string; to: string }): Range => ({
  from: Math.round((Date.parse(from) - Date.parse(availability.startsAt)) / 60_000),
  to: Math.round((Date.parse(to) - Date.parse(availability.startsAt)) / 60_000),
});

/** The picked offer while it is open for the range, else the cheapest. */
function choose(offers: readonly Offer[], picked: string | null): Offer | null {
  const priced = offers.filter((offer) => offer.quote !== null);
  const same = priced.find((offer) => offerKey(offer) === picked);
  return same ?? [...priced].sort((a, b) => (a.quote?.total ?? 0) - (b.quote?.total ?? 0))[0] ?? null;
}

interface Alternative {
  roomId: string;
  roomName: string;
  from: string;
  to: string;
}

const isAlternative = (value: unknown): value is Alternative =>
  typeof value === 'object' && value !== null && 'roomId' in value && 'from' in value && 'to' in value;

interface RefusedProps {
  roomId: string;
  error: ApiError | null;
  utcOffset: number;
  onTake: (range: { from: string; to: string }) => void;
}

/** BKG-3: why not, and what is free instead, one tap away. */
function Refused({ error, roomId, utcOffset, onTake }: RefusedProps) {
  const t = useT();
  const given: unknown = error?.code === 'room_taken' ? error.data.alternatives : [];
  const alternatives = Array.isArray(given) ? given.filter(isAlternative) : [];
  return (
    <Trouble error={error}>
      {alternatives.length > 0 ? (
        <Box className="lk-row lk-row--wrap" id="alternatives">
          {alternatives.map((one) => (
            <Button
              key={`${one.roomId}${one.from}`}
              small
              tone="line"
              onTap={() => (one.roomId === roomId ? onTake(one) : replace('room', { id: one.roomId }))}
            >
              {`${one.roomId === roomId ? '' : `${one.roomName} `}${dateTime(one.from, utcOffset).slice(5)}–${clockTime(one.to, utcOffset)}`}
            </Button>
          ))}
        </Box>
      ) : null}
      {error?.code === 'booking_owes' ? (
        <Button small tone="line" onTap={() => open('bookings')}>
          {t('bookings.title')}
        </Button>
      ) : null}
    </Trouble>
  );
}
