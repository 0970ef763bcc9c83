import { CalendarOutlined } from '@ant-design/icons';
import {
  type Column,
  DateTime,
  type Filter,
  type ItemOf,
  ListPage,
  MaskedText,
  useColumnKit,
  useList,
  useWordOptions,
} from '@latchkey/ui';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRoomsOf } from '../../booking-parts/api.ts';
import { BookingDrawer } from '../../booking-parts/BookingDrawer.tsx';
import { useRoomStoreOptions } from '../../choices/room-stores.ts';
import { useDayZone } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';

type Booking = ItemOf<'GET /staff/bookings'>;
const FILTERS = ['search', 'storeId', 'roomId', 'memberId', 'state', 'kind', 'toCome', 'from', 'to'];

/** BKG-9: every booking of the scope, found by what people know of it. */
export function Bookings() {
  const text = useAppText();
  const navigate = useNavigate();
  const list = useList({ key: 'bookings', route: 'GET /staff/bookings', filters: FILTERS });
  return (
    <ListPage
      id="bookings"
      exportable="bookings"
      title={text('bookings.title')}
      hint={text('bookings.hint')}
      extra={
        <Button icon={<CalendarOutlined />} onClick={() => void navigate({ to: '/room-calendar' as never })}>
          {text('bookings.calendar')}
        </Button>
      }
      list={list}
      columns={useColumns()}
      filters={useFilters(list.search.storeId)}
      rowTone={(booking) => (booking.owed > 0 ? 'danger' : booking.state === 'in_use' ? 'live' : undefined)}
      openable
      empty={text('bookings.empty')}
    >
      <BookingDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}

function useFilters(storeId: string | undefined): Filter[] {
  const text = useAppText();
  const rooms = useRoomsOf(storeId).data?.items ?? [];
  const ofStore: Filter[] =
    storeId === undefined
      ? []
      : [
          {
            kind: 'choice',
            keys: ['roomId'],
            label: text('bookingParts.room'),
            options: rooms.map((room) => ({ value: room.id, label: room.name })),
          },
        ];
  return [
    { kind: 'text', keys: ['search'], label: text('bookings.search') },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('booking') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useRoomStoreOptions() },
    ...ofStore,
    { kind: 'choice', keys: ['kind'], label: text('bookingParts.kind'), options: useWordOptions('bookingKind') },
    {
      kind: 'choice',
      keys: ['toCome'],
      label: text('bookings.all'),
      options: [{ value: 'true', label: text('bookings.toCome') }],
    },
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period'), zone: useDayZone(storeId) },
  ];
}

function useColumns(): Column<Booking>[] {
  const col = useColumnKit<Booking>();
  const text = useAppText();
  return [
    col.code('number', text('bookings.number'), (booking) => booking.number, { phone: 'title' }),
    col.text('store', text('fields.store'), (booking) => booking.store.name),
    col.text('room', text('bookingParts.room'), (booking) => booking.room.name),
    {
      key: 'time',
      title: text('bookingParts.time'),
      render: (booking) => (
        <span className="lk-figures">
          <DateTime at={booking.from} zone={booking.store.zone} /> –{' '}
          <DateTime at={booking.to} zone={booking.store.zone} style="time" />
        </span>
      ),
      text: (booking) => `${booking.from} – ${booking.to}`,
    },
    {
      key: 'member',
      title: text('bookings.who'),
      render: (booking) =>
        booking.member ? (
          <MaskedText value={booking.member.name ?? booking.member.phone} />
        ) : (
          <span className="lk-soft">{booking.note ?? '—'}</span>
        ),
      text: (booking) => booking.member?.phone ?? booking.note ?? '',
    },
    col.word('bookingKind', 'kind', text('bookingParts.kind'), (booking) => booking.kind, { phone: 'none' }),
    col.money('total', text('bookingParts.total'), (booking) => booking.total, { phone: 'aside' }),
    col.money('owed', text('bookingParts.owed'), (booking) => (booking.owed > 0 ? booking.owed : null), {
      phone: 'none',
    }),
    col.state('booking', 'state', text('fields.state'), (booking) => booking.state, { phone: 'aside' }),
  ];
}
