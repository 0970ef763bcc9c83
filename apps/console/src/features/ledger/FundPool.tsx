import {
  type Column,
  call,
  DataTable,
  Figure,
  type Filter,
  type ItemOf,
  Money,
  PageHead,
  priceText,
  Section,
  useList,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDayZone, useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { useLedgerWord } from './ledger-words.ts';
import { VerifyLedger } from './VerifyLedger.tsx';

type Funds = ItemOf<'GET /staff/ledger/fund-pool'>;
const FILTERS = ['storeId', 'from', 'to'];

/** LED-3, LED-14: what is owed to stores, in total and each, live; each figure is a door to the journal. */
export function FundPool() {
  const text = useAppText();
  const list = useList({ key: 'funds', route: 'GET /staff/ledger/fund-pool', filters: FILTERS });
  const { storeId, from, to } = list.search;
  const pool = useQuery({
    queryKey: ['funds', 'pool', storeId, from, to],
    queryFn: () => call('GET /staff/ledger/fund-pool', { query: { limit: 1, storeId, from, to } }),
  });
  const filters: Filter[] = [
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'days', keys: ['from', 'to'], label: text('ledger.flowsOf'), zone: useDayZone(list.search.storeId) },
  ];
  return (
    <>
      <PageHead title={text('menu.funds')} hint={text('ledger.fundsHint')} extra={<VerifyLedger />} />
      {pool.data && (
        <div className="console-figures">
          <Figure label={text('ledger.total')} note={text('ledger.totalNote')}>
            <Money fen={pool.data.total} size="hero" />
          </Figure>
          <Figure label={text('ledger.inflow')} note={text('ledger.inflowNote')}>
            <Money fen={pool.data.inflow} size="hero" />
          </Figure>
          <Figure label={text('ledger.outflow')} note={text('ledger.outflowNote')}>
            <Money fen={pool.data.outflow} size="hero" />
          </Figure>
        </div>
      )}
      <DataTable
        id="funds"
        label={text('menu.funds')}
        list={list}
        columns={useColumns(from, to)}
        filters={filters}
        rowKey={(funds) => funds.accountId}
        empty={{ hint: text('ledger.empty') }}
      />
      {pool.data && pool.data.kinds.length > 0 && (
        <div className="console-apart">
          <Kinds kinds={pool.data.kinds} />
        </div>
      )}
    </>
  );
}

function useColumns(from: string | undefined, to: string | undefined): Column<Funds>[] {
  const text = useAppText();
  const money = (key: keyof Funds & string, title: string, value: (funds: Funds) => number): Column<Funds> => ({
    key,
    title,
    align: 'end',
    render: (funds) => <Money fen={value(funds)} />,
    text: (funds) => priceText(value(funds)),
  });
  return [
    {
      key: 'store',
      title: text('fields.store'),
      render: (funds) => (
        <Link to="/ledger" search={{ accountId: funds.accountId, from, to } as never}>
          {funds.store.name}
        </Link>
      ),
      text: (funds) => funds.store.name,
      phone: 'title',
    },
    { ...money('balance', text('ledger.storeBalance'), (funds) => funds.balance), phone: 'aside' },
    money('available', text('ledger.available'), (funds) => funds.available),
    money('notSettled', text('ledger.notSettled'), (funds) => funds.notSettled),
    money('held', text('ledger.held'), (funds) => funds.held),
    money('inPayout', text('ledger.inPayout'), (funds) => funds.inPayout),
    money('inflow', text('ledger.inflow'), (funds) => funds.inflow),
    money('outflow', text('ledger.outflow'), (funds) => funds.outflow),
  ];
}

/** Every kind of account: together they are zero. */
function Kinds(props: { kinds: readonly { kind: string; balance: number }[] }) {
  const text = useAppText();
  const word = useLedgerWord();
  const total = props.kinds.reduce((sum, { balance }) => sum + balance, 0);
  return (
    <Section title={text('ledger.byKind')} extra={<Link to="/accounts">{text('menu.accounts')}</Link>}>
      <table className="console-lines">
        <thead>
          <tr>
            <th>{text('ledger.account')}</th>
            <th style={{ textAlign: 'end' }}>{text('ledger.balance')}</th>
          </tr>
        </thead>
        <tbody>
          {props.kinds.map(({ kind, balance }) => (
            <tr key={kind}>
              <td>{word('account', kind)}</td>
              <td style={{ textAlign: 'end' }}>
                <Money fen={balance} />
              </td>
            </tr>
          ))}
          <tr>
            <td>
              <strong>{text('ledger.sum')}</strong>
            </td>
            <td style={{ textAlign: 'end' }}>
              <strong>
                <Money fen={total} />
              </strong>
            </td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}
