import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { useAppText } from '../../texts.ts';
import { MapGrid, type View } from './MapGrid.tsx';
import { inView, moved, type Point, type Position, rounded, ZOOM } from './map-grid.ts';
import './position-map.css';

const HEIGHT = 280;
/** Pixels that the pin goes with an arrow key; ten times as far with Shift. */
const KEY_STEP = 4;
const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** Where the map looks while no place is set. */
const CHINA: Position = { longitude: 105, latitude: 34 };

type Drag = { what: 'pin' | 'map'; from: Point; start: Position; moved: boolean };

/** A plain map without tiles or keys: a grid of degrees, cities, a scale, and a pin to drag or to move with the arrow keys. */
export function PositionMap(props: {
  value: Position | null;
  /** Where to look while no place is set: the city that was typed. */
  near: Position | null;
  onChange: (position: Position) => void;
}) {
  const text = useAppText();
  const hint = useId();
  const { value, near } = props;
  const [box, width] = useWidth();
  const [place, setPlace] = useState({
    centre: value ?? CHINA,
    zoom: value ? ZOOM.street : ZOOM.country,
  });
  const drag = useRef<Drag | null>(null);
  const view: View = { ...place, width, height: HEIGHT };
  const pin = value && inView(value, view);
  const outside = pin !== null && (pin.x < 0 || pin.y < 0 || pin.x > width || pin.y > HEIGHT);
  const at = value ? `${value.longitude} ${value.latitude}` : '';
  const [seen, setSeen] = useState(at);
  // Typed coordinates or a key may carry the pin out of sight: the map follows, but never under a pointer.
  if (at !== seen && drag.current === null) {
    setSeen(at);
    if (value && outside) setPlace({ zoom: seen === '' ? ZOOM.street : place.zoom, centre: value });
  }
  const nearby = near ? `${near.longitude} ${near.latitude}` : '';
  const [asked, setAsked] = useState(nearby);
  if (nearby !== asked) {
    setAsked(nearby);
    if (near && !value) setPlace({ centre: near, zoom: ZOOM.city });
  }

  const begin = (what: Drag['what'], start: Position) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { what, from: { x: event.clientX, y: event.clientY }, start, moved: false };
  };
  const go = (event: PointerEvent<HTMLElement>) => {
    const at = drag.current;
    if (!at) return;
    const by = { x: event.clientX - at.from.x, y: event.clientY - at.from.y };
    if (Math.hypot(by.x, by.y) > 3) at.moved = true;
    if (!at.moved) return;
    if (at.what === 'pin') props.onChange(rounded(moved(at.start, by, place.zoom)));
    else setPlace({ ...place, centre: moved(at.start, { x: -by.x, y: -by.y }, place.zoom) });
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    const at = drag.current;
    drag.current = null;
    if (at?.what === 'pin' && at.moved && outside && value) setPlace({ ...place, centre: value });
    if (at?.what !== 'map' || at.moved || event.type === 'pointercancel') return;
    const frame = event.currentTarget.getBoundingClientRect();
    const by = { x: event.clientX - frame.left - width / 2, y: event.clientY - frame.top - HEIGHT / 2 };
    props.onChange(rounded(moved(place.centre, by, place.zoom)));
  };
  const press = (event: KeyboardEvent) => {
    const way = ARROWS[event.key];
    if (!way) return;
    event.preventDefault();
    const step = KEY_STEP * (event.shiftKey ? 10 : 1);
    const by = { x: way.x * step, y: way.y * step };
    props.onChange(rounded(value ? moved(value, by, place.zoom) : place.centre));
  };
  const zoomBy = (levels: number) =>
    setPlace({
      centre: value && !outside ? value : place.centre,
      zoom: Math.min(ZOOM.most, Math.max(ZOOM.least, place.zoom + levels)),
    });
  const handlers = { onPointerMove: go, onPointerUp: end, onPointerCancel: end };
  return (
    <div className="position-map-frame">
      <div ref={box} className="position-map" onPointerDown={begin('map', place.centre)} {...handlers}>
        <MapGrid view={view} />
        <button
          type="button"
          className="position-map-pin"
          style={{ left: pin?.x ?? width / 2, top: pin?.y ?? HEIGHT / 2, opacity: value ? 1 : 0.5 }}
          aria-label={
            value
              ? text('stores.pinAt', { longitude: value.longitude.toFixed(5), latitude: value.latitude.toFixed(5) })
              : text('stores.pinUnset')
          }
          aria-describedby={hint}
          onKeyDown={press}
          onClick={() => value === null && props.onChange(rounded(place.centre))}
          onPointerDown={(event) => {
            event.stopPropagation();
            begin('pin', value ?? place.centre)(event);
          }}
          onPointerMove={(event) => {
            event.stopPropagation();
            go(event);
          }}
          onPointerUp={(event) => {
            event.stopPropagation();
            end(event);
          }}
          onPointerCancel={end}
        >
          <Pin />
        </button>
      </div>
      <div className="position-map-zoom">
        <Button
          icon={<PlusOutlined />}
          aria-label={text('stores.zoomIn')}
          disabled={place.zoom >= ZOOM.most}
          onClick={() => zoomBy(1)}
        />
        <Button
          icon={<MinusOutlined />}
          aria-label={text('stores.zoomOut')}
          disabled={place.zoom <= ZOOM.least}
          onClick={() => zoomBy(-1)}
        />
      </div>
      <p id={hint} className="lk-faint position-map-hint">
        {text('stores.mapHint')}
      </p>
    </div>
  );
}

/** The width that the map was given, in CSS pixels. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(560);
  useEffect(() => {
    if (!box.current) return;
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.max(1, entry.contentRect.width)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  return [box, width] as const;
}

function Pin() {
  return (
    <svg width="32" height="40" viewBox="0 0 32 40" aria-hidden="true">
      <path d="M16 39C11 31 3 24 3 15a13 13 0 0 1 26 0c0 9-8 16-13 24Z" />
      <circle cx="16" cy="15" r="5" />
    </svg>
  );
}
