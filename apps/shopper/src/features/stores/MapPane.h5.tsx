import { type PointerEvent, useRef } from 'react';
import type { MapPaneProps } from './map-pane-types';

type Spot = { x: number; y: number };
/** A finger that moved less wanted to tap. */
const TAP_PX = 6;
const KEY_STEP = 0.15;

const keys: Record<string, readonly [dx: number, dy: number]> = {
  ArrowLeft: [KEY_STEP, 0],
  ArrowRight: [-KEY_STEP, 0],
  ArrowUp: [0, KEY_STEP],
  ArrowDown: [0, -KEY_STEP],
};

/** The ground of the map: one finger drags it, two zoom, and the keyboard does both. */
export function MapPane({ label, onMove, onZoom, children }: MapPaneProps) {
  const fingers = useRef(new Map<number, Spot>());
  const dragging = useRef(false);

  const down = (event: PointerEvent<HTMLElement>) => {
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    dragging.current = fingers.current.size > 1;
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const far = Math.hypot(now.x - before.x, now.y - before.y);
    if (!dragging.current && far < TAP_PX) return;
    if (!dragging.current) {
      dragging.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const others = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, spot]) => spot);
    fingers.current.set(event.pointerId, now);
    const other = others[0];
    if (other) {
      const gap = (spot: Spot) => Math.max(1, Math.hypot(spot.x - other.x, spot.y - other.y));
      return onZoom(gap(before) / gap(now));
    }
    const { width, height } = event.currentTarget.getBoundingClientRect();
    onMove((now.x - before.x) / width, (now.y - before.y) / height);
  };
  const up = (event: PointerEvent<HTMLElement>) => {
    fingers.current.delete(event.pointerId);
  };
  return (
    <section
      className="lk-map"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard moves the map
      tabIndex={0}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
      onPointerLeave={up}
      onKeyDown={(event) => {
        const step = keys[event.key];
        if (step) onMove(...step);
        else if (event.key === '+' || event.key === '=') onZoom(0.5);
        else if (event.key === '-') onZoom(2);
        else return;
        event.preventDefault();
      }}
    >
      {children}
    </section>
  );
}
