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
import { Button } from 'antd';
import { useStoreOptions, useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';

type Refund = ItemOf<'GET /staff/refunds'>;
const FILTERS = ['search', 'storeId', 'state'];

/** PAY-6: every refund and its state; the rejected ones wait for a person. */
export function Refunds() {
  const text = useAppText();
  const list = useList({ key: 'refunds', route: 'GET /staff/refunds', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('payments.refundSearch') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('refund') },
  ];
  const onlyTasks = list.search.state === 'failed';
  return (
    <>
      <PageHead
        title={text('payments.refunds')}
        hint={text('payments.refundsHint')}
        extra={
          <Button
            aria-pressed={onlyTasks}
            type={onlyTasks ? 'primary' : 'default'}
            onClick={() => list.filter({ state: onlyTasks ? undefined : 'failed' })}
          >
            {text('payments.refundTasks')}
          </Button>
        }
      />
      <DataTable
        id="refunds"
        exportable="refunds"
        label={text('payments.refunds')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(refund) => refund.id}
        rowTone={(refund) => (refund.state === 'failed' ? 'danger' : undefined)}
        empty={onlyTasks ? { hint: text('payments.noRefundTasks') } : { hint: text('payments.noRefunds') }}
      />
    </>
  );
}

function useColumns(): Column<Refund>[] {
  const text = useAppText();
  const zoneOf = useZoneOf();
  const word = useWord();
  const { can } = useSession();
  const why = (refund: Refund) => (refund.code ? word('channelCode', refund.code) : '—');
  return [
    {
      key: 'order',
      title: text('payments.order'),
      render: (refund) =>
        can('orders') && refund.purpose === 'order' ? (
          <Link to="/orders" search={{ open: refund.orderId } as never} className="lk-mono">
            {refund.orderNumber}
          </Link>
        ) : (
          <span className="lk-mono">{refund.orderNumber}</span>
        ),
      text: (refund) => refund.orderNumber,
      phone: 'title',
    },
    {
      key: 'store',
      title: text('fields.store'),
      render: (refund) => refund.storeName || '—',
      text: (refund) => refund.storeName,
    },
    {
      key: 'amount',
      title: text('fields.amount'),
      align: 'end',
      render: (refund) => <Money fen={refund.amount} />,
      text: (refund) => priceText(refund.amount),
      phone: 'aside',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (refund) => <StateTag kind="refund" value={refund.state} />,
      text: (refund) => word('refund', refund.state),
      phone: 'aside',
    },
    { key: 'code', title: text('payments.refundCode'), render: why, text: why },
    {
      key: 'reason',
      title: text('fields.reason'),
      render: (refund) => refund.reason,
      text: (refund) => refund.reason,
    },
    {
      key: 'channel',
      title: text('fields.channel'),
      render: (refund) => word('channel', refund.channel),
      text: (refund) => word('channel', refund.channel),
      phone: 'none',
    },
    {
      key: 'number',
      title: text('payments.refundNumber'),
      hiddenByDefault: true,
      render: (refund) => <span className="lk-mono">{refund.number}</span>,
      text: (refund) => refund.number,
      phone: 'none',
    },
    {
      key: 'channelNumber',
      title: text('payments.transaction'),
      hiddenByDefault: true,
      render: (refund) => <span className="lk-mono">{refund.channelNumber ?? '—'}</span>,
      text: (refund) => refund.channelNumber ?? '',
      phone: 'none',
    },
    {
      key: 'createdAt',
      title: text('fields.createdAt'),
      render: (refund) => <DateTime at={refund.createdAt} zone={zoneOf(refund.storeId)} />,
      text: (refund) => refund.createdAt,
    },
    {
      key: 'settledAt',
      title: text('payments.settledAt'),
      render: (refund) => <DateTime at={refund.settledAt} zone={zoneOf(refund.storeId)} />,
      text: (refund) => refund.settledAt ?? '',
      phone: 'none',
    },
  ];
}
