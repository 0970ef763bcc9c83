import { type Column, type Filter, type ItemOf, StatusTag, useColumnKit } from '@latchkey/ui';
import { useRoomStoreOptions } from '../../choices/room-stores.ts';
import { useDayZone } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';

type Row = ItemOf<'GET /staff/booking-settlements'>;

export function useSettlementFilters(storeId: string | undefined): Filter[] {
  const text = useAppText();
  return [
    { kind: 'text', keys: ['search'], label: text('bookings.number') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useRoomStoreOptions() },
    {
      kind: 'choice',
      keys: ['settled'],
      label: text('settlements.settled'),
      options: (['open', 'settled'] as const).map((value) => ({ value, label: text(`settlements.settled_${value}`) })),
    },
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period'), zone: useDayZone(storeId) },
  ];
}

export function useSettlementColumns(): Column<Row>[] {
  const col = useColumnKit<Row>();
  const text = useAppText();
  return [
    col.code('number', text('bookings.number'), (row) => row.number, { phone: 'title' }),
    col.text('store', text('fields.store'), (row) => row.store.name, { phone: 'none' }),
    col.text('room', text('bookingParts.room'), (row) => row.room.name),
    col.time(
      'from',
      text('bookingParts.time'),
      (row) => row.startedAt ?? row.from,
      (row) => row.store.zone,
    ),
    col.money('room-income', text('settlements.roomIncome'), (row) => row.roomIncome, { phone: 'none' }),
    col.money('overtime', text('bookingParts.overtime'), (row) => row.overtime, { phone: 'none' }),
    col.money('menu', text('settlements.menu'), (row) => row.menu, { phone: 'none' }),
    col.money('refunded', text('bookingParts.refunded'), (row) => row.refunded, { phone: 'none' }),
    col.money('net', text('settlements.net'), (row) => row.net, { phone: 'aside' }),
    {
      key: 'settled',
      title: text('settlements.settled'),
      render: (row) => (
        <StatusTag tone={row.owed > 0 ? 'danger' : 'ok'}>
          {text(
            row.owed > 0
              ? 'settlements.settled_open'
              : row.byHand
                ? 'settlements.byHand'
                : 'settlements.settled_settled',
          )}
        </StatusTag>
      ),
      text: (row) => text(row.owed > 0 ? 'settlements.settled_open' : 'settlements.settled_settled'),
      phone: 'aside',
    },
  ];
}
