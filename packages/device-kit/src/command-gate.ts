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

export type CommandOutcome = Pick<AckPayload, 'outcome' | 'code' | 'message'>;

/**
 * Decides whether a received command may still run. Two limits hold at once, because a device's clock may be
 * wrong: its own wall clock against `expiresAt`, and the time since receipt against the command's whole life.
 */
export function isExpired(command: CommandPayload, receivedMonotonic: number, clock: DeviceClock): boolean {
  const expiresAt = Date.parse(command.expiresAt);
  const life = expiresAt - Date.parse(command.issuedAt);
  return clock.now() >= expiresAt || clock.monotonic() - receivedMonotonic >= life;
}

/** Runs each command id at most once and remembers the first outcome, so that a repeat gets the same answer. */
export class CommandGate {
  readonly #clock: DeviceClock;
  readonly #remembered: number;
  readonly #outcomes = new Map<string, Promise<CommandOutcome>>();

  constructor(clock: DeviceClock, remembered = 256) {
    this.#clock = clock;
    this.#remembered = remembered;
  }

  run(
    command: CommandPayload,
    receivedMonotonic: number,
    execute: (command: CommandPayload) => Promise<CommandOutcome>,
  ): Promise<CommandOutcome> {
    const known = this.#outcomes.get(command.id);
    if (known) return known;
    const outcome = isExpired(command, receivedMonotonic, this.#clock)
      ? Promise.resolve<CommandOutcome>({ outcome: 'expired' })
      : execute(command).catch(
          (error: unknown): CommandOutcome => ({
            outcome: 'rejected',
            code: 'device_error',
            message: String(error).slice(0, 300),
          }),
        );
    this.#remember(command.id, outcome);
    return outcome;
  }

  #remember(id: string, outcome: Promise<CommandOutcome>): void {
    this.#outcomes.set(id, outcome);
    if (this.#outcomes.size <= this.#remembered) return;
    const oldest = this.#outcomes.keys().next();
    if (!oldest.done) this.#outcomes.delete(oldest.value);
  }
}
