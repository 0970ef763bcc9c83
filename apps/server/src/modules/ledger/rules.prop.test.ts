import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { remainingShares, type SaleShares, type SaleTerms, sharePostings, splitRefund, splitSale } from './rules.ts';

const terms: fc.Arbitrary<SaleTerms> = fc
  .record({
    paid: fc.integer({ min: 1, max: 10_000_000 }),
    platformBorneDiscount: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000 })),
    serviceFeeRate: fc.integer({ min: 0, max: 10_000 }),
    channelFeeBearer: fc.constantFrom('platform' as const, 'entity' as const),
    channelFeeRate: fc.integer({ min: 0, max: 10_000 }),
  })
  .map(({ channelFeeRate, ...rest }) => ({ ...rest, channelFee: Math.floor((rest.paid * channelFeeRate) / 10_000) }));

const storeId = '01900000-0000-7000-8000-000000000001';
const place = { channel: 'wechat', storeId, balance: null, depositOf: null };
const held = { ...place, channel: 'deposit', depositOf: '01900000-0000-7000-8000-000000000002' };
const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
const shareValues = (shares: SaleShares) => Object.values(shares) as number[];

describe('sales', () => {
  test('[LED-1] the postings of every sale and of its reversal sum to zero', () => {
    fc.assert(
      fc.property(terms, fc.constantFrom(1 as const, -1 as const), (given, direction) => {
        const postings = sharePostings(splitSale(given), place, direction);
        expect(total(postings.map((posting) => posting.amount))).toBe(0);
        expect(postings.every((posting) => posting.amount !== 0)).toBe(true);
      }),
    );
  });

  test('[LED-1, BKG-15] a sale from a deposit uses up just what was paid, and moves no money at the channel', () => {
    fc.assert(
      fc.property(terms, fc.constantFrom(1 as const, -1 as const), (given, direction) => {
        const postings = sharePostings(splitSale(given), held, direction);
        expect(total(postings.map((posting) => posting.amount))).toBe(0);
        const of = (kind: string) =>
          postings.filter(({ account }) => account.kind === kind).map(({ amount }) => amount);
        expect([of('deposits'), of('channel_transit')]).toEqual([[direction * given.paid], []]);
        const { channelFeeOfStore } = splitSale(given);
        expect(total(of('channel_fees'))).toBe(-direction * channelFeeOfStore || 0);
      }),
    );
  });

  test('[LED-2] the shares are never negative and give out what was paid plus what the platform bears', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const shares = splitSale(given);
        expect(Math.min(...shareValues(shares))).toBeGreaterThanOrEqual(0);
        const { store, serviceFee, channelFeeOfStore } = shares;
        expect(store + serviceFee + channelFeeOfStore).toBe(given.paid + given.platformBorneDiscount);
        expect(shares.channelFeeOfStore + shares.channelFeeOfPlatform).toBe(given.channelFee);
      }),
    );
  });

  test('[LED-2] a platform-borne coupon counts as paid: the store gets the same as without it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1_000_000 }), fc.integer({ min: 0, max: 10_000 }), (gross, rate) => {
        const coupon = Math.floor(gross / 2);
        const common = { serviceFeeRate: rate, channelFeeBearer: 'platform' as const, channelFee: 0 };
        const withCoupon = splitSale({ ...common, paid: gross - coupon, platformBorneDiscount: coupon });
        const without = splitSale({ ...common, paid: gross, platformBorneDiscount: 0 });
        expect(withCoupon.store).toBe(without.store);
        expect(withCoupon.serviceFee).toBe(without.serviceFee);
      }),
    );
  });
});

/** Refunds a sale in parts chosen by weights, until everything is refunded. */
function refundInParts(sale: SaleShares, parts: readonly number[]): SaleShares[] {
  const reversed: SaleShares[] = [];
  for (const part of parts) {
    const left = remainingShares(sale, reversed);
    if (left.paid === 0) break;
    reversed.push(splitRefund(left, Math.min(part, left.paid)));
  }
  const left = remainingShares(sale, reversed);
  if (left.paid > 0) reversed.push(splitRefund(left, left.paid));
  return reversed;
}

describe('refunds', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 500_000 }), { maxLength: 50 });

  test('[LED-2] refunding everything, in whatever parts, reverses every share exactly', () => {
    fc.assert(
      fc.property(terms, parts, (given, amounts) => {
        const sale = splitSale(given);
        const left = remainingShares(sale, refundInParts(sale, amounts));
        expect(shareValues(left)).toEqual(shareValues(left).map(() => 0));
      }),
    );
  });

  test('[LED-2] no refund takes more than is left of any share, and each sums to zero', () => {
    fc.assert(
      fc.property(terms, parts, (given, amounts) => {
        const sale = splitSale(given);
        const reversed: SaleShares[] = [];
        for (const share of refundInParts(sale, amounts)) {
          expect(Math.min(...shareValues(share))).toBeGreaterThanOrEqual(0);
          expect(total(sharePostings(share, place, -1).map((posting) => posting.amount))).toBe(0);
          reversed.push(share);
          expect(Math.min(...shareValues(remainingShares(sale, reversed)))).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('[LED-2] a single refund keeps the proportion of the sale to within one fen a share', () => {
    fc.assert(
      fc.property(terms, fc.double({ min: 0, max: 1, noNaN: true }), (given, fraction) => {
        const sale = splitSale(given);
        const amount = Math.max(1, Math.floor(sale.paid * fraction));
        const share = splitRefund(sale, amount);
        for (const key of Object.keys(sale) as (keyof SaleShares)[]) {
          expect(Math.abs(share[key] - (sale[key] * amount) / sale.paid)).toBeLessThan(2);
        }
      }),
    );
  });
});

describe('refusals', () => {
  const sale = splitSale({
    paid: 100,
    platformBorneDiscount: 0,
    serviceFeeRate: 1000,
    channelFeeBearer: 'platform',
    channelFee: 1,
  });

  test.each([0, -1, 101, 1.5])('[LED-2] a refund of %d of 100 fen is refused', (amount) => {
    expect(() => splitRefund(sale, amount)).toThrow(RangeError);
  });
});

test('[LED-2] an example to the fen: 12.34 paid, 2.00 coupon of the platform, 8 % fee, 0.6 % channel fee borne by the entity', () => {
  const shares = splitSale({
    paid: 1234,
    platformBorneDiscount: 200,
    serviceFeeRate: 800,
    channelFeeBearer: 'entity',
    channelFee: 7,
  });
  expect(shares).toEqual({
    paid: 1234,
    platformSubsidy: 200,
    serviceFee: 115,
    store: 1312,
    channelFeeOfStore: 7,
    channelFeeOfPlatform: 0,
  });
});
