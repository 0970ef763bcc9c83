import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { MoveTarget } from '../../booking-parts/MoveDialog.tsx';
import { type Booking, spanOf } from './api.ts';
import { draggedStart, type Span } from './layout.ts';

interface Ghost extends Span {
  id: string;
  roomId: string;
}
/** Below this a press is a click. Pixels. */
const SLACK = 6;

/**
 * A bar under the pointer: where it would be dropped, on the store's grid; dropping it elsewhere asks before anything moves.
 * Escape lets go of it.
 */
export function useDrag(options: {
  grid: RefObject<HTMLDivElement | null>;
  window: Span;
  granularity: number;
  onDrop: ((booking: Booking, target: MoveTarget) => void) | null;
}) {
  const [ghost, setGhost] = useState<Ghost | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);

  function start(event: PointerEvent<HTMLElement>, booking: Booking): void {
    const track = event.currentTarget.parentElement;
    if (event.button !== 0 || !track) return;
    const { width } = track.getBoundingClientRect();
    const origin = { x: event.clientX, y: event.clientY };
    const stay = spanOf(booking);
    let target: Ghost | null = null;
    const move = (at: globalThis.PointerEvent) => {
      const [dx, dy] = [at.clientX - origin.x, at.clientY - origin.y];
      if (!target && Math.hypot(dx, dy) < SLACK) return;
      const { window, granularity } = latest.current;
      const from = draggedStart(window, stay.from, dx / width, granularity);
      const roomId = roomAt(latest.current.grid.current, at.clientY) ?? booking.room.id;
      target = { id: booking.id, roomId, from, to: from + stay.to - stay.from };
      setGhost(target);
    };
    const end = (dropped: boolean) => {
      stop.current();
      if (!target) return;
      suppressClick();
      const moved = target.from !== stay.from || target.roomId !== booking.room.id;
      if (dropped && moved)
        latest.current.onDrop?.(booking, { roomId: target.roomId, from: new Date(target.from).toISOString() });
    };
    const up = () => end(true);
    const cancel = () => end(false);
    const key = (pressed: KeyboardEvent) => pressed.key === 'Escape' && end(false);
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
    addEventListener('pointercancel', cancel);
    addEventListener('keydown', key);
    stop.current = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', cancel);
      removeEventListener('keydown', key);
      setGhost(null);
      stop.current = () => {};
    };
  }
  return { ghost, start };
}

/** The click that follows a drop is not meant for what lies under it. */
function suppressClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation();
  addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener('click', swallow, { capture: true }), 50);
}

function roomAt(grid: HTMLElement | null, y: number): string | null {
  for (const row of grid?.querySelectorAll<HTMLElement>('[data-room]') ?? []) {
    const box = row.getBoundingClientRect();
    if (y >= box.top && y < box.bottom) return row.dataset.room ?? null;
  }
  return null;
}
