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

export function StoreTags(props: { store: BoardStore }) {
  const text = useAppText();
  const { store } = props;
  return (
    <span className="tile-tags">
      {store.openAlerts > 0 && <StatusTag tone="danger">{text('board.alerts', { n: store.openAlerts })}</StatusTag>}
      {store.availability !== 'open' && store.availability !== 'offline' && (
        <StateTag kind="availability" value={store.availability} />
      )}
    </span>
  );
}
