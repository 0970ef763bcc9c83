import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  MaskedText,
  StateTag,
  StatusTag,
  useColumnKit,
  useList,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { useDayZone, useStoreOptions, useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { OrderDrawer } from './OrderDrawer.tsx';

type Order = ItemOf<'GET /staff/orders'>;
const FILTERS = ['search', 'storeId', 'memberId', 'state', 'channel', 'abnormal', 'from', 'to'];

export function Orders() {
  const text = useAppText();
  const list = useList({ key: 'orders', route: 'GET /staff/orders', filters: FILTERS });
  const columns = useColumns();
  return (
    <ListPage
      id="orders"
      exportable="orders"
      title={text('orders.title')}
      hint={text('orders.hint')}
      list={list}
      columns={columns}
      filters={useFilters(list.search.storeId)}
      rowTone={(order) => (order.abnormality ? 'danger' : undefined)}
      openable
      empty={text('orders.empty')}
    >
      <OrderDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}

function useFilters(storeId: string | undefined): Filter[] {
  const text = useAppText();
  return [
    { kind: 'text', keys: ['search'], label: text('orders.search') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('order') },
    { kind: 'choice', keys: ['channel'], label: text('fields.channel'), options: useWordOptions('channel') },
    {
      kind: 'choice',
      keys: ['abnormal'],
      label: text('orders.abnormality'),
      options: [{ value: 'true', label: text('orders.onlyAbnormal') }],
    },
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period'), zone: useDayZone(storeId) },
  ];
}

function useColumns(): Column<Order>[] {
  const col = useColumnKit<Order>();
  const text = useAppText();
  const word = useWord();
  const zoneOf = useZoneOf();
  return [
    col.code('number', text('orders.number'), (order) => order.number, { phone: 'title' }),
    col.text('store', text('fields.store'), (order) => order.store.name),
    {
      key: 'goods',
      title: text('orders.goods'),
      render: (order) => <span className="lk-soft">{order.summary}</span>,
      text: (order) => order.summary,
    },
    {
      key: 'member',
      title: text('fields.member'),
      render: (order) => <MaskedText value={order.member.name ?? order.member.phone} />,
      text: (order) => order.member.phone ?? '',
    },
    col.money('payable', text('orders.payable'), (order) => order.payable, { phone: 'aside' }),
    col.money('discount', text('orders.discount'), (order) => order.discount, { hiddenByDefault: true, phone: 'none' }),
    {
      key: 'channel',
      title: text('fields.channel'),
      hiddenByDefault: true,
      render: (order) => (order.channel ? word('channel', order.channel) : '—'),
      text: (order) => (order.channel ? word('channel', order.channel) : ''),
      phone: 'none',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (order) => (
        <span className="console-row">
          <StateTag kind="order" value={order.state} />
          {order.abnormality && <StatusTag tone="danger">{word('abnormality', order.abnormality)}</StatusTag>}
        </span>
      ),
      text: (order) => word('order', order.state),
      phone: 'aside',
    },
    col.time(
      'createdAt',
      text('orders.createdAt'),
      (order) => order.createdAt,
      (order) => zoneOf(order.store.id),
    ),
  ];
}
