import { describe, expect, it } from 'vitest';
import { mayStart, stateOfRecord } from './act-state.ts';

const record = { code: null, requestedAt: '2026-01-01T00:00:00.000Z', settledAt: '2026-01-01T00:00:01.250Z' };

describe('an act’s button', () => {
  it('[DSK-3] waits while the device has not answered, and cannot be pressed twice', () => {
    const state = stateOfRecord({ ...record, outcome: 'waiting', settledAt: null });
    expect(state).toEqual({ phase: 'waiting' });
    expect(mayStart(state)).toBe(false);
    expect(mayStart({ phase: 'sending' })).toBe(false);
  });

  it('[DSK-3] tells the device’s success with the time that it took', () => {
    expect(stateOfRecord({ ...record, outcome: 'succeeded' })).toEqual({ phase: 'succeeded', seconds: 1.25 });
  });

  it('[DSK-3] tells the device’s failure with its code, and may be pressed again', () => {
    const state = stateOfRecord({ ...record, outcome: 'failed', code: 'timed_out' });
    expect(state).toEqual({ phase: 'failed', code: 'timed_out', reason: null });
    expect(mayStart(state)).toBe(true);
  });
});
