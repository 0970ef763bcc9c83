import type { AckPayload, CommandPayload } from './payloads.ts';

/** A clock a device owns: wall time may be wrong, `monotonic` only ever grows. Both in milliseconds. */
export interface DeviceClock {
  now(): number;
  monotonic(): number;
}

export const systemClock: DeviceClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

/** What the gate needs to know of time: never the device's own wall clock, which may be wrong. */
export interface GateTime {
  monotonic(): number;
  /** No later than this is it at the servers; null while no server has told. */
  latest(): number | null;
  /** The server's time when the device first heard of it; null before. */
  readonly since: number | null;
}

export type CommandOutcome = Pick<AckPayload, 'outcome' | 'code' | 'message'>;

/**
 * Why a received command must not run, or null. It is too late when it may be past `expiresAt` at the servers, or its whole
 * life has passed since it came. What was issued before this device had started is for its former life: the answer to it is
 * forgotten. A device that was never told the time cannot know and refuses.
 */
export function refusalOf(command: CommandPayload, receivedMonotonic: number, time: GateTime): CommandOutcome | null {
  const latest = time.latest();
  if (latest === null || time.since === null) return { outcome: 'rejected', code: 'clock_unknown' };
  const issuedAt = Date.parse(command.issuedAt);
  const expiresAt = Date.parse(command.expiresAt);
  const tooLate = latest >= expiresAt || time.monotonic() - receivedMonotonic >= expiresAt - issuedAt;
  return tooLate || issuedAt <= time.since ? { outcome: 'expired' } : null;
}

interface Remembered {
  outcome: Promise<CommandOutcome>;
  /** By the monotonic clock: from then on the command is too late in any case. */
  aliveUntil: number;
}

/** Commands alive at once that a device answers; more is no traffic of ours. */
const MOST_ALIVE = 5_000;

/** Runs each command id at most once and remembers the first outcome, so that a repeat gets the same answer. */
export class CommandGate {
  readonly #time: GateTime;
  readonly #remembered: number;
  readonly #outcomes = new Map<string, Remembered>();

  constructor(time: GateTime, remembered = 256) {
    this.#time = time;
    this.#remembered = remembered;
  }

  run(
    command: CommandPayload,
    receivedMonotonic: number,
    execute: (command: CommandPayload) => Promise<CommandOutcome>,
  ): Promise<CommandOutcome> {
    const known = this.#outcomes.get(command.id);
    if (known) return known.outcome;
    this.#forget();
    if (this.#outcomes.size >= MOST_ALIVE) return Promise.resolve({ outcome: 'rejected', code: 'overloaded' });
    const refusal = refusalOf(command, receivedMonotonic, this.#time);
    const outcome = refusal
      ? Promise.resolve<CommandOutcome>(refusal)
      : execute(command).catch(
          (error: unknown): CommandOutcome => ({
            outcome: 'rejected',
            code: 'device_error',
            message: String(error).slice(0, 300),
          }),
        );
    const life = Math.max(0, Date.parse(command.expiresAt) - Date.parse(command.issuedAt));
    this.#outcomes.set(command.id, { outcome, aliveUntil: receivedMonotonic + life });
    return outcome;
  }

  /** Forgets the oldest beyond the limit, but none that a repeat could still bring to life. */
  #forget(): void {
    const now = this.#time.monotonic();
    for (const [id, { aliveUntil }] of this.#outcomes) {
      if (this.#outcomes.size < this.#remembered || aliveUntil > now) return;
      this.#outcomes.delete(id);
    }
  }
}
