import { useNow, useWord } from '@latchkey/ui';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { BoardStore } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';
import { isActive, isOccupied, visitOrder } from './board-order.ts';
import { Attended, DoorLine, StoreTags } from './DoorLine.tsx';
import { LockdownBand } from './LockdownBand.tsx';
import { PersonRow } from './PersonRow.tsx';
import { ShopFront } from './ShopFront.tsx';

/** People on a tile; with more inside the last place leads to all of them. */
const MOST_PEOPLE = 5;

/** One store: its front, its door, who is inside and since when. Unchanged stores do not draw again. */
export const StoreTile = memo(function StoreTile(props: { store: BoardStore }) {
  const text = useAppText();
  const word = useWord();
  const { store } = props;
  const active = isActive(store, useNow(5_000));
  const shown = store.visits.length > MOST_PEOPLE ? MOST_PEOPLE - 1 : MOST_PEOPLE;
  const classes = ['tile', 'lk-card', active ? 'tile-active' : isOccupied(store) ? 'tile-occupied' : ''];
  return (
    <article className={classes.filter(Boolean).join(' ')} aria-label={store.name} data-store={store.id}>
      <Link to="." search={{ store: store.id } as never} resetScroll={false} className="tile-front">
        <ShopFront store={store} />
        <span className="tile-count">{text('board.people', { n: store.inside })}</span>
        <span className="tile-head">
          <strong>{store.name}</strong>
          <span className="lk-faint">{store.city}</span>
        </span>
      </Link>
      <div className="tile-body">
        <div className="tile-line">
          <DoorLine store={store} />
          <StoreTags store={store} />
        </div>
        <Attended store={store} />
        <LockdownBand store={store} />
        {store.visits.length > 0 && (
          <ul className="tile-people" aria-label={word('visit', 'inside')}>
            {visitOrder(store.visits)
              .slice(0, shown)
              .map((visit) => (
                <li key={visit.id}>
                  <PersonRow visit={visit} />
                </li>
              ))}
            {store.visits.length > shown && (
              <li>
                <Link to="." search={{ store: store.id } as never} resetScroll={false} className="person-more">
                  {text('board.more', { n: store.visits.length - shown })}
                </Link>
              </li>
            )}
          </ul>
        )}
        {store.insideByCounter !== null && store.insideByCounter !== store.inside && (
          <p className="tile-counter">{text('board.counterDiffers', { n: store.insideByCounter })}</p>
        )}
      </div>
    </article>
  );
});
