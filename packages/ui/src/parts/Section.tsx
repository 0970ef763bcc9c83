import { type ReactNode, useId } from 'react';
import './parts.css';

/** A titled part of a page or drawer. */
export function Section(props: { title: ReactNode; extra?: ReactNode; children: ReactNode; plain?: boolean }) {
  const id = useId();
  return (
    <section className={props.plain ? 'lk-section' : 'lk-section lk-card'} aria-labelledby={id}>
      <header className="lk-section-head">
        <h2 id={id}>{props.title}</h2>
        {props.extra}
      </header>
      {props.children}
    </section>
  );
}

/** The head of a page: its name, one line of what it is for, and its actions. */
export function PageHead(props: { title: ReactNode; hint?: ReactNode; extra?: ReactNode }) {
  return (
    <header className="lk-page-head">
      <div>
        <h1>{props.title}</h1>
        {props.hint && <p className="lk-soft">{props.hint}</p>}
      </div>
      {props.extra && <div className="lk-page-actions">{props.extra}</div>}
    </header>
  );
}

/** One figure with its name: for the tops of overviews. */
export function Figure(props: { label: string; children: ReactNode; note?: ReactNode; tone?: 'live' | 'danger' }) {
  return (
    <div className={`lk-figure lk-card${props.tone ? ` lk-figure-${props.tone}` : ''}`}>
      <span className="lk-figure-label">{props.label}</span>
      <span className="lk-figure-value">{props.children}</span>
      {props.note && <span className="lk-figure-note">{props.note}</span>}
    </div>
  );
}
