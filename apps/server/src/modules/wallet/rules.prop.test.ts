import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  giftFor,
  giveBackParts,
  type Holding,
  negated,
  refundShares,
  remainingParts,
  takeFrom,
  worth,
} from './rules.ts';

const entity = fc.constantFrom('a', 'b', 'c', 'd');
const fen = fc.integer({ min: 0, max: 500_000 });
const holdings: fc.Arbitrary<Holding[]> = fc.uniqueArray(fc.record({ entityId: entity, principal: fen, gift: fen }), {
  selector: (holding) => holding.entityId,
  maxLength: 4,
});
const sum = (parts: readonly Holding[], kind: 'principal' | 'gift') => parts.reduce((all, part) => all + part[kind], 0);

describe('spending', () => {
  test('[PAY-11] takes exactly the amount, never more than there is, and no gift while principal is left', () => {
    fc.assert(
      fc.property(holdings, fc.integer({ min: 1, max: 3_000_000 }), entity, (held, amount, own) => {
        const parts = takeFrom(held, amount, own);
        if (worth(held) < amount) return void expect(parts).toBeNull();
        if (parts === null) throw new Error('there was enough');
        expect(worth(parts)).toBe(amount);
        const left = remainingParts(held, parts);
        expect(left.every((part) => part.principal >= 0 && part.gift >= 0)).toBe(true);
        if (sum(parts, 'gift') > 0) expect(sum(left, 'principal')).toBe(0);
      }),
    );
  });

  test('[PAY-11] another entity\u2019s principal is touched only when the store\u2019s own is used up', () => {
    fc.assert(
      fc.property(holdings, fc.integer({ min: 1, max: 1_000_000 }), entity, (held, amount, own) => {
        const parts = takeFrom(held, amount, own) ?? [];
        const foreign = parts.some((part) => part.entityId !== own && part.principal > 0);
        const kept = held.find((part) => part.entityId === own)?.principal ?? 0;
        if (foreign) expect(parts.find((part) => part.entityId === own)?.principal ?? 0).toBe(kept);
      }),
    );
  });
});

describe('giving back', () => {
  test('[PAY-11] refunds of a payment, however cut, give back every part of it exactly and none twice', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 400_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(holdings, fc.integer({ min: 1, max: 1_000_000 }), entity, cuts, (held, amount, own, wished) => {
        const spent = takeFrom(held, amount, own);
        if (spent === null) return;
        const returned: Holding[] = [];
        const left = () => remainingParts(spent, returned);
        for (const wish of wished) {
          if (worth(left()) === 0) break;
          const cut = Math.min(wish, worth(left()));
          const parts = giveBackParts(left(), cut);
          expect(worth(parts)).toBe(cut);
          returned.push(...parts);
          expect(left().every((part) => part.principal >= 0 && part.gift >= 0)).toBe(true);
        }
        if (worth(left()) > 0) returned.push(...giveBackParts(left(), worth(left())));
        expect(worth(left())).toBe(0);
        expect(sum(returned, 'principal')).toBe(sum(spent, 'principal'));
        expect(worth(negated(returned)) + amount).toBe(0);
      }),
    );
  });

  test('[PAY-13] the gift and the fee of a top-up that goes back whole, in any pieces, go with it whole', () => {
    const topUp = fc.record({
      amount: fc.integer({ min: 1, max: 100_000 }),
      gift: fen,
      channelFee: fc.integer({ min: 0, max: 600 }),
    });
    fc.assert(
      fc.property(topUp, fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 6 }), (given, wished) => {
        const state = { ...given, refunded: 0, giftLapsed: 0, feeReturned: 0, paidAt: new Date(0) };
        for (const wish of [...wished, given.amount]) {
          const amount = Math.min(wish, state.amount - state.refunded);
          if (amount === 0) break;
          const { gift, fee } = refundShares(state, amount, state.gift - state.giftLapsed);
          state.refunded += amount;
          state.giftLapsed += gift;
          state.feeReturned += fee;
        }
        expect(state).toMatchObject({ refunded: given.amount, giftLapsed: given.gift, feeReturned: given.channelFee });
      }),
    );
  });
});

describe('the plan', () => {
  test('[PAY-11] the highest tier that was reached counts; what is not offered has no gift', () => {
    const tiers = [
      { amount: 10_000, gift: 1_000 },
      { amount: 50_000, gift: 8_000 },
    ];
    const free = { tiers, freeAmount: { least: 1_000, most: 100_000 } };
    expect(
      [999, 1_000, 9_999, 10_000, 49_999, 50_000, 100_000, 100_001].map((amount) => giftFor(free, amount)),
    ).toEqual([null, 0, 0, 1_000, 1_000, 8_000, 8_000, null]);
    expect([9_999, 10_000, 50_001].map((amount) => giftFor({ tiers, freeAmount: null }, amount))).toEqual([
      null,
      1_000,
      null,
    ]);
  });
});
