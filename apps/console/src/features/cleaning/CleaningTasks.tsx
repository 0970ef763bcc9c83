import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  StateTag,
  useColumnKit,
  useList,
  useWordOptions,
} from '@latchkey/ui';
import { useStoreOptions } from '../../choices/stores.ts';
import { useAppText } from '../../texts.ts';

type Task = ItemOf<'GET /staff/cleaning-tasks'>;
const FILTERS = ['storeId', 'state'];

/** BKG-17: rooms to clean and who cleaned them; the work itself is done on the phone. */
export function CleaningTasks() {
  const text = useAppText();
  const list = useList({ key: 'cleaning', route: 'GET /staff/cleaning-tasks', filters: FILTERS });
  const filters: Filter[] = [
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useStoreOptions() },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('cleaning') },
  ];
  return (
    <ListPage
      id="cleaning"
      exportable={false}
      title={text('cleaning.title')}
      hint={text('cleaning.hint')}
      list={list}
      columns={useColumns()}
      filters={filters}
      rowTone={(task) => (task.late ? 'danger' : task.state === 'blocked' ? 'live' : undefined)}
      empty={text('cleaning.empty')}
    />
  );
}

function useColumns(): Column<Task>[] {
  const col = useColumnKit<Task>();
  const text = useAppText();
  return [
    {
      key: 'room',
      title: text('cleaning.room'),
      render: ({ room, store }) => (
        <span className="console-stack">
          <strong>{room.name}</strong>
          <span className="lk-faint">{store.name}</span>
        </span>
      ),
      phone: 'title',
    },
    {
      key: 'state',
      title: text('fields.state'),
      render: (task) => <StateTag kind="cleaning" value={task.state} />,
      phone: 'aside',
    },
    col.text('keeps', text('cleaning.keeps'), (task) => text(task.keepsRoom ? 'cleaning.kept' : 'cleaning.buffer')),
    col.text('by', text('cleaning.by'), (task) => (task.closedBy ?? task.takenBy)?.name),
    col.text('note', text('cleaning.note'), (task) => task.note),
    col.time(
      'since',
      text('cleaning.since'),
      (task) => task.createdAt,
      (task) => task.store.zone,
    ),
    col.time(
      'next',
      text('cleaning.next'),
      (task) => task.nextAt,
      (task) => task.store.zone,
    ),
  ];
}
