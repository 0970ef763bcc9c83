import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { BoardStore } from '../../live/board.ts';
import { Attended, DoorLine, StoreTags } from './DoorLine.tsx';

/** An empty store on a phone: one line, so that the occupied ones have the screen. */
export const QuietRow = memo(function QuietRow(props: { store: BoardStore }) {
  const { store } = props;
  return (
    <Link to="." search={{ store: store.id } as never} resetScroll={false} className="quiet-row" data-store={store.id}>
      <span className="quiet-name">{store.name}</span>
      <DoorLine store={store} />
      <StoreTags store={store} />
      <Attended store={store} />
    </Link>
  );
});
