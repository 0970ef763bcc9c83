import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { AlertList } from '../features/alerts/Alerts.tsx';
import { CaseList } from '../features/cases/CaseList.tsx';
import { useOpenCases } from '../live/use-open-cases.ts';
import { useAppText } from '../texts.ts';

type Show = 'open' | 'help' | 'cases' | 'all';

/** What wants a person: calls by urgency, and visits that wait for a decision. */
export function Calls() {
  const text = useAppText();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { show?: Show };
  const show: Show = search.show ?? 'open';
  const waiting = useOpenCases().data?.items.length ?? 0;
  return (
    <>
      <Segmented<Show>
        block
        size="large"
        aria-label={text('alerts.title')}
        className="alerts-show"
        value={show}
        onChange={(next) => void navigate({ to: '.', search: { show: next } as never })}
        options={[
          { value: 'open', label: text('alerts.open') },
          { value: 'help', label: text('alerts.help') },
          { value: 'cases', label: waiting > 0 ? text('cases.tabN', { n: waiting }) : text('cases.tab') },
          { value: 'all', label: text('alerts.all') },
        ]}
      />
      {show === 'cases' ? <CaseList /> : <AlertList show={show} />}
    </>
  );
}
