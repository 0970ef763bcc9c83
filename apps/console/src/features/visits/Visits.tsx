import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  MaskedText,
  Money,
  StateTag,
  useColumnKit,
  useList,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { useDayZone, useStoreOptions } from '../../choices/stores.ts';
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
    { kind: 'days', keys: ['from', 'to'], label: text('fields.period'), zone: useDayZone(list.search.storeId) },
  ];
  return (
    <ListPage
      id="visits"
      exportable="visits"
      title={text('visits.title')}
      hint={text('visits.hint')}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(visit) => toneOfRow(visit)}
      openable
      empty={text('visits.empty')}
    >
      <VisitDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}

function toneOfRow(visit: Visit) {
  if (visit.flags.some((flag) => flag === 'abnormal_member' || flag === 'emergency' || flag === 'help'))
    return 'danger';
  return OPEN_STATES.includes(visit.state) ? 'live' : undefined;
}

function useColumns(): Column<Visit>[] {
  const col = useColumnKit<Visit>();
  const text = useAppText();
  const word = useWord();
  return [
    col.code('number', text('visits.number'), (visit) => visit.number, { phone: 'title' }),
    col.text('store', text('fields.store'), (visit) => visit.store.name),
    {
      key: 'member',
      title: text('fields.member'),
      render: (visit) => <MaskedText value={visit.member.name ?? visit.member.phone} />,
      text: (visit) => visit.member.phone ?? '',
    },
    col.state('visit', 'state', text('fields.state'), (visit) => visit.state, { phone: 'aside' }),
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
    col.time(
      'enteredAt',
      text('visits.enteredAt'),
      (visit) => visit.enteredAt,
      (visit) => visit.store.zone,
    ),
    col.time(
      'endedAt',
      text('visits.endedAt'),
      (visit) => visit.endedAt,
      (visit) => visit.store.zone,
      { phone: 'none' },
    ),
  ];
}
