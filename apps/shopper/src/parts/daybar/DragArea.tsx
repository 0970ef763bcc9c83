import { type CommonEvent, type ITouchEvent, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { DragAreaProps } from './drag-types';

/** What the page leaves free at each side. */
const MARGIN = 16;

/** A field in which a finger draws along, in the mini-program. */
export function DragArea({ className, label, onDrag, children }: DragAreaProps) {
  const tell = (event: CommonEvent, phase: 'down' | 'move') => {
    const touch = (event as ITouchEvent).touches[0];
    if (!touch) return;
    onDrag((touch.clientX - MARGIN) / (Taro.getWindowInfo().windowWidth - 2 * MARGIN), phase);
  };
  return (
    <View
      className={className}
      ariaLabel={label}
      catchMove
      onTouchStart={(event) => tell(event, 'down')}
      onTouchMove={(event) => tell(event, 'move')}
    >
      {children}
    </View>
  );
}
