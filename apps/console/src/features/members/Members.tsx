import {
  type Column,
  DateTime,
  type Filter,
  type ItemOf,
  ListPage,
  useColumnKit,
  useList,
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
    <ListPage
      id="members"
      exportable="members"
      title={text('members.title')}
      hint={text('members.hint')}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(member) => (member.state === 'normal' ? undefined : 'danger')}
      openable
      empty={text('members.empty')}
    >
      <MemberDrawer id={list.search.open} onClose={() => list.open(undefined)} />
    </ListPage>
  );
}

function useColumns(): Column<Member>[] {
  const col = useColumnKit<Member>();
  const text = useAppText();
  return [
    col.code('card', text('members.card'), (member) => member.cardNumber, { phone: 'title' }),
    col.masked('name', text('members.name'), (member) => member.name),
    col.masked('phone', text('fields.phone'), (member) => member.phone),
    col.state('member', 'state', text('fields.state'), (member) => member.state, { phone: 'aside' }),
    col.word('level', 'level', text('members.level'), (member) => member.level),
    col.money('spent', text('members.spent'), (member) => member.totalSpent),
    col.count('purchases', text('members.purchases'), (member) => member.purchases, { phone: 'none' }),
    col.count('visits', text('members.visits'), (member) => member.visits, { phone: 'none' }),
    col.time(
      'lastVisitAt',
      text('members.lastVisitAt'),
      (member) => member.lastVisitAt,
      () => undefined,
    ),
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
