import { EmptyState, Loaded, StateTag, StatusTag, useSession, useWord } from '@latchkey/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useAppText } from '../../texts.ts';
import { type Room, type RoomDevice, useRoomDevices } from './api.ts';
import { DevicesForm } from './DevicesForm.tsx';

/** What serves a room: its door, circuits, light, climate and speaker, with what each says now. */
export function RoomDevices(props: { room: Room }) {
  const text = useAppText();
  const { can } = useSession();
  const [editing, setEditing] = useState(false);
  const devices = useRoomDevices(props.room.id);
  const edit = can('rooms:edit') && <Button onClick={() => setEditing(true)}>{text('rooms.changeDevices')}</Button>;
  return (
    <Loaded query={devices}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <EmptyState title={text('rooms.noDevices')} hint={text('rooms.noDevicesHint')} action={edit} />
          ) : (
            <>
              <ul className="console-needs">
                {items.map((device) => (
                  <Device key={device.deviceId} device={device} />
                ))}
              </ul>
              <p className="console-apart">{edit}</p>
            </>
          )}
          <DevicesForm open={editing} room={props.room} devices={items} onClose={() => setEditing(false)} />
        </>
      )}
    </Loaded>
  );
}

function Device(props: { device: RoomDevice }) {
  const text = useAppText();
  const word = useWord();
  const { device } = props;
  return (
    <li className="console-need">
      <span className="console-stack" style={{ flex: 1 }}>
        <strong>{device.label}</strong>
        <span className="lk-faint">
          {word('deviceKind', device.kind)} · {device.name} · {device.code}
          {device.watts !== null && ` · ${device.watts} W`}
        </span>
      </span>
      {device.protected && <StatusTag tone="info">{text('rooms.protected')}</StatusTag>}
      {device.on !== null && (
        <StatusTag tone={device.on ? 'live' : 'neutral'}>{text(device.on ? 'rooms.on' : 'rooms.off')}</StatusTag>
      )}
      <StateTag kind="connectivity" value={device.online ? 'online' : 'offline'} />
    </li>
  );
}
