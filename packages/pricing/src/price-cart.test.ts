import { describe, expect, it } from 'vitest';
import { type CartToPrice, type PricingCoupon, priceCart } from './index.ts';

const fiveOff: PricingCoupon = {
  id: 'five',
  name: '新人红包',
  kind: 'fixed',
  amount: 500,
  threshold: 0,
  storeIds: [],
  bearer: 'platform',
  validFrom: 0,
  expiresAt: 2_000,
};
const thirtyMinusEight: PricingCoupon = {
  ...fiveOff,
  id: 'eight',
  name: '满 30 减 8',
  kind: 'threshold',
  amount: 800,
  threshold: 3_000,
  bearer: 'store',
};
const cart: CartToPrice = {
  lines: [
    { id: 'cola', quantity: 2, originalUnitPrice: 350, unitPrice: 300 },
    { id: 'noodles', quantity: 1, originalUnitPrice: 650, unitPrice: 650 },
    { id: 'bag', quantity: 1, originalUnitPrice: 0, unitPrice: 0 },
  ],
  coupons: [fiveOff, thirtyMinusEight],
  choice: 'best',
  storeId: 'here',
  at: 1_000,
};

describe('priceCart', () => {
  it('[ORD-1] explains each fen: discount price borne by the store, coupon split over the lines', () => {
    const priced = priceCart(cart);
    expect(priced).toMatchObject({ gross: 1_350, discount: 600, payable: 750, borne: { store: 100, platform: 500 } });
    expect(priced.discounts).toEqual([
      { kind: 'discount_price', name: '', amount: 100, bearer: 'store', couponId: null },
      { kind: 'coupon', name: '新人红包', amount: 500, bearer: 'platform', couponId: 'five' },
    ]);
    expect(priced.lines.map((line) => line.payable)).toEqual([360, 390, 0]);
    expect(priced.lines[2]?.discounts).toEqual([]);
  });

  it('[ORD-1] says why a coupon cannot be used', () => {
    const coupons: PricingCoupon[] = [
      thirtyMinusEight,
      { ...fiveOff, id: 'old', expiresAt: 1_000 },
      { ...fiveOff, id: 'early', validFrom: 1_001 },
      { ...fiveOff, id: 'far', storeIds: ['there'] },
    ];
    const { offers, coupon } = priceCart({ ...cart, coupons });
    expect(coupon).toBeNull();
    expect(Object.fromEntries(offers.map((offer) => [offer.coupon.id, offer.obstacle]))).toEqual({
      eight: 'below_threshold',
      old: 'expired',
      early: 'not_yet_valid',
      far: 'other_store',
    });
    expect(priceCart({ ...cart, lines: [] }).offers.map((offer) => offer.obstacle)).toEqual([
      'nothing_to_pay',
      'nothing_to_pay',
    ]);
  });

  it('[ORD-1] takes the threshold coupon as soon as the amount before coupons reaches it', () => {
    const at = (quantity: number) =>
      priceCart({ ...cart, lines: [{ id: 'tea', quantity, originalUnitPrice: 600, unitPrice: 500 }] }).coupon?.coupon
        .id;
    expect(at(5)).toBe('five');
    expect(at(6)).toBe('eight');
  });

  it('[ORD-1] respects a choice by hand, no coupon by hand, and falls back to the best while the choice cannot be used', () => {
    const coupons = [fiveOff, { ...fiveOff, id: 'two', amount: 200 }];
    expect(priceCart({ ...cart, coupons, choice: { couponId: 'two' } }).coupon).toMatchObject({
      value: 200,
      chosen: 'hand',
    });
    expect(priceCart({ ...cart, coupons, choice: null })).toMatchObject({ coupon: null, payable: 1_250 });
    expect(priceCart({ ...cart, choice: { couponId: 'eight' } }).coupon).toMatchObject({ value: 500, chosen: 'best' });
  });

  it('[ORD-1] of equally good coupons takes the smaller one, then the one that expires first', () => {
    const big = { ...fiveOff, id: 'a-big', amount: 5_000 };
    const enough = { ...fiveOff, id: 'b-enough', amount: 1_250 };
    const soon = { ...fiveOff, id: 'c-soon', amount: 1_250, expiresAt: 1_500 };
    const priced = priceCart({ ...cart, coupons: [big, enough, soon] });
    expect(priced).toMatchObject({ payable: 0, coupon: { coupon: { id: 'c-soon' }, value: 1_250 } });
    expect(priced.lines.every((line) => line.payable === 0)).toBe(true);
  });

  it.each([0, -1, 1_000_000_000, 1.5, Number.NaN])('[ORD-1] refuses the quantity %d', (quantity) => {
    const lines = [{ id: 'cola', quantity, originalUnitPrice: 350, unitPrice: 350 }];
    expect(() => priceCart({ ...cart, lines })).toThrow(RangeError);
  });

  it('[ORD-1] refuses negative prices and a promised price above the list price', () => {
    const line = { id: 'cola', quantity: 1, originalUnitPrice: 350, unitPrice: 351 };
    expect(() => priceCart({ ...cart, lines: [line] })).toThrow(RangeError);
    expect(() => priceCart({ ...cart, lines: [{ ...line, unitPrice: -1 }] })).toThrow(RangeError);
  });
});
