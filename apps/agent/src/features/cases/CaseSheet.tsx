import type { Answer } from '@latchkey/client';
import {
  call,
  DateTime,
  type Fact,
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
import { Button } from 'antd';
import { useState } from 'react';
import { minutesSince } from '../../live/minutes.ts';
import { useAppText } from '../../texts.ts';
import { DecideDialog } from './DecideDialog.tsx';
import './cases.css';

type Detail = Answer<'GET /staff/cases/:id'>;

/** VIS-17: what happened, what speaks for which decision, and the decision itself. */
export function CaseSheet(props: { id: string }) {
  const detail = useQuery({
    queryKey: ['cases', props.id],
    queryFn: () => call('GET /staff/cases/:id', { params: { id: props.id } }),
    refetchInterval: 15_000,
  });
  return <Loaded query={detail}>{(data) => <Shown detail={data} />}</Loaded>;
}

function Shown(props: { detail: Detail }) {
  const text = useAppText();
  const { can } = useSession();
  const [deciding, setDeciding] = useState(false);
  const { detail } = props;
  const found = detail.case;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard. */}
      <div className="sheet-scroll" tabIndex={0}>
        <div className="sheet-body">
          <Head detail={detail} />
          {found.decision && <Decided detail={detail} />}
          <Section plain title={text('cases.evidence')}>
            <Facts facts={useEvidence(detail)} />
          </Section>
          <Section plain title={text('visit.timeline')}>
            <RecordTimeline entries={[...detail.timeline].reverse()} zone={found.store.zone} />
          </Section>
          <Link to="." search={{ visit: found.visitId } as never} resetScroll={false}>
            {text('cases.openVisit')}
          </Link>
        </div>
      </div>
      {!found.decision && can('desk:act') && (
        <div className="case-act">
          <Button type="primary" size="large" block onClick={() => setDeciding(true)} data-decide>
            {text('cases.decide')}
          </Button>
          <DecideDialog
            case={found}
            open={deciding}
            visitOpen={!detail.visit.endedAt}
            onClose={() => setDeciding(false)}
          />
        </div>
      )}
    </>
  );
}

function Head(props: { detail: Detail }) {
  const text = useAppText();
  const now = useNow(10_000);
  const { case: found, visit } = props.detail;
  return (
    <div className="case-head">
      <div>
        <p className="sheet-name">{found.member.name ?? visit.member.phone ?? found.visitNumber}</p>
        <p className="lk-soft">{found.store.name}</p>
      </div>
      {!visit.endedAt && (
        <span className="sheet-minutes">
          <strong>{minutesSince(found.enteredAt, now)}</strong> {text('visit.minutes')}
        </span>
      )}
      <span className="sheet-flags">
        <StateTag kind="caseKind" value={found.kind} />
        <StateTag kind="visit" value={visit.state} />
        {found.member.state !== 'normal' && <StateTag kind="member" value={found.member.state} />}
      </span>
      <p className="case-why">
        {text(found.kind === 'unpaid' && visit.endedAt ? 'cases.why_gone_unpaid' : `cases.why_${found.kind}`)}
      </p>
    </div>
  );
}

function Decided(props: { detail: Detail }) {
  const text = useAppText();
  const word = useWord();
  const { case: found } = props.detail;
  if (!found.decision) return null;
  return (
    <div className="case-decided" data-decision={found.decision}>
      <strong>{word('caseDecision', found.decision)}</strong>
      <span className="lk-soft">
        {found.decidedBy?.name ?? text('cases.byItself')} · <DateTime at={found.decidedAt} zone={found.store.zone} />
      </span>
      {found.note && <span>{found.note}</span>}
    </div>
  );
}

function useEvidence(detail: Detail): (Fact | null)[] {
  const text = useAppText();
  const word = useWord();
  const { evidence, case: found } = detail;
  const { lastSign, unpaid } = evidence;
  return [
    lastSign && {
      label: text('cases.lastSign'),
      value: (
        <span>
          {word('happening', lastSign.name.replaceAll('.', '_'))} ·{' '}
          <DateTime at={lastSign.at} zone={found.store.zone} style="moment" />
        </span>
      ),
      wide: true,
    },
    {
      label: text('cases.goods'),
      value: unpaid ? (
        <span>
          {text('board.pieces', { n: unpaid.quantity })} <Money fen={unpaid.total} />
          <span className="lk-soft"> · {unpaid.summary}</span>
        </span>
      ) : (
        text(evidence.paid ? 'cases.paid' : 'cases.noGoods')
      ),
      wide: unpaid !== null,
    },
    { label: text('cases.unpaidOrders'), value: <span className="lk-figures">{evidence.unpaidOrders}</span> },
    {
      label: text('cases.door'),
      value:
        evidence.doorOnline === null
          ? text('board.noDoor')
          : word('connectivity', evidence.doorOnline ? 'online' : 'offline'),
    },
    { label: text('cases.openingsSince'), value: <span className="lk-figures">{evidence.openingsSince}</span> },
    {
      label: text('cases.counter'),
      value: <span className="lk-figures">{evidence.insideByCounter ?? '—'}</span>,
    },
    { label: text('cases.openVisits'), value: <span className="lk-figures">{evidence.openVisits}</span> },
  ];
}
