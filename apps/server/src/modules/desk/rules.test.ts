import { describe, expect, it } from 'vitest';
import { powerVerdict } from './rules.ts';

const lamp = (online: boolean, on: boolean) => ({
  ...{ online, desired: { on: true, level: 100 } },
  reported: { on, level: on ? 100 : 0, watts: 8 },
});

describe('what the devices of a room say of an act on its power', () => {
  it('[DSK-3] succeeds once every device reports what it was asked to be', () => {
    expect(powerVerdict([lamp(true, true), lamp(true, true)], 0)).toEqual({ state: 'acknowledged', code: null });
    expect(powerVerdict([lamp(true, true), lamp(true, false)], 11_999)).toBe('wait');
  });

  it('[DSK-3] fails in time, and says whether a device was offline or silent', () => {
    expect(powerVerdict([lamp(true, false)], 12_000)).toEqual({ state: 'failed', code: 'timed_out' });
    expect(powerVerdict([lamp(false, true)], 12_000)).toEqual({ state: 'failed', code: 'device_offline' });
    expect(powerVerdict([], 12_000)).toEqual({ state: 'failed', code: 'device_offline' });
  });
});
