import type { TransportRequest } from '@latchkey/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeTwoFactor,
  currentTwoFactor,
  grouped,
  guidedToTwoFactor,
  openTwoFactor,
  watchTwoFactor,
} from './guide.ts';

const REQUEST: TransportRequest = { method: 'POST', url: '/api/v1/staff/roles', headers: {} };
const refused = (status: number, code: string) => ({
  status,
  body: { error: { code, message: '', data: {}, requestId: 'r-1' } },
});

describe('the way to two-step verification', () => {
  beforeEach(closeTwoFactor);

  it('[IDN-6] opens by itself when an act is refused for want of a second factor, and passes the refusal on', async () => {
    const answer = refused(403, 'second_factor_required');
    expect(await guidedToTwoFactor(async () => answer)(REQUEST)).toBe(answer);
    expect(currentTwoFactor()).toBe('required');
  });

  it('[IDN-6] stays closed for every other answer', async () => {
    const others = [refused(403, 'forbidden'), refused(401, 'totp_required'), { status: 200, body: { items: [] } }];
    for (const answer of [...others, { status: 204, body: null }]) {
      await guidedToTwoFactor(async () => answer)(REQUEST);
    }
    expect(currentTwoFactor()).toBeNull();
  });

  it('[IDN-6] tells its watchers when it opens and closes, until they leave', () => {
    const watcher = vi.fn();
    const leave = watchTwoFactor(watcher);
    openTwoFactor();
    expect(currentTwoFactor()).toBe('own');
    closeTwoFactor();
    expect(watcher).toHaveBeenCalledTimes(2);
    leave();
    openTwoFactor();
    expect(watcher).toHaveBeenCalledTimes(2);
  });

  it('[IDN-6] shows the secret in groups of four without changing it', () => {
    expect(grouped('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
    expect(grouped('ABCDEFGH')).toBe('ABCD EFGH');
  });
});
