import type { ReactNode } from 'react';
import { Part } from './primitives';

export type TagTone = 'plain' | 'brand' | 'amber' | 'danger';

export function Tag({ tone = 'plain', lamp, children }: { tone?: TagTone; lamp?: boolean; children: ReactNode }) {
  return (
    <Part className={`lk-tag lk-tag--${tone}`}>
      {lamp ? <Part className="lk-tag__lamp" hidden /> : null}
      {children}
    </Part>
  );
}
