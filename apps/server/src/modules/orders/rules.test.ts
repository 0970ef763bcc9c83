import { orderState } from '@latchkey/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineProblem, promisedPrices, raiseQuantity, shownPrices } from './cart-rules.ts';
import {
  judgePayment,
  type OrderFacts,
  orderMayMove,
  refundable,
  refundOverLines,
  stateAfterRefund,
  summarise,
} from './rules.ts';

const pending: OrderFacts = { state: 'pending_payment', payable: 1_280, paymentId: null, closeCause: null };
const payment = { paymentId: 'p1', amount: 1_280 };

describe('states of an order', () => {
  it('[ORD-4] have exactly these moves', () => {
    const moves = orderState.options.flatMap((from) =>
      orderState.options.filter((to) => orderMayMove(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(moves).toEqual([
      'pending_payment → paid',
      'pending_payment → closed',
      'paid → completed',
      'paid → partially_refunded',
      'paid → refunded',
      'completed → partially_refunded',
      'completed → refunded',
      'closed → paid',
      'partially_refunded → partially_refunded',
      'partially_refunded → refunded',
    ]);
  });

  it('[ORD-9] the last fen refunded makes it refunded', () => {
    expect(stateAfterRefund(1_000, 999)).toBe('partially_refunded');
    expect(stateAfterRefund(1_000, 1_000)).toBe('refunded');
  });
});

describe('a believed payment', () => {
  it('[ORD-5] is accepted once, for exactly the order’s amount', () => {
    expect(judgePayment(pending, payment)).toBe('accept');
    expect(judgePayment(pending, { ...payment, amount: 1_279 })).toBe('differs');
    expect(judgePayment({ ...pending, state: 'paid', paymentId: 'p1' }, payment)).toBe('repeat');
    expect(judgePayment({ ...pending, state: 'completed', paymentId: 'p1' }, payment)).toBe('repeat');
  });

  it('[ORD-5] revives an order that timed out and goes back from one that the customer gave up', () => {
    const closed = { ...pending, state: 'closed' as const };
    expect(judgePayment({ ...closed, closeCause: 'timeout' }, payment)).toBe('revive');
    expect(judgePayment({ ...closed, closeCause: 'cancelled' }, payment)).toBe('give_back');
    expect(judgePayment({ ...closed, closeCause: 'timeout' }, { ...payment, amount: 1 })).toBe('give_back');
  });

  it('[ORD-5] of an order that another payment paid is a second one', () => {
    expect(judgePayment({ ...pending, state: 'paid', paymentId: 'p0' }, payment)).toBe('second');
    expect(judgePayment({ ...pending, state: 'refunded', paymentId: 'p0' }, payment)).toBe('second');
  });
});

describe('refunds', () => {
  it('[ORD-9] what is on its way counts as gone', () => {
    expect(refundable({ paid: 1_000, refunded: 300, refunding: 200 })).toBe(500);
  });

  it('[ORD-9] spread over the lines by what is left of each, never more than that', () => {
    const line = fc
      .nat(100_000)
      .chain((payable) => fc.record({ payable: fc.constant(payable), refunded: fc.nat(payable) }));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.nat(10_000), (lines, share) => {
        const left = lines.reduce((sum, one) => sum + one.payable - one.refunded, 0);
        const amount = Math.floor((left * share) / 10_000);
        const parts = refundOverLines(amount, lines);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        parts.forEach((part, index) => {
          const one = lines[index];
          expect(part).toBeLessThanOrEqual((one?.payable ?? 0) - (one?.refunded ?? 0));
        });
      }),
    );
  });
});

describe('lines of a cart', () => {
  it('[ORD-1] keep the price that was shown, or take a lower one of today', () => {
    const shown = { unitPrice: 500, originalUnitPrice: 600 };
    expect(promisedPrices(shown, { unitPrice: 700, originalUnitPrice: 700 })).toEqual(shown);
    expect(promisedPrices(shown, { unitPrice: 450, originalUnitPrice: 450 })).toEqual({
      unitPrice: 450,
      originalUnitPrice: 600,
    });
    expect(shownPrices({ price: 500, originalPrice: null })).toEqual({ unitPrice: 500, originalUnitPrice: 500 });
    expect(shownPrices({ price: 500, originalPrice: 600 })).toEqual(shown);
  });

  it('[ORD-2] say why they cannot be bought', () => {
    const fine = { forSale: true, restricted: false };
    expect(lineProblem(fine, 2, null)).toBeNull();
    expect(lineProblem(fine, 2, 2)).toBeNull();
    expect(lineProblem(fine, 2, 1)).toBe('out_of_stock');
    expect(lineProblem(null, 1, null)).toBe('not_for_sale');
    expect(lineProblem({ ...fine, forSale: false }, 1, null)).toBe('not_for_sale');
    expect(lineProblem({ ...fine, restricted: true }, 1, null)).toBe('age_restricted');
  });

  it.each([0, -1, 1_000_000_000, 1.5, 99])('[ORD-1] refuse %d more pieces', (added) => {
    expect(() => raiseQuantity(1, added)).toThrow('invalid_input');
  });

  it('[ORD-1] add up to 99 pieces', () => {
    expect(raiseQuantity(0, 99)).toBe(99);
    expect(raiseQuantity(98, 1)).toBe(99);
  });

  it('[ORD-14] are summed up by their first names', () => {
    const line = (name: string, quantity = 1) => ({ name, quantity });
    expect(summarise([line('可口可乐', 2), line('薯片')])).toBe('可口可乐×2、薯片');
    expect(summarise([line('a'), line('b'), line('c'), line('d')])).toBe('a、b、c…');
  });
});
