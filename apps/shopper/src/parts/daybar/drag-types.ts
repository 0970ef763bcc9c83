import type { ReactNode } from 'react';

export interface DragAreaProps {
  className: string;
  label: string;
  /** Where the finger is, as a share of the width; `down` begins a gesture. */
  onDrag: (share: number, phase: 'down' | 'move') => void;
  children: ReactNode;
}
