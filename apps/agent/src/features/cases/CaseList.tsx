import { call, EmptyState, Loaded, StateTag, useNow, useWord } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { minutesSince } from '../../live/minutes.ts';
import type { VisitCase } from '../../live/use-open-cases.ts';
import { useAppText } from '../../texts.ts';
import './cases.css';

/** VIS-17: visits that wait for a decision, the oldest on top; below them the latest decisions. */
export function CaseList() {
  const text = useAppText();
  const cases = useQuery({
    queryKey: ['cases', 'list'],
    queryFn: () => call('GET /staff/cases', { query: { limit: 50 } }),
    refetchInterval: 30_000,
  });
  return (
    <Loaded query={cases}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={text('cases.empty')} hint={text('cases.emptyHint')} />
        ) : (
          <ul className="cases lk-card">
            {items.map((each) => (
              <li key={each.id}>
                <CaseRow case={each} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function CaseRow(props: { case: VisitCase }) {
  const text = useAppText();
  const word = useWord();
  const now = useNow(10_000);
  const each = props.case;
  return (
    <Link
      to="."
      search={((before: Record<string, string>) => ({ show: before.show, case: each.id })) as never}
      resetScroll={false}
      className={`case-row${each.decision ? '' : ' case-row-open'}`}
      data-case={each.id}
    >
      <span className="case-line">
        <StateTag kind="caseKind" value={each.kind} />
        <strong>{each.store.name}</strong>
      </span>
      <span className="lk-soft">{each.member.name ?? each.visitNumber}</span>
      <span className="lk-faint lk-figures">
        {each.decision
          ? [word('caseDecision', each.decision), each.decidedBy?.name ?? text('cases.byItself')].join(' · ')
          : text('cases.waiting', { n: minutesSince(each.openedAt, now) })}
      </span>
    </Link>
  );
}
