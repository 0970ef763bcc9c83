import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Keypad } from './keypad.ts';
import {
  OFFLINE_STEP_MS,
  OFFLINE_WINDOW,
  type OfflineTicket,
  offlineCode,
  offlineStep,
  readOfflineCode,
} from './offline-code.ts';

const key = Buffer.alloc(32, 7).toString('base64url');
const ticket: fc.Arbitrary<OfflineTicket> = fc.record({
  step: fc.integer({ min: 100, max: 2 ** 40 }),
  slot: fc.integer({ min: 0, max: 999 }),
});
const middle = ({ step }: OfflineTicket) => step * OFFLINE_STEP_MS + OFFLINE_STEP_MS / 2;

describe('offline entry codes', () => {
  it('[VIS-11] are read back by a door whose clock is a minute off either way', () => {
    fc.assert(
      fc.property(ticket, fc.integer({ min: -60_000, max: 60_000 }), (one, skew) => {
        expect(readOfflineCode(key, offlineCode(key, one), middle(one) + skew)).toEqual(one);
      }),
    );
  });

  it('[VIS-11] are worth nothing outside their minutes, at another store, or with a digit changed', () => {
    const other = randomBytes(32).toString('base64url');
    fc.assert(
      fc.property(ticket, fc.nat(8), fc.integer({ min: 1, max: 9 }), (one, place, add) => {
        const code = offlineCode(key, one);
        const late = middle(one) + (OFFLINE_WINDOW + 1) * OFFLINE_STEP_MS;
        expect(readOfflineCode(key, code, late)).not.toEqual(one);
        expect(readOfflineCode(other, code, middle(one))).not.toEqual(one);
        const changed = [...code]
          .map((digit, at) => (at === place ? String((Number(digit) + add) % 10) : digit))
          .join('');
        expect(readOfflineCode(key, changed, middle(one))).not.toEqual(one);
      }),
    );
  });

  it('[VIS-11] rubbish at the keypad never throws and never opens', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40, unit: 'binary' }), (typed) => {
        fc.pre(!/^\d{9}$/.test(typed.replaceAll(/[\s-]/g, '')));
        expect(readOfflineCode(key, typed, 0)).toBeNull();
      }),
    );
  });

  it('[VIS-11] are good once each, whatever the door is told of the time meanwhile', () => {
    fc.assert(
      fc.property(ticket, fc.array(fc.integer({ min: -60_000, max: 60_000 }), { maxLength: 20 }), (one, skews) => {
        const keypad = new Keypad();
        const code = offlineCode(key, one);
        expect(keypad.type(key, code, middle(one), 0)).toEqual({ taken: true, ticket: one });
        for (const [at, skew] of skews.entries()) {
          expect(keypad.type(key, code, middle(one) + skew, at * 1_000)).toMatchObject({ taken: false, why: 'used' });
        }
      }),
    );
  });
});

describe('keypad', () => {
  const now = middle({ step: offlineStep(Date.parse('2026-05-01T10:00:00Z')), slot: 0 });
  const good = offlineCode(key, { step: offlineStep(now), slot: 42 });
  const wrong = '000000000' === good ? '000000001' : '000000000';

  it('[VIS-11] rests a minute after five wrong codes in a row, tells it once, and then takes a good one', () => {
    const keypad = new Keypad();
    const answers = [1, 2, 3, 4, 5].map(() => keypad.type(key, wrong, now, 0));
    expect(answers.map((answer) => !answer.taken && answer.alarm)).toEqual([false, false, false, false, true]);
    expect(keypad.type(key, good, now, 59_999)).toEqual({ taken: false, why: 'rests', alarm: false });
    expect(keypad.type(key, good, now, 60_000)).toMatchObject({ taken: true, ticket: { slot: 42 } });
  });

  it('[VIS-11] takes nothing while the door was never given a key', () => {
    expect(new Keypad().type(null, good, now, 0)).toEqual({ taken: false, why: 'no_key', alarm: false });
  });
});
