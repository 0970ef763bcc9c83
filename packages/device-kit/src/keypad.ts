import { OFFLINE_STEP_MS, OFFLINE_WINDOW, type OfflineTicket, readOfflineCode } from './offline-code.ts';

/** Wrong codes in a row after which the keypad rests. */
const WRONG_LIMIT = 5;
const REST_MS = 60_000;

export type KeypadAnswer =
  | { taken: true; ticket: OfflineTicket }
  /** `rests` also when this was the wrong code that made it rest: `alarm` is then true, once. */
  | { taken: false; why: 'no_key' | 'wrong' | 'used' | 'rests'; alarm: boolean };

/** Checks typed codes without any network: each is good once, and guessing is slow. */
export class Keypad {
  readonly #used = new Map<string, number>();
  #wrong = 0;
  #restsUntil = 0;

  /** `atMs` is the best time the device knows, `monotonicMs` its clock that only grows. */
  type(key: string | null, typed: string, atMs: number, monotonicMs: number): KeypadAnswer {
    if (key === null) return { taken: false, why: 'no_key', alarm: false };
    if (monotonicMs < this.#restsUntil) return { taken: false, why: 'rests', alarm: false };
    const ticket = readOfflineCode(key, typed, atMs);
    if (ticket === null) return this.#refuse(monotonicMs);
    const name = `${ticket.step}:${ticket.slot}`;
    if (this.#used.has(name)) return { taken: false, why: 'used', alarm: false };
    this.#wrong = 0;
    this.#used.set(name, monotonicMs);
    this.#forget(monotonicMs);
    return { taken: true, ticket };
  }

  #refuse(monotonicMs: number): KeypadAnswer {
    this.#wrong += 1;
    if (this.#wrong < WRONG_LIMIT) return { taken: false, why: 'wrong', alarm: false };
    this.#wrong = 0;
    this.#restsUntil = monotonicMs + REST_MS;
    return { taken: false, why: 'rests', alarm: true };
  }

  /** A used code is kept far longer than it could be taken again, whatever is told of the time meanwhile. */
  #forget(monotonicMs: number): void {
    const kept = OFFLINE_STEP_MS * (2 * OFFLINE_WINDOW + 1) * 12;
    for (const [name, at] of this.#used) if (monotonicMs - at > kept) this.#used.delete(name);
  }
}
