import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardNumber, graverState, luhnDigit, mayBecome } from './rules.ts';

const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 });

describe('card numbers', () => {
  it('[MBR-1] have twelve digits and a check digit that notices any one wrong digit', () => {
    expect(luhnDigit('7992739871')).toBe(3);
    fc.assert(
      fc.property(digits, fc.nat(10), fc.integer({ min: 1, max: 9 }), (random, at, by) => {
        const number = cardNumber(random);
        expect(number).toMatch(/^8\d{11}$/);
        const wrong = (Number(number[at]) + by) % 10;
        const slipped = number.slice(0, at) + wrong + number.slice(at + 1, 11);
        expect(luhnDigit(slipped)).not.toBe(Number(number[11]));
      }),
    );
  });
});

describe('states', () => {
  const states = ['normal', 'abnormal', 'frozen'] as const;
  it('[MBR-2] become every other state and never themselves', () => {
    for (const from of states) for (const to of states) expect(mayBecome(from, to)).toBe(from !== to);
  });
  it('[IDN-1] a merge keeps the graver one', () => {
    for (const a of states) {
      for (const b of states) {
        const graver = states[Math.max(states.indexOf(a), states.indexOf(b))];
        expect(graverState({ state: a }, { state: b }).state).toBe(graver);
      }
    }
  });
});
