import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  useColumnKit,
  useList,
  useSession,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';

type Payment = ItemOf<'GET /staff/payments'>;
const FILTERS = ['search', 'state', 'channel'];

export function Payments() {
  const text = useAppText();
  const list = useList({ key: 'payments', route: 'GET /staff/payments', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('payments.search') },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('payment') },
    { kind: 'choice', keys: ['channel'], label: text('fields.channel'), options: useWordOptions('channel') },
  ];
  return (
    <ListPage
      id="payments"
      exportable="payments"
      title={text('payments.title')}
      hint={text('payments.hint')}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(payment) => (payment.state === 'failed' ? 'danger' : undefined)}
      empty={text('payments.empty')}
    />
  );
}

function useColumns(): Column<Payment>[] {
  const col = useColumnKit<Payment>();
  const zoneOf = useZoneOf();
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  return [
    {
      key: 'order',
      title: text('payments.order'),
      render: (payment) =>
        can('orders') ? (
          <Link to="/orders" search={{ open: payment.orderId } as never} className="lk-mono">
            {payment.orderNumber}
          </Link>
        ) : (
          <span className="lk-mono">{payment.orderNumber}</span>
        ),
      text: (payment) => payment.orderNumber,
      phone: 'title',
    },
    col.text('store', text('fields.store'), (payment) => payment.storeName),
    {
      key: 'channel',
      title: text('fields.channel'),
      render: (payment) => `${word('channel', payment.channel)} · ${word('method', payment.method)}`,
      text: (payment) => word('channel', payment.channel),
    },
    col.money('amount', text('fields.amount'), (payment) => payment.amount, { phone: 'aside' }),
    col.state('payment', 'state', text('fields.state'), (payment) => payment.state, { phone: 'aside' }),
    {
      key: 'believedFrom',
      title: text('payments.believedFrom'),
      render: (payment) => (payment.believedFrom ? text(`payments.${payment.believedFrom}`) : '—'),
      text: (payment) => payment.believedFrom ?? '',
    },
    col.code('transaction', text('payments.transaction'), (payment) => payment.transactionNumber, {
      hiddenByDefault: true,
      phone: 'none',
    }),
    col.code('outTradeNumber', text('payments.outTradeNumber'), (payment) => payment.outTradeNumber, {
      hiddenByDefault: true,
      phone: 'none',
    }),
    col.time(
      'createdAt',
      text('fields.createdAt'),
      (payment) => payment.createdAt,
      (payment) => zoneOf(payment.storeId),
    ),
    col.time(
      'settledAt',
      text('payments.settledAt'),
      (payment) => payment.settledAt,
      (payment) => zoneOf(payment.storeId),
      { phone: 'none' },
    ),
  ];
}
