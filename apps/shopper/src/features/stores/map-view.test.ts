import { describe, expect, test } from 'vitest';
import {
  FARTHEST,
  gridLines,
  metresBetween,
  moved,
  NEAREST,
  pinsOf,
  project,
  RATIO,
  roundLength,
  viewOf,
  zoomed,
} from './map-view';

const shanghai = { longitude: 121.4737, latitude: 31.2304 };
const view = { centre: shanghai, span: 4000 };

describe('the plain map', () => {
  test('[ORG-15] the centre is in the middle, north is up and east is right', () => {
    expect(project(view, shanghai)).toEqual({ x: 0.5, y: 0.5 });
    const { x, y } = project(view, { longitude: 121.48, latitude: 31.24 });
    expect(x).toBeGreaterThan(0.5);
    expect(y).toBeLessThan(0.5);
  });
  test('[ORG-15] what is dragged stays under the finger', () => {
    const before = project(view, { longitude: 121.48, latitude: 31.24 });
    const after = project(moved(view, 0.2, -0.1), { longitude: 121.48, latitude: 31.24 });
    expect(after.x - before.x).toBeCloseTo(0.2, 3);
    expect(after.y - before.y).toBeCloseTo(-0.1, 3);
  });
  test('[ORG-15] a view of several points shows them all, one point gets its surroundings', () => {
    const beijing = { longitude: 116.4074, latitude: 39.9042 };
    const both = viewOf([shanghai, beijing]);
    expect(both).not.toBeNull();
    for (const point of [shanghai, beijing]) {
      const { x, y } = project(both ?? view, point);
      expect(x > 0.05 && x < 0.95 && y > 0.05 && y < 0.95).toBe(true);
    }
    expect(viewOf([shanghai])?.span).toBe(900);
    expect(viewOf([])).toBeNull();
  });
  test('[ORG-15] zooming ends at a street and at a continent', () => {
    expect(zoomed(view, 0.0001).span).toBe(NEAREST);
    expect(zoomed(view, 100_000).span).toBe(FARTHEST);
  });
  test('[ORG-15] lines have a round distance and move with the ground', () => {
    const { step, xs } = gridLines(view);
    expect(step).toBe(1000);
    expect(xs.length).toBeGreaterThanOrEqual(4);
    expect(((gridLines(moved(view, 0.05, 0)).xs[0] ?? 0) - (xs[0] ?? 0) + 1) % 0.25).toBeCloseTo(0.05, 3);
    expect([180, 260, 999, 1000].map(roundLength)).toEqual([100, 200, 500, 1000]);
  });
  test('[ORG-15] stores that would cover each other share a pin, far ones and those outside do not', () => {
    const at = (metres: number) => ({
      position: { longitude: shanghai.longitude + metres / 95_000, latitude: shanghai.latitude },
    });
    expect(pinsOf(view, [at(0), at(100), at(1500), at(9000)]).map((pin) => pin.items.length)).toEqual([2, 1]);
  });
  test('[ORG-12] metres between two places are those of the ground', () => {
    expect(metresBetween(shanghai, { longitude: 121.4737, latitude: 31.2394 })).toBeCloseTo(1001, -1);
    expect(RATIO).toBeGreaterThan(0.5);
  });
});
