import { type PointerEvent, useRef } from 'react';
import type { DragAreaProps } from './drag-types';

/** A field in which a finger or the mouse draws along; the page still scrolls up and down. */
export function DragArea({ className, label, onDrag, children }: DragAreaProps) {
  const held = useRef(false);
  const tell = (event: PointerEvent<HTMLElement>, phase: 'down' | 'move') => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onDrag((event.clientX - left) / Math.max(1, width), phase);
  };
  return (
    <div
      className={className}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        tell(event, 'down');
      }}
      onPointerMove={(event) => held.current && tell(event, 'move')}
      onPointerUp={() => {
        held.current = false;
      }}
      onPointerCancel={() => {
        held.current = false;
      }}
    >
      {children}
    </div>
  );
}
