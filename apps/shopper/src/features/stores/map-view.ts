// The plain map: what part of the world is on show, and where things stand in it. Shares are of the map's width and height.
import type { Position } from '../../platform/location-types';

export interface MapView {
  centre: Position;
  /** Metres from the left edge to the right. */
  span: number;
}

/** Height of the map over its width; the stylesheet says the same. */
export const RATIO = 0.7;
export const NEAREST = 200;
export const FARTHEST = 8_000_000;
const METRES_A_DEGREE = 111_195;

const across = ({ latitude }: Position): number =>
  METRES_A_DEGREE * Math.max(0.05, Math.cos((latitude * Math.PI) / 180));

/** Metres between two points; good enough for what one drives or walks. */
export function metresBetween(a: Position, b: Position): number {
  const middle = { longitude: 0, latitude: (a.latitude + b.latitude) / 2 };
  return Math.hypot((a.longitude - b.longitude) * across(middle), (a.latitude - b.latitude) * METRES_A_DEGREE);
}

export function project({ centre, span }: MapView, at: Position): { x: number; y: number } {
  return {
    x: 0.5 + ((at.longitude - centre.longitude) * across(centre)) / span,
    y: 0.5 - ((at.latitude - centre.latitude) * METRES_A_DEGREE) / (span * RATIO),
  };
}

/** After the map was dragged by these shares. */
export function moved({ centre, span }: MapView, dx: number, dy: number): MapView {
  const latitude = centre.latitude + (dy * span * RATIO) / METRES_A_DEGREE;
  return {
    span,
    centre: {
      longitude: centre.longitude - (dx * span) / across(centre),
      latitude: Math.min(85, Math.max(-85, latitude)),
    },
  };
}

/** Closer with a factor under one. */
export function zoomed(view: MapView, factor: number): MapView {
  return { ...view, span: Math.min(FARTHEST, Math.max(NEAREST, view.span * factor)) };
}

/** A part of the world with all of these in it, and some air around; null without any. */
export function viewOf(points: readonly Position[]): MapView | null {
  if (points.length === 0) return null;
  const longitudes = points.map(({ longitude }) => longitude);
  const latitudes = points.map(({ latitude }) => latitude);
  const middle = (all: readonly number[]) => (Math.min(...all) + Math.max(...all)) / 2;
  const centre = { longitude: middle(longitudes), latitude: middle(latitudes) };
  const wide = (Math.max(...longitudes) - Math.min(...longitudes)) * across(centre);
  const high = (Math.max(...latitudes) - Math.min(...latitudes)) * METRES_A_DEGREE;
  return zoomed({ centre, span: Math.max(900, Math.max(wide, high / RATIO) * 1.4) }, 1);
}

/** The largest round length of 1, 2 or 5 that is at most this. */
export function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= metres) ?? power;
}

/** Lines of a round distance that stay with the ground when the map moves: shares from the left and from the top. */
export function gridLines({ centre, span }: MapView): { step: number; xs: number[]; ys: number[] } {
  const step = roundLength(span / 4);
  const lines = (from: number, length: number) => {
    const found: number[] = [];
    for (let at = Math.ceil(from / step) * step; at < from + length; at += step) found.push((at - from) / length);
    return found;
  };
  const left = centre.longitude * across(centre) - span / 2;
  const top = -centre.latitude * METRES_A_DEGREE - (span * RATIO) / 2;
  return { step, xs: lines(left, span), ys: lines(top, span * RATIO) };
}

export interface Pin<T> {
  x: number;
  y: number;
  /** One, or several that stand too close together to be told apart. */
  items: T[];
}

const TOO_CLOSE = 0.085;

/** Pins of what is on show; neighbours that would cover each other become one. */
export function pinsOf<T extends { position: Position }>(view: MapView, items: readonly T[]): Pin<T>[] {
  const pins: Pin<T>[] = [];
  for (const item of items) {
    const { x, y } = project(view, item.position);
    if (x < 0 || x > 1 || y < 0 || y > 1) continue;
    const near = pins.find((pin) => Math.hypot(pin.x - x, (pin.y - y) * RATIO) < TOO_CLOSE);
    if (near) near.items.push(item);
    else pins.push({ x, y, items: [item] });
  }
  return pins;
}
