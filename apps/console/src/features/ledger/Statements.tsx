import {
  type Column,
  call,
  DataTable,
  DateTime,
  Figure,
  type Filter,
  type ItemOf,
  Money,
  PageHead,
  priceText,
  useList,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useDayZone, useStoreOptions, useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { ExportStatement } from './ExportStatement.tsx';
import { StatementDrawer } from './StatementDrawer.tsx';

export type StatementLine = ItemOf<'GET /staff/ledger/statements'>;
const FILTERS = ['by', 'storeId', 'from', 'to'];

export const lineKey = (line: StatementLine): string => line.order?.journalId ?? `${line.day}/${line.store.id}`;

/** LED-2: what stores get, per day or per order, explained to the fen. */
export function Statements() {
  const text = useAppText();
  const list = useList({ key: 'statements', route: 'GET /staff/ledger/statements', filters: FILTERS });
  const { storeId, from, to } = list.search;
  const by = list.search.by === 'order' ? 'order' : 'day';
  const whole = useQuery({
    queryKey: ['statements', 'totals', by, storeId, from, to],
    queryFn: () => call('GET /staff/ledger/statements', { query: { by, limit: 1, storeId, from, to } }),
  });
  const filters: Filter[] = [
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period'), zone: useDayZone(list.search.storeId) },
  ];
  const opened = list.rows?.find((line) => lineKey(line) === list.search.open);
  return (
    <>
      <PageHead
        title={text('menu.statements')}
        hint={text('ledger.statementsHint')}
        extra={
          <>
            <Segmented
              value={by}
              options={[
                { value: 'day', label: text('ledger.byDay') },
                { value: 'order', label: text('ledger.byOrder') },
              ]}
              onChange={(value) => list.filter({ by: value === 'day' ? undefined : String(value) })}
            />
            <ExportStatement query={{ by, storeId, from, to }} />
          </>
        }
      />
      {whole.data && (
        <div className="console-figures">
          <Figure label={text('ledger.gross')} note={text('ledger.ordersCount', { n: whole.data.totals.orders })}>
            <Money fen={whole.data.totals.gross} size="hero" />
          </Figure>
          <Figure label={text('ledger.serviceFee')}>
            <Money fen={whole.data.totals.serviceFee} size="hero" />
          </Figure>
          <Figure label={text('ledger.refunded')}>
            <Money fen={whole.data.totals.refunded} size="hero" />
          </Figure>
          <Figure label={text('ledger.net')} note={text('ledger.netNote')}>
            <Money fen={whole.data.totals.net} size="hero" />
          </Figure>
        </div>
      )}
      <DataTable
        id={`statements-${by}`}
        label={text('menu.statements')}
        list={list}
        columns={useColumns(by)}
        filters={filters}
        rowKey={lineKey}
        openable
        exportable={false}
        empty={{ hint: text('ledger.empty') }}
      />
      <StatementDrawer line={opened} onClose={() => list.open(undefined)} />
    </>
  );
}

function useColumns(by: 'day' | 'order'): Column<StatementLine>[] {
  const text = useAppText();
  const zoneOf = useZoneOf();
  const money = (
    key: 'gross' | 'storeDiscount' | 'platformDiscount' | 'paid' | 'serviceFee' | 'channelFee' | 'refunded' | 'net',
    more: Partial<Column<StatementLine>> = {},
  ): Column<StatementLine> => ({
    key,
    title: text(`ledger.${key}`),
    align: 'end',
    render: (line) => <Money fen={line[key]} />,
    text: (line) => priceText(line[key]),
    ...more,
  });
  const first: Column<StatementLine>[] =
    by === 'day'
      ? [
          {
            key: 'day',
            title: text('ledger.day'),
            render: (line) => <span className="lk-figures">{line.day}</span>,
            phone: 'title',
          },
          { key: 'orders', title: text('ledger.orders'), align: 'end', render: (line) => line.orders },
        ]
      : [
          {
            key: 'order',
            title: text('ledger.order'),
            render: (line) => <span className="lk-mono">{line.order?.number}</span>,
            phone: 'title',
          },
          {
            key: 'at',
            title: text('fields.at'),
            render: (line) => <DateTime at={line.order?.at} zone={zoneOf(line.store.id)} />,
          },
        ];
  return [
    ...first,
    { key: 'store', title: text('fields.store'), render: (line) => line.store.name },
    money('gross'),
    money('storeDiscount', { phone: 'none' }),
    money('platformDiscount', { phone: 'none', hiddenByDefault: true }),
    money('paid', { phone: 'none', hiddenByDefault: true }),
    money('serviceFee'),
    money('channelFee', { phone: 'none' }),
    money('refunded'),
    money('net', { phone: 'aside' }),
  ];
}
