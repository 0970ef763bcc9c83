import type { ReactNode } from 'react';
import './parts.css';

export type Fact = { label: string; value: ReactNode; wide?: boolean };

/** Label and value pairs of one record; two columns where there is room. Entries without a value are left out. */
export function Facts(props: { facts: readonly (Fact | null | false | undefined | '')[] }) {
  return (
    <dl className="lk-facts">
      {props.facts
        .filter((fact): fact is Fact => Boolean(fact))
        .map((fact) => (
          <div key={fact.label} className={fact.wide ? 'lk-fact lk-fact-wide' : 'lk-fact'}>
            <dt>{fact.label}</dt>
            <dd>{fact.value ?? '—'}</dd>
          </div>
        ))}
    </dl>
  );
}
