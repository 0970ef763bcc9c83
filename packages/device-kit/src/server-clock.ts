import type { DeviceClock } from './command-gate.ts';

interface Sample {
  /** The server's clock when it answered. */
  at: number;
  /** The device's own monotonic clock when it asked: the server answered later than that. */
  asked: number;
  heard: number;
}

const OPEN_BEATS = 8;
/** How much of the passed time two good clocks may differ. */
const DRIFT = 1e-3;

/**
 * What a device knows of the servers' time. It numbers its heartbeats and a server answers each with its own time, so that
 * the round trip bounds the error: the server's time is never later than `latest`. The device's wall clock plays no part,
 * so it may be wrong by any amount.
 */
export class ServerClock {
  readonly #clock: DeviceClock;
  readonly #asked = new Map<number, number>();
  #beat = 0;
  #sample: Sample | null = null;
  #since: number | null = null;

  constructor(clock: DeviceClock) {
    this.#clock = clock;
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  /** Begins a question to the server; the number goes with it. */
  ask(): number {
    this.#beat += 1;
    this.#asked.set(this.#beat, this.#clock.monotonic());
    for (const beat of this.#asked.keys()) if (beat <= this.#beat - OPEN_BEATS) this.#asked.delete(beat);
    return this.#beat;
  }

  /** A server's answer; unknown numbers are ignored. Answers whether the round trip was short enough to be of use. */
  heard(beat: number, at: number): boolean {
    const asked = this.#asked.get(beat);
    if (asked === undefined) return true;
    const heard = this.#clock.monotonic();
    const sample: Sample = { at, asked, heard };
    this.#since ??= at;
    if (this.#sample === null || this.#isBetter(sample, this.#sample)) this.#sample = sample;
    return heard - asked < 1_000;
  }

  /** No later than this is it at the servers, in milliseconds; null before the first answer. */
  latest(): number | null {
    if (this.#sample === null) return null;
    const passed = this.#clock.monotonic() - this.#sample.asked;
    return this.#sample.at + passed * (1 + DRIFT);
  }

  /** The server's time when this device first heard of it since it started: what was issued before is not for it. */
  get since(): number | null {
    return this.#since;
  }

  /** Milliseconds since a server was heard last; infinite before the first time. */
  get silentMs(): number {
    return this.#sample === null ? Number.POSITIVE_INFINITY : this.#clock.monotonic() - this.#sample.heard;
  }

  /** Two servers may answer one question: the later time counts. A newer question replaces an old one unless it was slow. */
  #isBetter(sample: Sample, known: Sample): boolean {
    if (sample.asked === known.asked) return sample.at > known.at;
    const error = (one: Sample) => one.heard - one.asked;
    const age = sample.heard - known.heard;
    return error(sample) <= Math.max(200, error(known) + age * DRIFT);
  }
}
