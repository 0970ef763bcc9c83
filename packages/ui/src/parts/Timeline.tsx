import type { ReactNode } from 'react';
import { DateTime } from './DateTime.tsx';
import type { Tone } from './StatusTag.tsx';
import './parts.css';

export type TimelineEntry = {
  key: string;
  at: string;
  title: ReactNode;
  detail?: ReactNode;
  tone?: Tone;
};

/** What happened, oldest first, each with its time on the store's clock. */
export function Timeline(props: { entries: readonly TimelineEntry[]; zone?: string }) {
  return (
    <ol className="lk-timeline">
      {props.entries.map((entry) => (
        <li key={entry.key} className={`lk-timeline-entry lk-timeline-${entry.tone ?? 'neutral'}`}>
          <span className="lk-timeline-at">
            <DateTime at={entry.at} zone={props.zone} style="moment" />
          </span>
          <span className="lk-timeline-mark" aria-hidden="true" />
          <div className="lk-timeline-body">
            <div className="lk-timeline-title">{entry.title}</div>
            {entry.detail && <div className="lk-soft">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
