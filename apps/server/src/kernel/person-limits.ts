import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import { AppError } from './errors.ts';

const WINDOW_MS = 60_000;

/**
 * Calls of one signed-in person to one route in a minute, from however many addresses: what an address may do alone, a
 * person may not do from a hundred. Counted in this process; behind several servers each allows as much.
 */
export function createPersonLimits(clock: Clock) {
  let window = 0;
  let counts = new Map<string, number>();
  return {
    /** Counts a call; throws rate_limited with the seconds to wait when it is one too many. */
    spend(actor: Actor, route: string, most: number): void {
      if (actor.kind !== 'customer' && actor.kind !== 'staff') return;
      const now = clock.now().getTime();
      if (Math.floor(now / WINDOW_MS) !== window) {
        window = Math.floor(now / WINDOW_MS);
        counts = new Map();
      }
      const name = `${actor.kind}:${actor.id} ${route}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count > most)
        throw new AppError('rate_limited', { seconds: Math.ceil(((window + 1) * WINDOW_MS - now) / 1000) });
    },
  };
}
export type PersonLimits = ReturnType<typeof createPersonLimits>;
