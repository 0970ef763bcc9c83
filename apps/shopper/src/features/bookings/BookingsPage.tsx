import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../../api';
import { clockTime, dateTime } from '../../format/time';
import { useT } from '../../i18n';
import { Card } from '../../kit/Card';
import { Chips } from '../../kit/Chips';
import { Price } from '../../kit/Price';
import { Box } from '../../kit/primitives';
import { Tag } from '../../kit/Tag';
import { CardList } from '../../shell/CardList';
import { Page } from '../../shell/Page';
import { useList } from '../../state/list';
import { open } from '../../state/nav';
import { useLive } from '../../state/realtime';
import { useSession } from '../../state/session';
import { type Booking, stageTone } from './booking';

const stages: readonly Booking['stage'][] = ['to_pay', 'to_use', 'in_use', 'completed', 'cancelled'];

/** BKG-24: the customer's bookings by the words that customers use. */
export function BookingsPage() {
  const t = useT();
  const { status } = useSession();
  const [stage, setStage] = useState<Booking['stage'] | null>(null);
  const signedIn = status === 'customer';
  const list = useList(signedIn ? `bookings:${stage ?? 'all'}` : null, (cursor) =>
    api('GET /bookings', { query: { limit: 20, cursor, ...(stage ? { stage } : {}) } }),
  );
  useLive(['booking.changed'], () => void list.refresh(), 15_000, signedIn);
  useDidShow(() => void list.refresh());
  return (
    <Page title={t('bookings.title')} dataAt={list.at}>
      <Chips
        id="stage"
        label={t('bookings.filter')}
        value={stage}
        options={[
          { value: null, text: t('bookings.all') },
          ...stages.map((one) => ({ value: one, text: t(`bookingStage.${one}`) })),
        ]}
        onChange={setStage}
      />
      <CardList
        list={list}
        empty={{ icon: 'clock', title: t('bookings.emptyTitle'), text: t('bookings.emptyText') }}
        card={(booking) => <BookingCard key={booking.id} booking={booking} />}
      />
    </Page>
  );
}

function BookingCard({ booking }: { booking: Booking }) {
  const t = useT();
  const { utcOffset } = booking.store;
  return (
    <Card id={`booking-${booking.id}`} onTap={() => open('booking', { id: booking.id })}>
      <Box className="lk-row lk-row--between">
        <Box className="lk-strong lk-cut">{`${booking.room.name} · ${booking.store.name}`}</Box>
        <Tag tone={stageTone[booking.stage]}>{t(`bookingStage.${booking.stage}`)}</Tag>
      </Box>
      <Box className="lk-row lk-row--between">
        <Box className="lk-num lk-small">{`${dateTime(booking.from, utcOffset)} – ${clockTime(booking.to, utcOffset)}`}</Box>
        {booking.role === 'host' ? <Price fen={booking.total} size={14} /> : <Tag>{t('booking.asGuest')}</Tag>}
      </Box>
    </Card>
  );
}
