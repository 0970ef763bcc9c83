import { describe, expect, it } from 'vitest';
import {
  gridLines,
  gridStep,
  inView,
  MOST_LATITUDE,
  moved,
  rounded,
  scaleBar,
  toPixels,
  toPosition,
} from './map-grid.ts';

const hangzhou = { longitude: 120.1276, latitude: 30.2765 };

describe('the plain map of a store’s place', () => {
  it('[ORG-6] turns degrees into pixels as Web Mercator does', () => {
    expect(toPixels({ longitude: 0, latitude: 0 }, 3)).toEqual({ x: 1024, y: 1024 });
    expect(toPixels({ longitude: -180, latitude: MOST_LATITUDE }, 0).y).toBeCloseTo(0, 6);
    // The same tile by the projection's other form, asinh(tan φ), worked out by hand.
    const { x, y } = toPixels(hangzhou, 14);
    expect([Math.floor(x / 256), Math.floor(y / 256)]).toEqual([13659, 6745]);
  });

  it('[ORG-6] comes back to the same metre from pixels, at every zoom and in every quarter of the world', () => {
    for (const place of [hangzhou, { longitude: -70.6, latitude: -33.4 }, { longitude: 179.9, latitude: 84 }])
      for (let zoom = 3; zoom <= 18; zoom++) expect(rounded(toPosition(toPixels(place, zoom), zoom))).toEqual(place);
  });

  it('[ORG-6] moves the pin east and south with the pointer, and stops at the edge of the world', () => {
    const next = moved(hangzhou, { x: 10, y: 10 }, 15);
    expect(next.longitude - hangzhou.longitude).toBeCloseTo((10 * 360) / (256 * 2 ** 15), 9);
    expect(next.latitude).toBeLessThan(hangzhou.latitude);
    const back = moved(next, { x: -10, y: -10 }, 15);
    expect(back.longitude).toBeCloseTo(hangzhou.longitude, 9);
    expect(back.latitude).toBeCloseTo(hangzhou.latitude, 9);
    const edge = moved(hangzhou, { x: 1e9, y: 1e9 }, 3);
    expect(edge.longitude).toBe(180);
    expect(edge.latitude).toBeCloseTo(-MOST_LATITUDE, 6);
  });

  it('[ORG-6] shows the centre in the middle of the view', () => {
    const view = { centre: hangzhou, zoom: 15, width: 600, height: 280 };
    expect(inView(hangzhou, view)).toEqual({ x: 300, y: 140 });
    const east = inView(moved(hangzhou, { x: 40, y: -25 }, 15), view);
    expect(east.x).toBeCloseTo(340, 6);
    expect(east.y).toBeCloseTo(115, 6);
  });

  it('[ORG-6] draws lines that stand apart, and a scale of a round length', () => {
    for (let zoom = 3; zoom <= 18; zoom++) {
      expect((gridStep(zoom) * 256 * 2 ** zoom) / 360).toBeGreaterThanOrEqual(80);
      const { metres, pixels } = scaleBar(30, zoom);
      expect(String(metres)).toMatch(/^[125]0*$/);
      expect(pixels).toBeLessThanOrEqual(120);
      expect(pixels).toBeGreaterThan(40);
    }
    expect(gridLines(120.11, 120.14, 0.01)).toEqual([120.11, 120.12, 120.13, 120.14]);
    expect(gridLines(-0.1, 0.1, 0.1)).toEqual([-0.1, 0, 0.1]);
  });
});
