import { StopOutlined } from '@ant-design/icons';
import { DateTime } from '@latchkey/ui';
import type { BoardStore } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';

/** ORG-9: who locked the store down, why and since when; and whether the door's own controller has it too. */
export function LockdownBand(props: { store: BoardStore }) {
  const text = useAppText();
  const { lockdown, door, zone } = props.store;
  if (!lockdown) return null;
  const known = door?.online && door.lockdown;
  return (
    <div className="lockdown" role="status" data-lockdown>
      <StopOutlined aria-hidden="true" />
      <div>
        <p className="lockdown-why">{text('lockdown.since', { reason: lockdown.reason })}</p>
        <p className="lockdown-who">
          {lockdown.by} · <DateTime at={lockdown.since} zone={zone} />
        </p>
        <p className="lockdown-who">{text(known ? 'lockdown.atDoor' : 'lockdown.atServer')}</p>
      </div>
    </div>
  );
}
