import { EmptyState, Facts, Section, StateTag, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BOARD_KEY, type BoardStore, readBoard } from '../../live/board.ts';
import { LivePicture } from '../../pictures/LivePicture.tsx';
import { useAppText } from '../../texts.ts';
import { DoorLine } from './DoorLine.tsx';
import { LockdownBand } from './LockdownBand.tsx';
import { OfflineCode } from './OfflineCode.tsx';
import { PersonRow } from './PersonRow.tsx';
import { ShopFront } from './ShopFront.tsx';
import { StoreActions } from './StoreActions.tsx';
import './board.css';
import { visitOrder } from './board-order.ts';

/** A store by itself: its door, who is inside, and the acts that need no visit. */
export function StoreSheet(props: { id: string }) {
  const text = useAppText();
  const { can } = useSession();
  const board = useQuery({ queryKey: BOARD_KEY, queryFn: readBoard });
  const store = board.data?.stores.find((each) => each.id === props.id);
  if (!store) return <EmptyState title={text('store.gone')} hint={text('store.goneHint')} />;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard. */}
      <div className="sheet-scroll" tabIndex={0}>
        <div className="sheet-front">
          <LivePicture storeId={store.id}>
            <ShopFront store={store} />
          </LivePicture>
        </div>
        <div className="sheet-body">
          <LockdownBand store={store} />
          {can('desk:act') && <OfflineCode store={store} />}
          <Section plain title={store.name} extra={<StateTag kind="availability" value={store.availability} />}>
            <StoreFacts store={store} />
          </Section>
          <Section plain title={text('store.inside', { n: store.inside })}>
            {store.visits.length === 0 ? (
              <p className="lk-soft">{text('store.nobody')}</p>
            ) : (
              <div className="lk-card">
                {visitOrder(store.visits).map((visit) => (
                  <PersonRow key={visit.id} visit={visit} />
                ))}
              </div>
            )}
          </Section>
          <Link to="/services" search={{ storeId: store.id } as never}>
            {text('store.records')}
          </Link>
        </div>
      </div>
      {can('desk:act') && <StoreActions store={store} />}
    </>
  );
}

function StoreFacts(props: { store: BoardStore }) {
  const text = useAppText();
  const { store } = props;
  return (
    <Facts
      facts={[
        { label: text('store.city'), value: store.city },
        { label: text('store.door'), value: <DoorLine store={store} /> },
        {
          label: text('store.attended'),
          value: (
            <span className="lk-figures">
              {store.attended.today}
              {!store.attended.now && ` · ${text('store.unattendedNow')}`}
            </span>
          ),
        },
        { label: text('store.capacity'), value: store.capacity ?? '—' },
        store.insideByCounter !== null && {
          label: text('store.counter'),
          value: <span className="lk-figures">{store.insideByCounter}</span>,
        },
      ]}
    />
  );
}
