import { DetailDrawer, Facts, Loaded, StateTag, useSession, useWord } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { ComingList, useComing } from '../../booking-parts/ComingList.tsx';
import { useAppText } from '../../texts.ts';
import { type Room, useRoom } from './api.ts';
import { RetireDialog } from './RetireDialog.tsx';
import { RoomCode } from './RoomCode.tsx';
import { RoomDevices } from './RoomDevices.tsx';
import { RoomForm } from './RoomForm.tsx';
import './rooms.css';

export function RoomDrawer(props: {
  id: string | undefined;
  onClose: () => void;
  onPolicy: (storeId: string) => void;
}) {
  const text = useAppText();
  const { can } = useSession();
  const room = useRoom(props.id);
  const [act, setAct] = useState<'edit' | 'retire' | null>(null);
  const { data } = room;
  return (
    <DetailDrawer
      open={props.id !== undefined}
      onClose={props.onClose}
      title={data?.name ?? text('rooms.title')}
      extra={
        data &&
        can('rooms:edit') &&
        data.state !== 'retired' && (
          <span className="console-row">
            <Button onClick={() => setAct('edit')}>{text('fields.edit')}</Button>
            <Button danger onClick={() => setAct('retire')}>
              {text('rooms.retire')}
            </Button>
          </span>
        )
      }
    >
      <Loaded query={room}>
        {(shown) => (
          <>
            <Sections room={shown} onPolicy={props.onPolicy} />
            <RoomForm open={act === 'edit'} room={shown} onClose={() => setAct(null)} />
            <RetireDialog open={act === 'retire'} room={shown} onClose={() => setAct(null)} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}

function Sections(props: { room: Room; onPolicy: (storeId: string) => void }) {
  const text = useAppText();
  const { can } = useSession();
  const { room } = props;
  const items = [
    { key: 'basics', label: text('rooms.basics'), children: <Basics {...props} /> },
    { key: 'devices', label: text('rooms.devices'), children: <RoomDevices room={room} /> },
    ...(can('bookings') ? [{ key: 'coming', label: text('rooms.coming'), children: <Coming roomId={room.id} /> }] : []),
    { key: 'code', label: text('rooms.code'), children: <RoomCode room={room} /> },
  ];
  return <Tabs items={items} />;
}

function Coming(props: { roomId: string }) {
  return <ComingList coming={useComing(props.roomId)} />;
}

function Basics(props: { room: Room; onPolicy: (storeId: string) => void }) {
  const text = useAppText();
  const word = useWord();
  const { can } = useSession();
  const { room } = props;
  return (
    <>
      {room.gallery.length > 0 && (
        <p className="console-row console-photos">
          {room.gallery.map((picture) => (
            <img key={picture} className="console-photo" src={picture} alt={room.name} />
          ))}
        </p>
      )}
      <Facts
        facts={[
          { label: text('fields.state'), value: <StateTag kind="room" value={room.state} /> },
          {
            label: text('fields.store'),
            value: (
              <Link to="/stores" search={{ open: room.store.id } as never}>
                {room.store.name}
              </Link>
            ),
          },
          { label: text('rooms.kind'), value: word('roomKind', room.kind) },
          { label: text('rooms.capacity'), value: text('rooms.forPeople', { n: room.capacity }) },
          { label: text('rooms.style'), value: room.style ?? '—' },
          { label: text('rooms.buffer'), value: text('rooms.minutes', { n: room.bufferMinutes }) },
          room.facilities.length > 0 && {
            label: text('rooms.facilities'),
            value: room.facilities.join('、'),
            wide: true,
          },
          room.description && { label: text('rooms.description'), value: room.description, wide: true },
        ]}
      />
      <p className="console-row console-apart">
        {can('tariffs') && (
          <Link to="/tariffs" search={{ storeId: room.store.id } as never}>
            {text('rooms.prices')}
          </Link>
        )}
        {can('bookings') && (
          <Link to="/room-calendar" search={{ storeId: room.store.id } as never}>
            {text('rooms.calendar')}
          </Link>
        )}
        <Button type="link" className="room-inline" onClick={() => props.onPolicy(room.store.id)}>
          {text('rooms.policy')}
        </Button>
      </p>
    </>
  );
}
