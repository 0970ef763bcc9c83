import { describe, expect, it } from 'vitest';
import { judgeClaim, MAX_ATTEMPTS, settle } from './rules.ts';

describe('settling a send', () => {
  it('[MSG-3] repeats what a vendor cannot have seen, with growing waits, and gives up', () => {
    const waits = [1, 2, 3].map((attempts) => settle({ result: 'unreached', reason: '' }, attempts, false));
    expect(waits).toEqual([1000, 2000, 4000].map((waitMs) => ({ state: 'queued', waitMs })));
    expect(settle({ result: 'unreached', reason: '' }, MAX_ATTEMPTS, false)).toEqual({ state: 'failed' });
    expect(settle({ result: 'refused', reason: '' }, 1, true)).toEqual({ state: 'failed' });
    expect(settle({ result: 'accepted', reference: null }, 1, false)).toEqual({ state: 'accepted' });
  });

  it('[MSG-3] never repeats what a vendor may have accepted, unless it drops duplicates', () => {
    expect(settle({ result: 'unknown', reason: '' }, 1, false)).toEqual({ state: 'unknown' });
    expect(settle({ result: 'unknown', reason: '' }, 1, true)).toEqual({ state: 'queued', waitMs: 1000 });
    expect(settle({ result: 'unknown', reason: '' }, MAX_ATTEMPTS, true)).toEqual({ state: 'unknown' });
  });

  it('[MSG-3] treats a send whose server died like one without an answer, and drops what is too late', () => {
    const now = new Date();
    const later = new Date(now.getTime() + 1);
    expect(judgeClaim({ was: 'sending', expiresAt: later }, now, false)).toEqual({ state: 'unknown' });
    expect(judgeClaim({ was: 'sending', expiresAt: later }, now, true)).toBeNull();
    expect(judgeClaim({ was: 'queued', expiresAt: now }, now, false)).toEqual({ state: 'expired' });
    expect(judgeClaim({ was: 'queued', expiresAt: later }, now, false)).toBeNull();
  });
});
