import { describe, expect, it } from 'vitest';
import { isMoving, mayStart, stateOfRecord } from './act-state.ts';

const record = {
  code: null,
  requestedAt: '2026-01-01T00:00:00.000Z',
  settledAt: '2026-01-01T00:00:01.250Z',
  opening: null,
};
type Opening = NonNullable<Parameters<typeof stateOfRecord>[0]['opening']>;

function opening(state: Opening['state'], over: Partial<Opening> = {}): Opening {
  return { state, code: null, sentAt: null, answeredLateAt: null, ...over };
}

describe('an act’s button', () => {
  it('[DSK-3] waits while the device has not answered, and cannot be pressed twice', () => {
    const state = stateOfRecord({ ...record, outcome: 'waiting', settledAt: null });
    expect(state).toEqual({ phase: 'waiting', sent: false });
    expect(mayStart(state)).toBe(false);
    expect(mayStart({ phase: 'sending' })).toBe(false);
  });

  it('[VIS-14] tells that the command reached the door while its answer is awaited', () => {
    const sent = opening('sent', { sentAt: record.requestedAt });
    expect(stateOfRecord({ ...record, outcome: 'waiting', opening: sent })).toEqual({ phase: 'waiting', sent: true });
  });

  it('[DSK-3] tells the device’s success with the time that it took', () => {
    expect(stateOfRecord({ ...record, outcome: 'succeeded' })).toEqual({
      phase: 'succeeded',
      seconds: 1.25,
      door: null,
    });
  });

  it('[VIS-14] tells a released lock and an open door apart, and follows the one to the other', () => {
    const released = { ...record, outcome: 'succeeded' as const, opening: opening('acknowledged') };
    expect(stateOfRecord(released)).toMatchObject({ phase: 'succeeded', door: 'released' });
    expect(isMoving(released)).toBe(true);
    const opened = { ...released, opening: opening('opened') };
    expect(stateOfRecord(opened)).toMatchObject({ phase: 'succeeded', door: 'opened' });
    expect(isMoving(opened)).toBe(false);
  });

  it('[VIS-14] tells a lock that was released for nobody as not opened', () => {
    const unused = opening('failed', { code: 'door_not_opened' });
    expect(stateOfRecord({ ...record, outcome: 'succeeded', opening: unused })).toMatchObject({
      phase: 'failed',
      code: 'door_not_opened',
    });
  });

  it('[DSK-3] tells the device’s failure with its code, and may be pressed again', () => {
    const state = stateOfRecord({ ...record, outcome: 'failed', code: 'lock_stuck' });
    expect(state).toEqual({ phase: 'failed', code: 'lock_stuck', reason: null, late: null });
    expect(mayStart(state)).toBe(true);
  });

  it('[VIS-14] tells an answer that came too late, and a door that opened after all, without calling it a success', () => {
    const failed = { ...record, outcome: 'failed' as const, code: 'timed_out' };
    const late = opening('timed_out', { answeredLateAt: record.settledAt });
    expect(stateOfRecord({ ...failed, opening: late })).toMatchObject({ phase: 'failed', late: 'answered' });
    expect(stateOfRecord({ ...failed, opening: opening('opened') })).toMatchObject({ phase: 'failed', late: 'opened' });
  });
});
