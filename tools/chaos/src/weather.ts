// What goes wrong at the payment channel all the time, and the blows that kill parts of the product.
import { setTimeout as delay } from 'node:timers/promises';
import { type FaultRule, forgeries } from '../../paylab/src/lab/fault-rules.ts';
import type { Laboratory } from './laboratory.ts';
import type { ChaosOptions, Victim } from './options.ts';
import type { Random } from './random.ts';

/** Every fault that paylab knows, at once. `PAY-4`: late, twice, out of order, never; forged in each way. */
export const storm: readonly Partial<FaultRule>[] = [
  { kind: 'drop', probability: 0.2 },
  { kind: 'delay', probability: 0.15, ms: 1_200 },
  { kind: 'reorder', probability: 0.15, ms: 1_500 },
  { kind: 'duplicate', probability: 0.2, copies: 2 },
  ...forgeries.map((forgery) => ({ kind: 'forge' as const, probability: 0.03, forgery })),
  { kind: 'answer_delay', probability: 0.05, ms: 400 },
  { kind: 'error_before', probability: 0.03 },
  { kind: 'error_after', probability: 0.08 },
  { kind: 'hang_after', probability: 0.01, ms: 1_500 },
  { kind: 'unsigned_answer', probability: 0.02 },
  { kind: 'forged_answer', probability: 0.02 },
];

/** Merchants fetch certificates once a minute at most, whoever shows them unknown ones. */
const ROTATION_MS = 75_000;

export interface Blows {
  /** How often each part was killed. */
  readonly counts: Readonly<Record<Victim, number>>;
  rotations: number;
  /** Ends the blows; everything that was killed is running again when it resolves. */
  calm(): Promise<void>;
}

/** Kills one part after the other at random moments, each after everything was up again. */
export function startBlows(
  options: Pick<ChaosOptions, 'kill' | 'pauseS' | 'faults'>,
  random: Random,
  strike: Readonly<Record<Victim, (random: Random) => Promise<void>>>,
  laboratory: Laboratory,
  onError: (error: unknown) => void,
): Blows {
  const counts: Record<Victim, number> = { server: 0, postgres: 0, broker: 0, paylab: 0 };
  const over = new AbortController();
  const blows: Blows = { counts, rotations: 0, calm: async () => {} };
  const pause = () => {
    const [low, high] = options.pauseS;
    const ms = 1_000 * (low + random.next() * (high - low));
    return delay(ms, undefined, { signal: over.signal }).catch(() => undefined);
  };

  const run = async (): Promise<void> => {
    for (let rotateAt = Date.now(); !over.signal.aborted; ) {
      await pause();
      if (over.signal.aborted) return;
      if (options.faults && Date.now() > rotateAt) {
        await laboratory.rotateCertificate();
        blows.rotations += 1;
        rotateAt = Date.now() + ROTATION_MS;
      }
      if (options.kill.length === 0) continue;
      const victim = random.pick(options.kill);
      counts[victim] += 1;
      await strike[victim](random);
    }
  };
  const running = run().catch(onError);
  blows.calm = async () => {
    over.abort();
    await running;
  };
  return blows;
}
