import type { IconProps } from './icon-types';
import { icons } from './icons';

export function Icon({ name, size = 24, className }: IconProps) {
  return (
    <svg
      className={className ? `lk-icon ${className}` : 'lk-icon'}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={icons[name]} />
    </svg>
  );
}
