import { describe, expect, test } from 'vitest';
import { entryFailure, exitStage } from './door-outcome';

const opening = { state: 'timed_out', code: null, answeredLateAt: null } as const;

describe('what became of a door', () => {
  test('[VIS-14] an answer after the time-out corrects the screen, outside and inside', () => {
    expect(entryFailure(opening)).toBe('opening.timed_out');
    const late = { ...opening, answeredLateAt: '2026-11-22T08:00:00.000Z' };
    expect(entryFailure(late)).toBe('opening.answeredLate');
    expect(exitStage(opening)).toBe('notOpen');
    expect(exitStage(late)).toBe('late');
  });
  test('[VIS-1] a stuck lock is told as such', () => {
    const stuck = { ...opening, state: 'rejected', code: 'lock_stuck' } as const;
    expect(entryFailure(stuck)).toBe('opening.code.lock_stuck');
    expect(exitStage(stuck)).toBe('stuck');
  });
  test('[VIS-1] a reason that nobody wrote words for falls back to how far it got', () => {
    expect(entryFailure({ ...opening, state: 'rejected', code: 'toString' })).toBe('opening.rejected');
    expect(entryFailure({ ...opening, state: 'acknowledged' })).toBe('opening.failed');
  });
  test('[VIS-14] every step of the way out has its picture', () => {
    expect(exitStage(null)).toBe('notOpen');
    expect(exitStage(null, true)).toBe('opening');
    for (const [state, stage] of [
      ['requested', 'opening'],
      ['sent', 'opening'],
      ['acknowledged', 'unlocked'],
      ['opened', 'open'],
      ['expired', 'notOpen'],
    ] as const)
      expect(exitStage({ ...opening, state })).toBe(stage);
  });
});
