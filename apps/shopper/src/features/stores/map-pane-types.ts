import type { ReactNode } from 'react';

export interface MapPaneProps {
  label: string;
  /** Dragged by these shares of its width and height. */
  onMove: (dx: number, dy: number) => void;
  /** Closer with a factor under one. */
  onZoom: (factor: number) => void;
  children: ReactNode;
}
