import { ControlOutlined, PlusOutlined } from '@ant-design/icons';
import {
  type Column,
  type Filter,
  type ItemOf,
  ListPage,
  useColumnKit,
  useList,
  useSession,
  useWordOptions,
} from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useRoomStoreOptions, useRoomStores } from '../../choices/room-stores.ts';
import { useAppText } from '../../texts.ts';
import { PolicyForm } from './PolicyForm.tsx';
import { RoomDrawer } from './RoomDrawer.tsx';
import { RoomForm } from './RoomForm.tsx';

type Room = ItemOf<'GET /staff/rooms'>;
const FILTERS = ['search', 'storeId', 'kind', 'state'];

/** ORG-10: the rooms of the scope, and what their stores ask of bookings. */
export function Rooms() {
  const text = useAppText();
  const { can } = useSession();
  const stores = useRoomStores();
  const [adding, setAdding] = useState(false);
  const [policyOf, setPolicyOf] = useState<string | undefined>();
  const list = useList({ key: 'rooms', route: 'GET /staff/rooms', filters: FILTERS });
  const storeId = list.search.storeId ?? (stores.length === 1 ? stores[0]?.id : undefined);
  const filters: Filter[] = [
    { kind: 'text', keys: ['search'], label: text('rooms.search') },
    { kind: 'choice', keys: ['storeId'], label: text('fields.store'), options: useRoomStoreOptions() },
    { kind: 'choice', keys: ['kind'], label: text('rooms.kind'), options: useWordOptions('roomKind') },
    { kind: 'choice', keys: ['state'], label: text('fields.state'), options: useWordOptions('room') },
  ];
  const add = can('rooms:edit') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {text('rooms.add')}
    </Button>
  );
  return (
    <ListPage
      id="rooms"
      title={text('rooms.title')}
      hint={text('rooms.hint')}
      add={add}
      extra={
        <Button
          icon={<ControlOutlined />}
          disabled={storeId === undefined}
          title={storeId === undefined ? text('rooms.policyPick') : undefined}
          onClick={() => setPolicyOf(storeId)}
        >
          {text('rooms.policy')}
        </Button>
      }
      list={list}
      columns={useColumns()}
      filters={filters}
      openable
      empty={text('rooms.empty')}
    >
      <RoomDrawer id={list.search.open} onClose={() => list.open(undefined)} onPolicy={setPolicyOf} />
      <RoomForm
        open={adding}
        room={null}
        storeId={storeId}
        onClose={() => setAdding(false)}
        onSaved={(room) => list.open(room.id)}
      />
      <PolicyForm
        storeId={policyOf}
        name={stores.find((store) => store.id === policyOf)?.name ?? ''}
        onClose={() => setPolicyOf(undefined)}
      />
    </ListPage>
  );
}

function useColumns(): Column<Room>[] {
  const col = useColumnKit<Room>();
  const text = useAppText();
  return [
    {
      key: 'name',
      title: text('rooms.room'),
      render: (room) => (
        <span className="console-row">
          {room.gallery[0] ? (
            <img className="console-thumb" src={room.gallery[0]} alt="" />
          ) : (
            <span className="console-thumb" aria-hidden="true" />
          )}
          <strong>{room.name}</strong>
        </span>
      ),
      text: (room) => room.name,
      phone: 'title',
    },
    col.text('store', text('fields.store'), (room) => room.store.name),
    col.word('roomKind', 'kind', text('rooms.kind'), (room) => room.kind),
    col.count('capacity', text('rooms.capacity'), (room) => room.capacity),
    col.text('style', text('rooms.style'), (room) => room.style, { phone: 'none' }),
    col.text('facilities', text('rooms.facilities'), (room) => room.facilities.join('、') || null, { phone: 'none' }),
    col.text('buffer', text('rooms.buffer'), (room) => text('rooms.minutes', { n: room.bufferMinutes }), {
      phone: 'none',
    }),
    col.count('sort', text('rooms.sort'), (room) => room.sort, { phone: 'none', hiddenByDefault: true }),
    col.state('room', 'state', text('fields.state'), (room) => room.state, { phone: 'aside' }),
  ];
}
