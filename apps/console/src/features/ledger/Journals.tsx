import type { Answer } from '@latchkey/client';
import {
  type Column,
  call,
  DateTime,
  DetailDrawer,
  Facts,
  type Filter,
  type ItemOf,
  ListPage,
  Loaded,
  Money,
  Section,
  useColumnKit,
  useList,
  useSession,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDayZone, useStoreOptions, useZoneOf } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { useLedgerWord } from './ledger-words.ts';
import { VerifyLedger } from './VerifyLedger.tsx';

type Journal = ItemOf<'GET /staff/ledger/journals'>;
const FILTERS = ['storeId', 'accountId', 'orderId', 'kind', 'from', 'to'];

export function Journals() {
  const text = useAppText();
  const list = useList({ key: 'journals', route: 'GET /staff/ledger/journals', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period'), zone: useDayZone(list.search.storeId) },
  ];
  return (
    <ListPage
      id="journals"
      exportable="journals"
      title={text('menu.journals')}
      hint={text('ledger.hint')}
      extra={<VerifyLedger />}
      list={list}
      columns={useColumns()}
      filters={filters}
      openable
      empty={text('ledger.empty')}
    >
      <JournalDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}

/** The money that a journal moves: the sum of its debits. */
function turnover(journal: Journal): number {
  return journal.postings.reduce((sum, posting) => sum + Math.max(0, posting.amount), 0);
}

function useColumns(): Column<Journal>[] {
  const col = useColumnKit<Journal>();
  const text = useAppText();
  const word = useLedgerWord();
  const zoneOf = useZoneOf();
  const stores = useStoreOptions();
  const storeName = (id: string | null) => stores.find((store) => store.value === id)?.label ?? '—';
  return [
    {
      key: 'reference',
      title: text('ledger.reference'),
      render: (journal) => (
        <span className="lk-mono">{journal.reference.number ?? journal.reference.id.slice(0, 8)}</span>
      ),
      text: (journal) => journal.reference.number ?? journal.reference.id,
      phone: 'title',
    },
    col.text('kind', text('ledger.kind'), (journal) => word('journal', journal.kind), { phone: 'aside' }),
    col.text('store', text('fields.store'), (journal) => storeName(journal.storeId)),
    col.text('memo', text('ledger.memo'), (journal) => journal.memo, { hiddenByDefault: true, phone: 'none' }),
    col.count('postings', text('ledger.postings'), (journal) => journal.postings.length, { phone: 'none' }),
    {
      key: 'amount',
      title: text('ledger.turnover'),
      align: 'end',
      render: (journal) => <Money fen={turnover(journal)} />,
      text: (journal) => String(turnover(journal) / 100),
      phone: 'aside',
    },
    col.time(
      'at',
      text('fields.at'),
      (journal) => journal.at,
      (journal) => zoneOf(journal.storeId),
    ),
  ];
}

function JournalDrawer(props: { id: string | undefined; onClose: () => void }) {
  const text = useAppText();
  const journal = useQuery({
    queryKey: ['journals', 'one', props.id],
    queryFn: () => call('GET /staff/ledger/journals/:id', { params: { id: props.id ?? '' } }),
    enabled: props.id !== undefined,
  });
  return (
    <DetailDrawer open={props.id !== undefined} onClose={props.onClose} title={text('ledger.journal')}>
      <Loaded query={journal}>{(data) => <JournalBody journal={data} />}</Loaded>
    </DetailDrawer>
  );
}

function JournalBody(props: { journal: Answer<'GET /staff/ledger/journals/:id'> }) {
  const text = useAppText();
  const word = useLedgerWord();
  const { can } = useSession();
  const { journal } = props;
  const zone = useZoneOf()(journal.storeId);
  const isOrder = journal.reference.kind === 'order' && can('orders');
  return (
    <>
      <Section plain title={word('journal', journal.kind)}>
        <Facts
          facts={[
            {
              label: text('ledger.reference'),
              value: isOrder ? (
                <Link to="/orders" search={{ open: journal.reference.id } as never} className="lk-mono">
                  {journal.reference.number ?? journal.reference.id}
                </Link>
              ) : (
                <span className="lk-mono">{journal.reference.number ?? journal.reference.id}</span>
              ),
            },
            { label: text('fields.at'), value: <DateTime at={journal.at} zone={zone} style="second" /> },
            journal.memo && { label: text('ledger.memo'), value: journal.memo, wide: true },
          ]}
        />
      </Section>
      <Section plain title={text('ledger.postings')}>
        <Postings postings={journal.postings} />
      </Section>
    </>
  );
}

function Postings(props: { postings: Journal['postings'] }) {
  const text = useAppText();
  const word = useLedgerWord();
  const sum = props.postings.reduce((total, posting) => total + posting.amount, 0);
  return (
    <div className="console-lines-scroll">
      <table className="console-lines">
        <thead>
          <tr>
            <th scope="col">{text('ledger.account')}</th>
            <th scope="col" className="console-end">
              {text('ledger.debit')}
            </th>
            <th scope="col" className="console-end">
              {text('ledger.credit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.postings.map((posting) => (
            <tr key={`${posting.accountId}-${posting.amount}`}>
              <td>
                <span className="console-stack">
                  <span>{word('account', posting.accountCode)}</span>
                  {posting.ownerName && <span className="lk-faint">{posting.ownerName}</span>}
                </span>
              </td>
              <td className="console-end">{posting.amount > 0 && <Money fen={posting.amount} />}</td>
              <td className="console-end">{posting.amount < 0 && <Money fen={-posting.amount} />}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('ledger.sum')}</th>
            <td className="console-end" colSpan={2}>
              <Money fen={sum} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
