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
import { Link } from '@tanstack/react-router';
import { BOARD_KEY, type BoardVisit, readBoard } from '../../live/board.ts';
import { minutesSince } from '../../live/minutes.ts';
import { useOpenCases } from '../../live/use-open-cases.ts';
import { LivePicture } from '../../pictures/LivePicture.tsx';
import { useAppText } from '../../texts.ts';
import { CartGlance } from './CartGlance.tsx';
import { DoorLine } from './DoorLine.tsx';
import { Flags } from './Flags.tsx';
import { OpeningSteps } from './OpeningSteps.tsx';
import { ShopFront } from './ShopFront.tsx';
import { VisitActions } from './VisitActions.tsx';
import './board.css';

type Detail = Answer<'GET /staff/visits/:id'>;
const OVER = ['ended', 'timed_out', 'abnormal'];

/** One person's stay: the store's front and door above, who and what in the middle, four acts within thumb reach. */
export function VisitSheet(props: { id: string }) {
  const text = useAppText();
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
            <LivePicture storeId={front.id} visitId={props.id}>
              <ShopFront store={front} />
            </LivePicture>
            <span className="sheet-door">
              <DoorLine store={front} />
            </span>
          </div>
        )}
        <div className="sheet-body">
          <Person visit={visit} />
          <CaseBand visitId={visit.id} />
          <Standing visit={visit} />
          <CartGlance visitId={visit.id} />
          {visit.opening && (
            <Section plain title={text('visit.opening')}>
              <OpeningSteps opening={visit.opening} zone={visit.store.zone} />
            </Section>
          )}
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
            visit.member.name ? visit.member.phone : null,
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
        <Flags visit={visit} />
      </span>
    </div>
  );
}

/** VIS-17: this visit waits for a decision. */
function CaseBand(props: { visitId: string }) {
  const text = useAppText();
  const word = useWord();
  const cases = useOpenCases();
  const open = cases.data?.items.find((each) => each.visitId === props.visitId);
  if (!open) return null;
  return (
    <Link to="." search={{ case: open.id } as never} resetScroll={false} className="case-band">
      <span>
        <strong>{word('caseKind', open.kind)}</strong>
        <span>{text('cases.waits')}</span>
      </span>
      <span className="case-band-go">{text('cases.decide')}</span>
    </Link>
  );
}

function Standing(props: { visit: BoardVisit }) {
  const text = useAppText();
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
