import type { ReactNode } from 'react';
import './parts.css';

/** `live` = lamp amber (open, occupied, happening), `ok` = settled well, `danger` only for what needs a person. */
export type Tone = 'ok' | 'live' | 'danger' | 'info' | 'neutral';

/** A state in words with a dot of its colour; never colour alone. */
export function StatusTag(props: { tone: Tone; children: ReactNode; quiet?: boolean }) {
  return (
    <span className={`lk-tag lk-tag-${props.tone}${props.quiet ? ' lk-tag-quiet' : ''}`}>
      <span className="lk-tag-dot" aria-hidden="true" />
      {props.children}
    </span>
  );
}
