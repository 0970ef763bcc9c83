import { Section } from '@latchkey/ui';
import { useAppText } from '../../texts.ts';
import type { StoreDetail, WeekPlan } from './api.ts';
import { spansText } from './week-plan.ts';
import { useWeekdays } from './weekdays.ts';

export function StoreHours(props: { store: StoreDetail }) {
  const text = useAppText();
  const { store } = props;
  return (
    <>
      <p className="lk-faint">{text('stores.hoursZone', { zone: store.zone })}</p>
      <Section plain title={text('stores.businessHours')}>
        <Plan plan={store.hours} />
      </Section>
      <Section plain title={text('stores.attended')}>
        {store.attended ? <Plan plan={store.attended} /> : <p className="lk-soft">{text('stores.attendedDefault')}</p>}
      </Section>
    </>
  );
}

function Plan(props: { plan: WeekPlan }) {
  const text = useAppText();
  const weekdays = useWeekdays();
  return (
    <table className="console-lines">
      <tbody>
        {weekdays.map((name, index) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="lk-figures">{spansText(props.plan.weekdays[index] ?? []) || text('stores.closedAllDay')}</td>
          </tr>
        ))}
        {props.plan.exceptions.map((exception) => (
          <tr key={exception.date}>
            <th scope="row" className="lk-figures">
              {exception.date}
            </th>
            <td className="lk-figures">
              {spansText(exception.spans) || text('stores.closedAllDay')}
              {exception.reason && <span className="lk-faint"> {exception.reason}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
