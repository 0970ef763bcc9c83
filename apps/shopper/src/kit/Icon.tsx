import { View } from '@tarojs/components';
import type { IconProps } from './icon-types';
import { icons } from './icons';

/** The mini-program draws no inline SVG: the shape is a mask over the current colour, so that themes still work. */
export function Icon({ name, size = 24, className }: IconProps) {
  const url = `url("data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><path d="${icons[name]}"/></svg>`,
  )}")`;
  return (
    <View
      className={className ? `lk-icon lk-icon--mask ${className}` : 'lk-icon lk-icon--mask'}
      style={{ width: `${size}px`, height: `${size}px`, maskImage: url, WebkitMaskImage: url }}
    />
  );
}
