import {
  type Column,
  DataTable,
  DateTime,
  type Filter,
  type ItemOf,
  MaskedText,
  Money,
  PageHead,
  StateTag,
  useList,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { VisitDrawer } from './VisitDrawer.tsx';

type Visit = ItemOf<'GET /staff/visits'>;
const FILTERS = ['storeId', 'state', 'memberId', 'from', 'to'];
const OPEN_STATES = ['entering', 'inside', 'leaving'];

export function Visits() {
  const text = useAppText();
  const list = useList({ key: 'visits', route: 'GET /staff/visits', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('visit') },
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period') },
  ];
  return (
    <>
      <PageHead title={text('visits.title')} hint={text('visits.hint')} />
      <DataTable
        id="visits"
        label={text('visits.title')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(visit) => visit.id}
        rowLabel={(visit) => visit.number}
        rowTone={(visit) => toneOfRow(visit)}
        openable
        empty={{ hint: text('visits.empty') }}
      />
      <VisitDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </>
  );
}

function toneOfRow(visit: Visit) {
  if (visit.flags.some((flag) => flag === 'abnormal_member' || flag === 'emergency' || flag === 'help'))
    return 'danger';
  return OPEN_STATES.includes(visit.state) ? 'live' : undefined;
}

function useColumns(): Column<Visit>[] {
  const text = useAppText();
  const word = useWord();
  return [
    {
      key: 'number',
      title: text('visits.number'),
      render: (visit) => <span className="lk-mono">{visit.number}</span>,
      text: (visit) => visit.number,
      phone: 'title',
    },
    {
      key: 'store',
      title: text('fields.store'),
      render: (visit) => visit.store.name,
      text: (visit) => visit.store.name,
    },
    {
      key: 'member',
      title: text('fields.member'),
      render: (visit) => <MaskedText value={visit.member.name ?? visit.member.phone} />,
      text: (visit) => visit.member.phone ?? '',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (visit) => <StateTag kind="visit" value={visit.state} />,
      text: (visit) => word('visit', visit.state),
      phone: 'aside',
    },
    {
      key: 'flags',
      title: text('visits.flags'),
      render: (visit) => (
        <span className="console-row">
          {visit.flags.length === 0
            ? '—'
            : visit.flags.map((flag) => <StateTag key={flag} kind="visitFlag" value={flag} />)}
        </span>
      ),
      text: (visit) => visit.flags.map((flag) => word('visitFlag', flag)).join(' '),
    },
    {
      key: 'ending',
      title: text('visits.ending'),
      render: (visit) => (visit.ending ? word('ending', visit.ending) : '—'),
      text: (visit) => (visit.ending ? word('ending', visit.ending) : ''),
      phone: 'none',
    },
    {
      key: 'cart',
      title: text('visits.bought'),
      align: 'end',
      render: (visit) => <Money fen={visit.orders.reduce((sum, order) => sum + order.payable, 0)} />,
    },
    {
      key: 'enteredAt',
      title: text('visits.enteredAt'),
      render: (visit) => <DateTime at={visit.enteredAt} zone={visit.store.zone} />,
      text: (visit) => visit.enteredAt ?? '',
    },
    {
      key: 'endedAt',
      title: text('visits.endedAt'),
      render: (visit) => <DateTime at={visit.endedAt} zone={visit.store.zone} />,
      text: (visit) => visit.endedAt ?? '',
      phone: 'none',
    },
  ];
}
