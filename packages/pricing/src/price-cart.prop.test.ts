import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CartToPrice, type PricingCoupon, type PricingLine, priceCart } from './index.ts';

const sum = (list: readonly number[]) => list.reduce((whole, part) => whole + part, 0);

const line: fc.Arbitrary<Omit<PricingLine, 'id'>> = fc
  .record({ quantity: fc.integer({ min: 1, max: 99 }), originalUnitPrice: fc.nat(50_000), off: fc.nat(100) })
  .map(({ quantity, originalUnitPrice, off }) => ({
    quantity,
    originalUnitPrice,
    unitPrice: originalUnitPrice - Math.floor((originalUnitPrice * off) / 100),
  }));
const coupon: fc.Arbitrary<Omit<PricingCoupon, 'id'>> = fc.record({
  name: fc.constantFrom('新人红包', '满 30 减 5', '周末券'),
  kind: fc.constantFrom('fixed', 'threshold'),
  amount: fc.integer({ min: 1, max: 20_000 }),
  threshold: fc.oneof(fc.constant(0), fc.nat(60_000)),
  storeIds: fc.constantFrom<readonly string[]>([], ['here'], ['elsewhere']),
  bearer: fc.constantFrom('platform', 'store'),
  validFrom: fc.integer({ min: 900, max: 1_010 }),
  expiresAt: fc.integer({ min: 990, max: 1_100 }),
});
const numbered = <T>(list: readonly T[], prefix: string) =>
  list.map((item, index) => ({ ...item, id: `${prefix}${String(index).padStart(3, '0')}` }));
const cart: fc.Arbitrary<CartToPrice> = fc
  .record({
    lines: fc.array(line, { maxLength: 20 }).map((list) => numbered(list, 'l')),
    coupons: fc.array(coupon, { maxLength: 8 }).map((list) => numbered(list, 'c')),
    pick: fc.constantFrom<'best' | 'none' | number>('best', 'none', 0, 1, 2, 30),
  })
  .map(({ lines, coupons, pick }) => ({
    lines,
    coupons,
    choice: pick === 'best' ? 'best' : pick === 'none' ? null : { couponId: `c${String(pick).padStart(3, '0')}` },
    storeId: 'here',
    at: 1_000,
  }));
const shuffledBy = <T>(list: readonly T[], keys: readonly number[]) =>
  list
    .map((item, index) => ({ item, key: keys[index % keys.length] ?? 0, index }))
    .sort((a, b) => a.key - b.key || b.index - a.index)
    .map(({ item }) => item);

describe('priceCart', () => {
  it('[ORD-3] every fen is on exactly one line: lines, discounts and bearers sum to the whole', () => {
    fc.assert(
      fc.property(cart, (input) => {
        const priced = priceCart(input);
        expect(sum(priced.lines.map((item) => item.gross))).toBe(priced.gross);
        expect(sum(priced.lines.map((item) => item.payable))).toBe(priced.payable);
        expect(priced.gross - priced.discount).toBe(priced.payable);
        expect(priced.borne.platform + priced.borne.store).toBe(priced.discount);
        expect(sum(priced.discounts.map((item) => item.amount))).toBe(priced.discount);
        for (const item of priced.lines) {
          expect(sum(item.discounts.map((discount) => discount.amount))).toBe(item.discount);
          expect(item.gross - item.discount).toBe(item.payable);
        }
      }),
    );
  });

  it('[ORD-3] nothing goes below zero, on a line or on the cart', () => {
    fc.assert(
      fc.property(cart, (input) => {
        const priced = priceCart(input);
        expect(priced.payable).toBeGreaterThanOrEqual(0);
        for (const item of priced.lines) {
          expect(item.payable).toBeGreaterThanOrEqual(0);
          for (const discount of item.discounts) expect(discount.amount).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('[ORD-1] the coupon chosen for the customer is really the best: no other choice costs less', () => {
    fc.assert(
      fc.property(cart, (input) => {
        const best = priceCart({ ...input, choice: 'best' });
        expect(best.payable).toBeLessThanOrEqual(priceCart({ ...input, choice: null }).payable);
        for (const { id } of input.coupons) {
          const other = priceCart({
            ...input,
            coupons: input.coupons.filter((item) => item.id === id),
            choice: 'best',
          });
          expect(best.payable).toBeLessThanOrEqual(other.payable);
        }
      }),
    );
  });

  it('[ORD-1] the order of lines and coupons changes nothing, to the fen', () => {
    fc.assert(
      fc.property(cart, fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), (input, keys) => {
        const priced = priceCart(input);
        const moved = priceCart({
          ...input,
          lines: shuffledBy(input.lines, keys),
          coupons: shuffledBy(input.coupons, keys),
        });
        const byId = [...moved.lines].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect({ ...moved, lines: byId }).toEqual(priced);
      }),
    );
  });

  it('[MKT-1] a coupon is applied only where all of its conditions hold, and takes off what it says or all there is', () => {
    fc.assert(
      fc.property(cart, (input) => {
        const before = sum(input.lines.map((item) => item.unitPrice * item.quantity));
        const { coupon: applied } = priceCart(input);
        if (!applied) return;
        expect(applied.coupon.threshold).toBeLessThanOrEqual(before);
        expect(applied.coupon.validFrom).toBeLessThanOrEqual(input.at);
        expect(applied.coupon.expiresAt).toBeGreaterThan(input.at);
        expect(applied.coupon.storeIds.length === 0 || applied.coupon.storeIds.includes('here')).toBe(true);
        expect(applied.value).toBe(Math.min(applied.coupon.amount, before));
      }),
    );
  });
});
