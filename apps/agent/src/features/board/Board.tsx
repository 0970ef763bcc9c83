import { EmptyState, ErrorState, TileSkeleton, useBreakpoint, useLanguage, useNow } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { BOARD_KEY, type Board as BoardData, readBoard } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';
import { boardOrder, isActive, isOccupied } from './board-order.ts';
import { CartsStrip } from './CartsStrip.tsx';
import { QuietRow } from './QuietRow.tsx';
import { StoreTile } from './StoreTile.tsx';
import './board.css';

/** Every bound store at a glance; the Frame keeps its data live. */
export function Board() {
  const text = useAppText();
  const board = useQuery({ queryKey: BOARD_KEY, queryFn: readBoard });
  if (!board.data) {
    return board.error ? <ErrorState error={board.error} onRetry={() => void board.refetch()} /> : <TileSkeleton />;
  }
  if (board.data.stores.length === 0) return <EmptyState title={text('board.empty')} hint={text('board.emptyHint')} />;
  return <Stores board={board.data} />;
}

function Stores(props: { board: BoardData }) {
  const text = useAppText();
  const { language } = useLanguage();
  const phone = useBreakpoint() === 'phone';
  const now = useNow(5_000);
  const stores = boardOrder(props.board.stores, language, now);
  const busy = stores.filter((store) => isOccupied(store) || isActive(store, now));
  const quiet = stores.filter((store) => !busy.includes(store));
  const inside = stores.reduce((sum, store) => sum + store.inside, 0);
  return (
    <>
      <p className="board-summary lk-soft" role="status">
        {text('board.summary', { inside, busy: stores.filter(isOccupied).length, stores: stores.length })}
      </p>
      <CartsStrip />
      {busy.length > 0 ? (
        <ul className="board-tiles">
          {busy.map((store) => (
            <li key={store.id}>
              <StoreTile store={store} />
            </li>
          ))}
        </ul>
      ) : (
        <div className="lk-card board-nobody">
          <EmptyState title={text('board.nobody')} hint={text('board.nobodyHint')} />
        </div>
      )}
      {quiet.length > 0 && (
        <section aria-label={text('board.quiet')}>
          <h2 className="board-heading">{text('board.quiet')}</h2>
          <ul className={phone ? 'lk-card board-rows' : 'board-tiles board-tiles-quiet'}>
            {quiet.map((store) => (
              <li key={store.id}>{phone ? <QuietRow store={store} /> : <StoreTile store={store} />}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
