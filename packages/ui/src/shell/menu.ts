import type { ReactNode } from 'react';

export type MenuItem = {
  /** Address inside the app: `/orders`. */
  to: string;
  label: string;
  icon: ReactNode;
  badge?: number;
};
export type MenuGroup = { key: string; label?: string; items: readonly MenuItem[] };
