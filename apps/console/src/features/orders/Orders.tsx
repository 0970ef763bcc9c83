import {
  type Column,
  DataTable,
  DateTime,
  type Filter,
  type ItemOf,
  MaskedText,
  Money,
  PageHead,
  priceText,
  StateTag,
  StatusTag,
  useList,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { useStoreOptions, useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { OrderDrawer } from './OrderDrawer.tsx';

type Order = ItemOf<'GET /staff/orders'>;
const FILTERS = ['search', 'storeId', 'memberId', 'state', 'channel', 'abnormal', 'from', 'to'];

export function Orders() {
  const text = useAppText();
  const list = useList({ key: 'orders', route: 'GET /staff/orders', filters: FILTERS });
  const columns = useColumns();
  return (
    <>
      <PageHead title={text('orders.title')} hint={text('orders.hint')} />
      <DataTable
        id="orders"
        label={text('orders.title')}
        list={list}
        columns={columns}
        filters={useFilters()}
        rowKey={(order) => order.id}
        rowLabel={(order) => order.number}
        rowTone={(order) => (order.abnormality ? 'danger' : undefined)}
        openable
        empty={{ hint: text('orders.empty') }}
      />
      <OrderDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </>
  );
}

function useFilters(): Filter[] {
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
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period') },
  ];
}

function useColumns(): Column<Order>[] {
  const text = useAppText();
  const word = useWord();
  const zoneOf = useZoneOf();
  return [
    {
      key: 'number',
      title: text('orders.number'),
      render: (order) => <span className="lk-mono">{order.number}</span>,
      text: (order) => order.number,
      phone: 'title',
    },
    {
      key: 'store',
      title: text('fields.store'),
      render: (order) => order.store.name,
      text: (order) => order.store.name,
    },
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
    {
      key: 'payable',
      title: text('orders.payable'),
      align: 'end',
      render: (order) => <Money fen={order.payable} />,
      text: (order) => priceText(order.payable),
      phone: 'aside',
    },
    {
      key: 'discount',
      title: text('orders.discount'),
      align: 'end',
      hiddenByDefault: true,
      render: (order) => <Money fen={order.discount} />,
      text: (order) => priceText(order.discount),
      phone: 'none',
    },
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
    {
      key: 'createdAt',
      title: text('orders.createdAt'),
      render: (order) => <DateTime at={order.createdAt} zone={zoneOf(order.store.id)} />,
      text: (order) => order.createdAt,
    },
  ];
}
