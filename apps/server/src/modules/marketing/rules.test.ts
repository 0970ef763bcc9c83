import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchTerms, batchMayMove, mayIssue, shownState, spreadStock, termsIssue } from './rules.ts';

const now = new Date('2026-06-01T04:00:00Z');
const terms: BatchTerms = {
  kind: 'threshold',
  amount: 500,
  threshold: 3_000,
  quantity: 100,
  perMember: 1,
  validFrom: new Date('2026-06-01T00:00:00Z'),
  validTo: new Date('2026-07-01T00:00:00Z'),
  storeIds: [],
  bearer: 'platform',
};

describe('terms of a batch', () => {
  it('[MKT-1] are right when amount, threshold and validity fit together', () => {
    expect(termsIssue(terms, now)).toBeNull();
    expect(termsIssue({ ...terms, kind: 'fixed', threshold: 0 }, now)).toBeNull();
  });

  it.each([
    ['threshold', { kind: 'fixed' as const }],
    ['threshold', { threshold: 0 }],
    ['amount', { amount: 3_001 }],
    ['validTo', { validTo: terms.validFrom }],
    ['validTo', { validFrom: new Date(0), validTo: now }],
  ])('[MKT-1] name %s as wrong', (field, change) => {
    expect(termsIssue({ ...terms, ...change }, now)?.field).toBe(field);
  });

  it('[MKT-1] of a store manager stay in their stores and at their cost', () => {
    expect(mayIssue(null, terms)).toBe(true);
    expect(mayIssue(['a'], { storeIds: ['a'], bearer: 'store' })).toBe(true);
    expect(mayIssue(['a'], { storeIds: ['a'], bearer: 'platform' })).toBe(false);
    expect(mayIssue(['a'], { storeIds: ['a', 'b'], bearer: 'store' })).toBe(false);
    expect(mayIssue(['a'], { storeIds: [], bearer: 'store' })).toBe(false);
  });
});

describe('a batch', () => {
  it('[MKT-1] starts, stops, starts again and ends for good', () => {
    expect(batchMayMove('draft', 'running')).toBe(true);
    expect(batchMayMove('running', 'stopped')).toBe(true);
    expect(batchMayMove('stopped', 'running')).toBe(true);
    expect(batchMayMove('ended', 'running')).toBe(false);
    expect(batchMayMove('running', 'draft')).toBe(false);
  });

  it('[MKT-2] spreads its pieces over rows that sum to the quantity, none of them empty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (quantity) => {
        const pieces = spreadStock(quantity);
        expect(pieces.reduce((sum, piece) => sum + piece, 0)).toBe(quantity);
        expect(Math.min(...pieces)).toBeGreaterThan(0);
        expect(pieces.length).toBeLessThanOrEqual(16);
      }),
    );
  });
});

it('[MKT-1] a coupon that ran out of time shows as expired, one in use does not', () => {
  expect(shownState({ state: 'available', expiresAt: now }, now)).toBe('expired');
  expect(shownState({ state: 'available', expiresAt: new Date(now.getTime() + 1) }, now)).toBe('available');
  expect(shownState({ state: 'used', expiresAt: now }, now)).toBe('used');
  expect(shownState({ state: 'reserved', expiresAt: now }, now)).toBe('reserved');
});
