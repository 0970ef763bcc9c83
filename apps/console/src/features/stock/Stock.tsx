import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  Money,
  priceText,
  useColumnKit,
  useList,
  useSession,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { useDayZone, useStoreOptions, useZoneOf } from '../../choices/stores.ts';
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
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period'), zone: useDayZone(list.search.storeId) },
  ];
  return (
    <ListPage
      id="stock"
      exportable="movements"
      title={text('stock.title')}
      hint={text('stock.hint')}
      extra={<VerifyStock />}
      above={
        <>
          <CountTasks storeId={list.search.storeId} />
          <StockTotals search={list.search} />
        </>
      }
      list={list}
      columns={useColumns()}
      filters={filters}
      empty={text('stock.empty')}
    />
  );
}

function useColumns(): Column<Movement>[] {
  const col = useColumnKit<Movement>();
  const text = useAppText();
  const word = useWord();
  const zoneOf = useZoneOf();
  const stores = useStoreOptions();
  const storeName = (id: string) => stores.find((store) => store.value === id)?.label ?? '—';
  return [
    col.text('product', text('products.product'), (movement) => movement.productName, { phone: 'title' }),
    col.text('store', text('fields.store'), (movement) => storeName(movement.storeId)),
    col.word('movement', 'kind', text('stock.kind'), (movement) => movement.kind, { phone: 'aside' }),
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
    col.text('reason', text('fields.reason'), (movement) => movement.reason),
    col.text('actor', text('fields.by'), (movement) => movement.actorName ?? word('actor', movement.actor)),
    col.time(
      'at',
      text('fields.at'),
      (movement) => movement.at,
      (movement) => zoneOf(movement.storeId),
    ),
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
