import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  EmptyState,
  Facts,
  Loaded,
  Money,
  RecordTimeline,
  Section,
  StateTag,
  useNow,
  useSession,
  useWord,
} from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { BOARD_KEY, type BoardVisit, readBoard } from '../../live/board.ts';
import { useAppText } from '../../texts.ts';
import { DoorLine } from './DoorLine.tsx';
import { minutesSince } from './minutes.ts';
import { ShopFront } from './ShopFront.tsx';
import { VisitActions } from './VisitActions.tsx';
import './board.css';

type Detail = Answer<'GET /staff/visits/:id'>;
const OVER = ['ended', 'timed_out', 'abnormal'];

/** One person's stay: the store's front and door above, who and what in the middle, four acts within thumb reach. */
export function VisitSheet(props: { id: string }) {
  const { can } = useSession();
  const board = useQuery({ queryKey: BOARD_KEY, queryFn: readBoard });
  const detail = useQuery({
    queryKey: ['visits', props.id],
    queryFn: () => call('GET /staff/visits/:id', { params: { id: props.id } }),
    enabled: can('visits'),
    refetchInterval: 15_000,
  });
  const store = board.data?.stores.find((each) => each.visits.some((visit) => visit.id === props.id));
  const live = store?.visits.find((visit) => visit.id === props.id);
  const visit = live ?? detail.data?.visit;
  const front = store ?? board.data?.stores.find((each) => each.id === visit?.store.id);
  if (!visit) return can('visits') ? <Loaded query={detail}>{() => null}</Loaded> : <Gone />;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard. */}
      <div className="sheet-scroll" tabIndex={0}>
        {front && (
          <div className="sheet-front">
            <ShopFront store={front} />
            <span className="sheet-door">
              <DoorLine store={front} />
            </span>
          </div>
        )}
        <div className="sheet-body">
          <Person visit={visit} />
          <Standing visit={visit} />
          {detail.data && <Happenings detail={detail.data} />}
        </div>
      </div>
      {can('desk:act') && <VisitActions visit={visit} over={OVER.includes(visit.state)} />}
    </>
  );
}

function Gone() {
  const text = useAppText();
  return <EmptyState title={text('visit.gone')} hint={text('visit.goneHint')} />;
}

function Person(props: { visit: BoardVisit }) {
  const text = useAppText();
  const word = useWord();
  const now = useNow(10_000);
  const { visit } = props;
  const abnormal = visit.flags.includes('abnormal_member');
  return (
    <div className={`sheet-person${abnormal ? ' sheet-person-abnormal' : ''}`}>
      <div>
        <p className="sheet-name">{visit.member.name ?? visit.member.phone ?? visit.number}</p>
        <p className="lk-soft lk-figures">
          {[
            visit.member.phone,
            word('level', visit.member.level),
            text('visit.nth', { n: visit.member.visits + (visit.endedAt === null ? 1 : 0) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {!visit.endedAt && (
        <span className="sheet-minutes">
          <strong>{minutesSince(visit.enteredAt, now)}</strong> {text('visit.minutes')}
        </span>
      )}
      <span className="sheet-flags">
        <StateTag kind="visit" value={visit.state} />
        {visit.flags.map((flag) => (
          <StateTag key={flag} kind="visitFlag" value={flag} />
        ))}
      </span>
    </div>
  );
}

function Standing(props: { visit: BoardVisit }) {
  const text = useAppText();
  const word = useWord();
  const { visit } = props;
  const { zone } = visit.store;
  return (
    <Facts
      facts={[
        { label: text('visit.store'), value: visit.store.name },
        { label: text('visit.enteredAt'), value: <DateTime at={visit.enteredAt} zone={zone} style="second" /> },
        visit.exitRequestedAt && {
          label: text('visit.exitRequestedAt'),
          value: <DateTime at={visit.exitRequestedAt} zone={zone} style="second" />,
        },
        visit.cart && {
          label: text('visit.cart'),
          value: (
            <span>
              {text('board.pieces', { n: visit.cart.quantity })} <Money fen={visit.cart.total} />
            </span>
          ),
        },
        visit.opening && {
          label: text('visit.opening'),
          value: (
            <span className="tile-tags">
              {word('openingPurpose', visit.opening.purpose)}
              <StateTag kind="opening" value={visit.opening.state} />
            </span>
          ),
        },
        ...visit.orders.map((order) => ({
          label: order.number,
          value: (
            <span className="tile-tags">
              <Money fen={order.payable} />
              <StateTag kind="order" value={order.state} />
            </span>
          ),
        })),
      ]}
    />
  );
}

function Happenings(props: { detail: Detail }) {
  const text = useAppText();
  const newestFirst = [...props.detail.timeline].reverse();
  return (
    <Section plain title={text('visit.timeline')}>
      <RecordTimeline entries={newestFirst} zone={props.detail.visit.store.zone} />
    </Section>
  );
}
