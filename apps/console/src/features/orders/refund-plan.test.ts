import { describe, expect, it } from 'vitest';
import type { OrderDetail } from './api.ts';
import { bodyOf, planOf, type RefundDraft, refundable, refundableLines } from './refund-plan.ts';

const refund = (state: string, amount: number, lines: object[] = [], purpose = 'sale') => ({
  ...{ id: `r${amount}${state}`, number: 'RF', amount, state, code: null, reason: '', createdAt: '', settledAt: null },
  ...{ purpose, goods: 'kept', lines },
});
const order = (refunds: object[] = [], refunded = 0): OrderDetail =>
  ({
    paid: 2_000,
    refunded,
    refunds,
    lines: [
      { id: 'water', quantity: 3, payable: 1_200, refunded: 0, refundedQuantity: 0 },
      { id: 'tea', quantity: 1, payable: 800, refunded: 0, refundedQuantity: 0 },
    ],
  }) as unknown as OrderDetail;
const draft = (changes: Partial<RefundDraft>): RefundDraft => ({
  ...{ mode: 'whole', pieces: {}, amount: null, goods: 'kept' },
  ...changes,
});

describe('a refund in the making', () => {
  it('[ORD-9] shows what pieces, an amount or the whole will give back', () => {
    expect(planOf(order(), draft({ mode: 'lines', pieces: { water: 2, tea: 0 } }))).toMatchObject({
      amount: 800,
      pieces: 2,
      whole: false,
    });
    expect(planOf(order(), draft({ mode: 'amount', amount: 2_000 }))).toMatchObject({ pieces: 0, whole: true });
    expect(planOf(order(), draft({}))).toMatchObject({ amount: 2_000, pieces: 4, whole: true });
  });

  it('[ORD-9] makes no plan of nothing, too much or too many', () => {
    for (const wrong of [
      draft({ mode: 'lines' }),
      draft({ mode: 'lines', pieces: { water: 4 } }),
      draft({ mode: 'amount' }),
      draft({ mode: 'amount', amount: 2_001 }),
    ]) {
      expect(planOf(order(), wrong)).toBeNull();
    }
  });

  it('[ORD-9] [PAY-6] counts what is on its way or rejected as gone, what was given up and foreign money not', () => {
    const share = { lineId: 'water', quantity: 1, amount: 400 };
    const seen = order([
      refund('processing', 400, [share]),
      refund('failed', 400, [share]),
      refund('closed', 400, [share]),
      refund('processing', 2_000, [], 'second_payment'),
    ]);
    expect(refundable(seen)).toBe(1_200);
    expect(refundableLines(seen)[0]).toMatchObject({ returned: 800, returnedQuantity: 2 });
  });

  it('[ORD-9] sends an amount without goods, and lines without empty ones', () => {
    expect(bodyOf(draft({ mode: 'amount', amount: 5, goods: 'returned' }), '破损')).toEqual({
      ...{ amount: 5, goods: 'kept', reason: '破损' },
    });
    const lines = draft({ mode: 'lines', pieces: { water: 1, tea: 0 }, goods: 'returned' });
    expect(bodyOf(lines, '退')).toEqual({ lines: [{ lineId: 'water', quantity: 1 }], goods: 'returned', reason: '退' });
  });
});
