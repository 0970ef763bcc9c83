// How customers wait, and what they do meanwhile, for the report of where everybody is.
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '@latchkey/client';
import type { Random } from './random.ts';

/** The first looks come quickly, later ones as far apart as a fifth of the time waited so far, up to the limit. */
const LOOK_MS = 300;
const LOOK_SHARE = 0.2;
const LOOK_MOST_MS = 1_500;

class TooLate extends Error {}

export interface PatienceBook {
  /** What each customer who is under way does now, by number. */
  readonly steps: Map<number, string>;
  /** Milliseconds that customers waited, by what for. */
  readonly waitedMs: Map<string, number>;
  /** How long a customer bears a whole visit. */
  readonly patienceMs: number;
}

/** One customer's patience: ends so long after it began. */
export class Patience {
  readonly #number: number;
  readonly #random: Random;
  readonly #book: PatienceBook;
  readonly #deadline: number;
  step = 'sign in';

  constructor(number: number, random: Random, book: PatienceBook) {
    this.#number = number;
    this.#random = random;
    this.#book = book;
    this.#deadline = Date.now() + book.patienceMs;
  }

  now(what: string): void {
    this.step = what;
    this.#book.steps.set(this.#number, what);
  }

  /** Looks until there is something to see. Throws when the patience is at its end. */
  async until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
    this.now(what);
    const started = Date.now();
    for (;;) {
      const found = await look();
      if (found !== null) {
        const { waitedMs } = this.#book;
        waitedMs.set(what, (waitedMs.get(what) ?? 0) + Date.now() - started);
        return found;
      }
      if (Date.now() > this.#deadline) throw new TooLate(`waited too long for ${what}`);
      const pause = Math.min(LOOK_MOST_MS, Math.max(LOOK_MS, (Date.now() - started) * LOOK_SHARE));
      await delay(pause + this.#random.between(0, 80));
    }
  }
}

/** Null for the refusals that are to be expected. */
export async function tolerate<T>(codes: readonly string[], act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ApiError && codes.includes(error.code)) return null;
    throw error;
  }
}
