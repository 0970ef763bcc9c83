import {
  type Column,
  DataTable,
  DateTime,
  type Filter,
  type ItemOf,
  MaskedText,
  Money,
  PageHead,
  priceText,
  StateTag,
  useList,
  useWord,
  useWordOptions,
} from '@latchkey/ui';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';
import { MemberDrawer } from './MemberDrawer.tsx';

type Member = ItemOf<'GET /staff/members'>;
const FILTERS = ['search', 'state', 'storeId'];

export function Members() {
  const text = useAppText();
  const list = useList({ key: 'members', route: 'GET /staff/members', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('members.search') },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('member') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
  ];
  return (
    <>
      <PageHead title={text('members.title')} hint={text('members.hint')} />
      <DataTable
        id="members"
        label={text('members.title')}
        list={list}
        columns={useColumns()}
        filters={filters}
        rowKey={(member) => member.id}
        rowLabel={(member) => member.cardNumber}
        rowTone={(member) => (member.state === 'normal' ? undefined : 'danger')}
        openable
        empty={{ hint: text('members.empty') }}
      />
      <MemberDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </>
  );
}

function useColumns(): Column<Member>[] {
  const text = useAppText();
  const word = useWord();
  return [
    {
      key: 'card',
      title: text('members.card'),
      render: (member) => <span className="lk-mono">{member.cardNumber}</span>,
      text: (member) => member.cardNumber,
      phone: 'title',
    },
    {
      key: 'name',
      title: text('members.name'),
      render: (member) => <MaskedText value={member.name} />,
      text: (member) => member.name ?? '',
    },
    {
      key: 'phone',
      title: text('fields.phone'),
      render: (member) => <MaskedText value={member.phone} />,
      text: (member) => member.phone ?? '',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (member) => <StateTag kind="member" value={member.state} />,
      text: (member) => word('member', member.state),
      phone: 'aside',
    },
    {
      key: 'level',
      title: text('members.level'),
      render: (member) => word('level', member.level),
      text: (member) => word('level', member.level),
    },
    {
      key: 'spent',
      title: text('members.spent'),
      align: 'end',
      render: (member) => <Money fen={member.totalSpent} />,
      text: (member) => priceText(member.totalSpent),
    },
    {
      key: 'purchases',
      title: text('members.purchases'),
      align: 'end',
      render: (member) => <span className="lk-figures">{member.purchases}</span>,
      text: (member) => String(member.purchases),
      phone: 'none',
    },
    {
      key: 'visits',
      title: text('members.visits'),
      align: 'end',
      render: (member) => <span className="lk-figures">{member.visits}</span>,
      text: (member) => String(member.visits),
      phone: 'none',
    },
    {
      key: 'lastVisitAt',
      title: text('members.lastVisitAt'),
      render: (member) => <DateTime at={member.lastVisitAt} />,
      text: (member) => member.lastVisitAt ?? '',
    },
    {
      key: 'registeredAt',
      title: text('members.registeredAt'),
      hiddenByDefault: true,
      render: (member) => <DateTime at={member.registeredAt} style="day" />,
      text: (member) => member.registeredAt,
      phone: 'none',
    },
  ];
}
