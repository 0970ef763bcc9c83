import {
  type Column,
  DataTable,
  DateTime,
  type Filter,
  type ItemOf,
  Money,
  PageHead,
  priceText,
  useList,
  useSession,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useStoreOptions, useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { CountTasks } from './CountTasks.tsx';
import { StockTotals } from './StockTotals.tsx';
import { VerifyStock } from './VerifyStock.tsx';

type Movement = ItemOf<'GET /staff/stock/movements'>;
const FILTERS = ['search', 'storeId', 'listingId', 'kind', 'from', 'to'];

export function Stock() {
  const text = useAppText();
  const list = useList({ key: 'stock', route: 'GET /staff/stock/movements', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('stock.search') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['kind'], label: text('stock.kind'), options: useWordOptions('movement') },
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period') },
  ];
  return (
    <>
      <PageHead title={text('stock.title')} hint={text('stock.hint')} extra={<VerifyStock />} />
      <CountTasks storeId={list.search.storeId} />
      <StockTotals search={list.search} />
      <DataTable
        id="stock"
        label={text('stock.title')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(movement) => movement.id}
        rowLabel={(movement) => movement.productName}
        empty={{ hint: text('stock.empty') }}
      />
    </>
  );
}

function useColumns(): Column<Movement>[] {
  const text = useAppText();
  const word = useWord();
  const zoneOf = useZoneOf();
  const stores = useStoreOptions();
  const storeName = (id: string) => stores.find((store) => store.value === id)?.label ?? '—';
  return [
    {
      key: 'product',
      title: text('products.product'),
      render: (movement) => movement.productName,
      text: (movement) => movement.productName,
      phone: 'title',
    },
    {
      key: 'store',
      title: text('fields.store'),
      render: (movement) => storeName(movement.storeId),
      text: (movement) => storeName(movement.storeId),
    },
    {
      key: 'kind',
      title: text('stock.kind'),
      render: (movement) => word('movement', movement.kind),
      text: (movement) => word('movement', movement.kind),
      phone: 'aside',
    },
    {
      key: 'quantity',
      title: text('stock.quantity'),
      align: 'end',
      render: (movement) => <span className="lk-figures">{signed(movement.quantity)}</span>,
      text: (movement) => String(movement.quantity),
      phone: 'aside',
    },
    {
      key: 'after',
      title: text('stock.after'),
      align: 'end',
      render: (movement) => <span className="lk-figures">{movement.onHandAfter ?? '—'}</span>,
      text: (movement) => String(movement.onHandAfter ?? ''),
    },
    {
      key: 'unitCost',
      title: text('stock.unitCost'),
      align: 'end',
      hiddenByDefault: true,
      render: (movement) => (movement.unitCost === null ? '—' : <Money fen={movement.unitCost} />),
      text: (movement) => (movement.unitCost === null ? '' : priceText(movement.unitCost)),
      phone: 'none',
    },
    {
      key: 'reference',
      title: text('stock.reference'),
      render: (movement) => <Reference movement={movement} />,
      text: (movement) => (movement.reference ? `${movement.reference.kind} ${movement.reference.id}` : ''),
      phone: 'none',
    },
    {
      key: 'reason',
      title: text('fields.reason'),
      render: (movement) => movement.reason ?? '—',
      text: (movement) => movement.reason ?? '',
    },
    {
      key: 'actor',
      title: text('fields.by'),
      render: (movement) => movement.actorName ?? '—',
      text: (movement) => movement.actorName ?? '',
    },
    {
      key: 'at',
      title: text('fields.at'),
      render: (movement) => <DateTime at={movement.at} zone={zoneOf(movement.storeId)} />,
      text: (movement) => movement.at,
    },
  ];
}

/** What a movement belongs to; an order can be opened. */
function Reference(props: { movement: Movement }) {
  const text = useAppText();
  const { can } = useSession();
  const { reference } = props.movement;
  if (!reference) return '—';
  if (reference.kind === 'refund') return text('stock.references.refund');
  if (reference.kind !== 'order') return reference.kind;
  if (!can('orders')) return text('stock.references.order');
  return (
    <Link to="/orders" search={{ open: reference.id } as never}>
      {text('stock.references.order')}
    </Link>
  );
}

function signed(quantity: number): string {
  return quantity > 0 ? `+${quantity}` : `−${Math.abs(quantity)}`;
}
