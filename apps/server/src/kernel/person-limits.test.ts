import { describe, expect, it } from 'vitest';
import type { Actor } from './actor.ts';
import { steppedClock } from './clock.ts';
import { createPersonLimits } from './person-limits.ts';

const person = (id: string): Actor => ({ kind: 'customer', id, sessionId: id, phoneVerified: true });

describe('the limits of a person', () => {
  it('[PLT-8] count by person and route, and begin anew each minute', () => {
    const clock = steppedClock(new Date('2026-06-01T04:00:20Z'));
    const limits = createPersonLimits(clock);
    const spend = (id: string, route: string) => limits.spend(person(id), route, 3);
    for (let call = 0; call < 3; call++) spend('a', 'GET /me');
    expect(() => spend('a', 'GET /me')).toThrow(
      expect.objectContaining({ code: 'rate_limited', data: { seconds: 40 } }),
    );
    spend('b', 'GET /me');
    spend('a', 'GET /cart');
    clock.advance(40_000);
    spend('a', 'GET /me');
  });

  it('[PLT-8] do not count strangers: their addresses are counted', () => {
    const limits = createPersonLimits(steppedClock(new Date()));
    for (let call = 0; call < 10; call++) limits.spend({ kind: 'anonymous' }, 'GET /stores', 1);
  });
});
