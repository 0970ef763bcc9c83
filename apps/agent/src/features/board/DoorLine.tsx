import { StateTag, StatusTag, useWord } from '@latchkey/ui';
import type { BoardStore } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';

/** The door's truth in one line: reachable, open or closed, locked or not. */
export function DoorLine(props: { store: BoardStore }) {
  const text = useAppText();
  const word = useWord();
  const { door } = props.store;
  if (!door) return <span className="lk-faint">{text('board.noDoor')}</span>;
  if (!door.online) return <StatusTag tone="danger">{word('availability', 'offline')}</StatusTag>;
  const lock = door.locked === null ? null : text(door.locked ? 'board.locked' : 'board.unlocked');
  return (
    <span className="lk-soft">
      {word('contact', door.contact)}
      {lock && ` · ${lock}`}
    </span>
  );
}

/** ORG-8: when customers may come in by themselves today; said louder while they may not. */
export function Attended(props: { store: BoardStore }) {
  const text = useAppText();
  const { attended } = props.store;
  if (attended.now)
    return <p className="tile-attended lk-faint">{text('board.attended', { today: attended.today })}</p>;
  return <p className="tile-attended tile-unattended">{text('board.unattended', { today: attended.today })}</p>;
}

const CALLS = ['emergency', 'forced_door', 'help', 'exit_request', 'payment', 'case', 'fault', 'overstay'] as const;

export function StoreTags(props: { store: BoardStore }) {
  const text = useAppText();
  const word = useWord();
  const { store } = props;
  const calls = CALLS.flatMap((kind) => store.alerts.filter((alert) => alert.kind === kind));
  return (
    <span className="tile-tags">
      {calls.map(({ kind, count, untaken }) => (
        <StatusTag key={kind} tone={untaken > 0 ? 'danger' : 'live'}>
          {word('alert', kind)}
          {count > 1 && ` ${count}`}
          {untaken === 0 && ` · ${text('board.taken')}`}
        </StatusTag>
      ))}
      {store.availability !== 'open' && store.availability !== 'offline' && store.availability !== 'lockdown' && (
        <StateTag kind="availability" value={store.availability} />
      )}
      {store.lockdown && <StatusTag tone="danger">{word('availability', 'lockdown')}</StatusTag>}
    </span>
  );
}
