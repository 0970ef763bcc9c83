import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beforeArrival, energyOf, type Metered, meteredUntil, whileEmpty } from './climate-rules.ts';

const start = Date.UTC(2026, 10, 23);
const fresh: Metered = {
  meteredAt: new Date(start),
  watts: 0,
  occupiedWatts: null,
  usedWattSeconds: 0,
  savedWattSeconds: 0,
};
const reading = fc.record({ seconds: fc.integer({ min: 0, max: 7200 }), watts: fc.integer({ min: 0, max: 5000 }) });

it('[BKG-23] what a session uses never shrinks, and reading it more often changes nothing', () => {
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 20 }), (readings) => {
      let it = fresh;
      let at = start;
      let expected = 0;
      for (const { seconds, watts } of readings) {
        it = { ...it, watts };
        expected += watts * seconds;
        const half = meteredUntil(it, new Date(at + Math.floor(seconds / 2) * 1000));
        at += seconds * 1000;
        it = meteredUntil(half, new Date(at));
        expect(it.usedWattSeconds).toBe(expected);
        // A second server that reads the same instant adds nothing; a clock that went back neither.
        expect(meteredUntil(it, new Date(at))).toEqual(it);
        expect(meteredUntil(it, new Date(at - 5_000))).toEqual(it);
      }
    }),
  );
});

it('[BKG-23, DEV-8] only an empty room saves, and never more than it would have drawn', () => {
  fc.assert(
    fc.property(reading, fc.option(fc.integer({ min: 0, max: 5000 })), ({ seconds, watts }, occupiedWatts) => {
      const it = meteredUntil({ ...fresh, watts, occupiedWatts }, new Date(start + seconds * 1000));
      expect(it.savedWattSeconds).toBe(occupiedWatts === null ? 0 : Math.max(0, occupiedWatts - watts) * seconds);
    }),
  );
  expect(energyOf({ usedWattSeconds: 3_600_000, savedWattSeconds: 1_800_000 }, 80)).toEqual({
    ...{ wattHours: 1000, savedWattHours: 500, cost: 80, saved: 40 },
  });
});

it('[BKG-23] an empty room keeps its sockets and protected circuits, and an arrival finds light and climate', () => {
  const desired = { mode: 'heat', celsius: 22 };
  expect(beforeArrival({ kind: 'air_conditioner', desired })).toEqual({ mode: 'heat', celsius: 22, on: true });
  expect(beforeArrival({ kind: 'power_relay', desired })).toBeNull();
  expect(whileEmpty({ kind: 'power_relay', protected: false, desired })).toBeNull();
  expect(whileEmpty({ kind: 'light', protected: true, desired })).toBeNull();
  expect(whileEmpty({ kind: 'light', protected: false, desired })).toEqual({ on: false, level: 0 });
});
