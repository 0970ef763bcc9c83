import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandGate, type CommandOutcome, type DeviceClock } from './command-gate.ts';
import type { CommandPayload } from './payloads.ts';
import { ServerClock } from './server-clock.ts';

const LIFE = 10_000;
const EPOCH = Date.parse('2026-05-01T10:00:00.000Z');

/** What may happen around a door, by the one true clock. */
type Step =
  | { kind: 'wait'; ms: number }
  | { kind: 'issue' }
  /** A network brings the n-th command, as often and as late as it likes. */
  | { kind: 'deliver'; which: number }
  /** A heartbeat whose question and answer take these times on the way. */
  | { kind: 'beat'; there: number; back: number }
  | { kind: 'skew'; ms: number }
  | { kind: 'restart' };

const delay = fc.oneof(fc.constantFrom(0, 0, 50, 3_000, 11_000), fc.integer({ min: 0, max: 20_000 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: delay }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('issue' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deliver' as const), which: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('beat' as const), there: delay, back: delay }) },
  fc.record({ kind: fc.constant('skew' as const), ms: fc.constantFrom(-60_000, 60_000, -3_600_000, 3_600_000, 0) }),
  fc.record({ kind: fc.constant('restart' as const) }),
);

/** A door, its wrong clock, and the world around it with the servers' true time. */
class World {
  now = 0;
  readonly issued: CommandPayload[] = [];
  readonly moved: { id: string; at: number }[] = [];
  readonly outcomes: CommandOutcome[] = [];
  #skew = 0;
  #booted = 0;
  #time!: ServerClock;
  #gate!: CommandGate;
  readonly #answers: { due: number; beat: number; at: number; clock: ServerClock }[] = [];

  constructor() {
    this.#boot();
  }

  async play(one: Step): Promise<void> {
    if (one.kind === 'wait') this.#pass(one.ms);
    else if (one.kind === 'issue') this.#issue();
    else if (one.kind === 'deliver') await this.#deliver(one.which);
    else if (one.kind === 'skew') this.#skew = one.ms;
    else if (one.kind === 'restart') this.#boot();
    else {
      const due = this.now + one.there + one.back;
      this.#answers.push({ due, beat: this.#time.ask(), at: EPOCH + this.now + one.there, clock: this.#time });
      this.#pass(0);
    }
  }

  #boot(): void {
    this.#booted = this.now;
    const clock: DeviceClock = {
      now: () => EPOCH + this.now + this.#skew,
      monotonic: () => this.now - this.#booted,
    };
    this.#time = new ServerClock(clock);
    this.#gate = new CommandGate(this.#time, 4);
  }

  #pass(ms: number): void {
    const end = this.now + ms;
    const due = this.#answers.filter((answer) => answer.due <= end).sort((a, b) => a.due - b.due);
    for (const answer of due) {
      this.#answers.splice(this.#answers.indexOf(answer), 1);
      this.now = Math.max(this.now, answer.due);
      if (answer.clock === this.#time) answer.clock.heard(answer.beat, answer.at);
    }
    this.now = end;
  }

  #issue(): void {
    const at = EPOCH + this.now;
    this.issued.push({
      v: 1,
      id: `command-${this.issued.length}`,
      name: 'unlock',
      args: {},
      issuedAt: new Date(at).toISOString(),
      expiresAt: new Date(at + LIFE).toISOString(),
    });
  }

  async #deliver(which: number): Promise<void> {
    const command = this.issued[which % Math.max(1, this.issued.length)];
    if (!command) return;
    const outcome = await this.#gate.run(command, this.#time.monotonic(), async () => {
      this.moved.push({ id: command.id, at: EPOCH + this.now });
      return { outcome: 'done' };
    });
    this.outcomes.push(outcome);
  }
}

describe('command gate in a world of stalls, repeats, restarts and wrong clocks', () => {
  it('[VIS-14] [DEV-4] no order of deliveries ever moves the lock late, or twice for one command', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40, size: 'max' }), async (steps) => {
        const world = new World();
        for (const one of steps) await world.play(one);
        for (const move of world.moved) {
          const command = world.issued.find((candidate) => candidate.id === move.id);
          expect(move.at).toBeLessThan(Date.parse(command?.expiresAt ?? ''));
        }
        expect(new Set(world.moved.map((move) => move.id)).size).toBe(world.moved.length);
      }),
      { numRuns: 3_000 },
    );
  });

  it('[VIS-14] opens at once with a clock a minute wrong either way, when the network is well', async () => {
    const wellDelivered = fc.record({
      skew: fc.constantFrom(-60_000, 60_000),
      rtt: fc.integer({ min: 0, max: 400 }),
      wait: fc.integer({ min: 1, max: 600_000 }),
      late: fc.integer({ min: 0, max: 8_000 }),
    });
    await fc.assert(
      fc.asyncProperty(wellDelivered, async ({ skew, rtt, wait, late }) => {
        const world = new World();
        await world.play({ kind: 'skew', ms: skew });
        await world.play({ kind: 'beat', there: rtt / 2, back: rtt / 2 });
        await world.play({ kind: 'wait', ms: rtt + wait });
        await world.play({ kind: 'issue' });
        await world.play({ kind: 'wait', ms: late });
        await world.play({ kind: 'deliver', which: 0 });
        expect(world.outcomes).toEqual([{ outcome: 'done' }]);
      }),
    );
  });
});
