import type { IconName } from './icons';

export interface IconProps {
  name: IconName;
  /** px */
  size?: number;
  className?: string;
}
