import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromGcj02, toGcj02 } from './geocode-rules.ts';

const place = fc.record({
  longitude: fc.double({ min: 73, max: 135, noNaN: true }),
  latitude: fc.double({ min: 18, max: 54, noNaN: true }),
});

describe('the map’s own coordinates', () => {
  // Pairs that the public implementations of the formula agree on (googollee/eviltransform, transform_test).
  it.each([
    ['Shanghai', [121.5272106, 31.1774276], [121.5315419, 31.175304]],
    ['Shenzhen', [113.912316, 22.543847], [113.9171765, 22.5407961]],
    ['Beijing', [116.377817, 39.911954], [116.3840472, 39.9133455]],
  ] as const)(
    '[ORG-6] lie where the published pairs say: %s',
    (_, [longitude, latitude], [shownLongitude, shownLatitude]) => {
      const shown = toGcj02({ longitude, latitude });
      expect(shown.longitude).toBeCloseTo(shownLongitude, 6);
      expect(shown.latitude).toBeCloseTo(shownLatitude, 6);
    },
  );

  it('[ORG-6] come back to the same millimetre from the phone’s coordinates, anywhere in the country', () => {
    fc.assert(
      fc.property(place, (wgs84) => {
        const back = fromGcj02(toGcj02(wgs84));
        expect(Math.abs(back.longitude - wgs84.longitude)).toBeLessThan(1e-8);
        expect(Math.abs(back.latitude - wgs84.latitude)).toBeLessThan(1e-8);
      }),
    );
  });

  it('[ORG-6] are shifted by some hundred metres inside the country and by nothing outside it', () => {
    const hangzhou = { longitude: 120.13026, latitude: 30.27628 };
    const { longitude } = fromGcj02(hangzhou);
    expect(hangzhou.longitude - longitude).toBeGreaterThan(0.003);
    const paris = { longitude: 2.3522, latitude: 48.8566 };
    expect(toGcj02(paris)).toEqual(paris);
    expect(fromGcj02(paris)).toEqual(paris);
  });
});
