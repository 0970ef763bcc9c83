import { PrinterOutlined } from '@ant-design/icons';
import { QrSquare, useUiText } from '@latchkey/ui';
import { Button, Typography } from 'antd';
import { useAppText } from '../../texts.ts';
import type { Room } from './api.ts';

/** ORG-15: the room's own page as a code to print: whoever scans it sees free times and books. */
export function RoomCode(props: { room: Room }) {
  const text = useAppText();
  const ui = useUiText();
  const { room } = props;
  const address = `${location.origin}/pages/room/index?id=${room.id}`;
  return (
    <>
      <div className="room-code">
        <p className="room-code-title">{room.name}</p>
        <QrSquare className="room-code-square" content={address} label={text('rooms.code')} />
        <p>{text('rooms.scanToBook')}</p>
        <p className="lk-faint">{room.store.name}</p>
      </div>
      <p>
        <Typography.Text copyable={{ text: address }} className="lk-mono">
          {address}
        </Typography.Text>
      </p>
      <p className="lk-faint">{text('rooms.codeHint')}</p>
      <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
        {ui('common.print')}
      </Button>
    </>
  );
}
