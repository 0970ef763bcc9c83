import {
  type Column,
  DataTable,
  DateTime,
  type Filter,
  type ItemOf,
  Money,
  PageHead,
  priceText,
  StateTag,
  useList,
  useSession,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
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
    <>
      <PageHead title={text('payments.title')} hint={text('payments.hint')} />
      <DataTable
        id="payments"
        label={text('payments.title')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(payment) => payment.id}
        rowLabel={(payment) => payment.outTradeNumber}
        rowTone={(payment) => (payment.state === 'failed' ? 'danger' : undefined)}
        empty={{ hint: text('payments.empty') }}
      />
    </>
  );
}

function useColumns(): Column<Payment>[] {
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
    {
      key: 'store',
      title: text('fields.store'),
      render: (payment) => payment.storeName,
      text: (payment) => payment.storeName,
    },
    {
      key: 'channel',
      title: text('fields.channel'),
      render: (payment) => `${word('channel', payment.channel)} · ${word('method', payment.method)}`,
      text: (payment) => word('channel', payment.channel),
    },
    {
      key: 'amount',
      title: text('fields.amount'),
      align: 'end',
      render: (payment) => <Money fen={payment.amount} />,
      text: (payment) => priceText(payment.amount),
      phone: 'aside',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (payment) => <StateTag kind="payment" value={payment.state} />,
      text: (payment) => word('payment', payment.state),
      phone: 'aside',
    },
    {
      key: 'believedFrom',
      title: text('payments.believedFrom'),
      render: (payment) => (payment.believedFrom ? text(`payments.${payment.believedFrom}`) : '—'),
      text: (payment) => payment.believedFrom ?? '',
    },
    {
      key: 'transaction',
      title: text('payments.transaction'),
      hiddenByDefault: true,
      render: (payment) => <span className="lk-mono">{payment.transactionNumber ?? '—'}</span>,
      text: (payment) => payment.transactionNumber ?? '',
      phone: 'none',
    },
    {
      key: 'outTradeNumber',
      title: text('payments.outTradeNumber'),
      hiddenByDefault: true,
      render: (payment) => <span className="lk-mono">{payment.outTradeNumber}</span>,
      text: (payment) => payment.outTradeNumber,
      phone: 'none',
    },
    {
      key: 'createdAt',
      title: text('fields.createdAt'),
      render: (payment) => <DateTime at={payment.createdAt} />,
      text: (payment) => payment.createdAt,
    },
    {
      key: 'settledAt',
      title: text('payments.settledAt'),
      render: (payment) => <DateTime at={payment.settledAt} />,
      text: (payment) => payment.settledAt ?? '',
      phone: 'none',
    },
  ];
}
