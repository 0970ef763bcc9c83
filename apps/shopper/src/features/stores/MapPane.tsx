import { type CommonEvent, type ITouchEvent, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useRef } from 'react';
import type { MapPaneProps } from './map-pane-types';
import { RATIO } from './map-view';

type Spot = { x: number; y: number };

/** The ground of the map in the mini-program: one finger drags it, two zoom. */
export function MapPane({ label, onMove, onZoom, children }: MapPaneProps) {
  const before = useRef<Spot[]>([]);
  const spots = (event: CommonEvent): Spot[] =>
    [...(event as ITouchEvent).touches].map(({ clientX, clientY }) => ({ x: clientX, y: clientY }));
  const move = (event: CommonEvent) => {
    const now = spots(event);
    const [a, b] = now;
    const [was, other] = before.current;
    before.current = now;
    if (!a || !was) return;
    if (b && other) {
      const gap = (one: Spot, two: Spot) => Math.max(1, Math.hypot(one.x - two.x, one.y - two.y));
      return onZoom(gap(was, other) / gap(a, b));
    }
    const width = Taro.getWindowInfo().windowWidth;
    onMove((a.x - was.x) / width, (a.y - was.y) / (width * RATIO));
  };
  return (
    <View
      className="lk-map"
      ariaLabel={label}
      catchMove
      onTouchStart={(event) => {
        before.current = spots(event);
      }}
      onTouchMove={move}
      onTouchEnd={(event) => {
        before.current = spots(event);
      }}
    >
      {children}
    </View>
  );
}
