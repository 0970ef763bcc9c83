import type { Journal, JournalEntry } from './journal.ts';

/** Messages that may wait for their receipts at once; the next ones follow as receipts come. */
const ON_THE_WAY = 50;
/** Messages a second, and at once, with all repeats: well below what a broker takes for a flood (50, and 200 at once). */
const PER_SECOND = 30;
const AT_ONCE = 100;
/** Of those at once, kept for the answers to commands: somebody stands at the door. */
const FOR_ANSWERS = 30;
const LOOK_MS = 100;

export interface OutboxOptions {
  journal: Journal;
  /** Milliseconds after which a message without a receipt is sent again. */
  resendMs: number;
  /** Milliseconds by a clock that only grows. */
  monotonic(): number;
  /** False when there is no connection. `taken` is called when the broker has it. */
  send(entry: JournalEntry, taken: () => void): boolean;
}

/**
 * Sends what a journal owes, oldest first and answers before everything else, at a pace that no broker takes for a flood:
 * a device that comes back with a full journal must not be shut out for telling it.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  /** When the broker took what was sent on this connection; never yet for what it has not: a repeat would queue behind it. */
  readonly #takenAt = new Map<string, number>();
  #connection = 0;
  #tokens = AT_ONCE;
  #filledAt: number;
  #again: NodeJS.Timeout | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#filledAt = options.monotonic();
  }

  /** On a new connection everything that is owed is due. */
  connected(): void {
    this.#takenAt.clear();
    this.#connection += 1;
    this.sendDue();
  }

  /** What is owed once more, as the answer to a repeated command, is sent once more. */
  owe(entry: JournalEntry): void {
    this.#options.journal.add(entry);
    this.#takenAt.delete(entry.id);
    this.sendDue();
  }

  /** Counts a message that was sent beside the journal. */
  spend(): void {
    this.#fill();
    this.#tokens = Math.max(0, this.#tokens - 1);
  }

  settle(ids: readonly string[]): void {
    this.#options.journal.settle(ids);
    for (const id of ids) this.#takenAt.delete(id);
    this.sendDue();
  }

  sendDue(): void {
    this.#fill();
    const now = this.#options.monotonic();
    for (const [place, entry] of this.#options.journal.owed().entries()) {
      if (place >= ON_THE_WAY && !entry.answer) continue;
      const takenAt = this.#takenAt.get(entry.id);
      if (takenAt !== undefined && now - takenAt < this.#options.resendMs) continue;
      if (this.#tokens < (entry.answer ? 1 : 1 + FOR_ANSWERS)) {
        this.#again ??= setTimeout(() => this.#look(), LOOK_MS).unref();
        continue;
      }
      if (!this.#send(entry)) return;
      this.#tokens -= 1;
    }
  }

  close(): void {
    if (this.#again) clearTimeout(this.#again);
    this.#again = null;
  }

  #send(entry: JournalEntry): boolean {
    const connection = this.#connection;
    this.#takenAt.set(entry.id, Number.POSITIVE_INFINITY);
    const sent = this.#options.send(entry, () => {
      if (connection === this.#connection && this.#takenAt.has(entry.id))
        this.#takenAt.set(entry.id, this.#options.monotonic());
    });
    if (!sent) this.#takenAt.delete(entry.id);
    return sent;
  }

  #look(): void {
    this.#again = null;
    this.sendDue();
  }

  #fill(): void {
    const now = this.#options.monotonic();
    this.#tokens = Math.min(AT_ONCE, this.#tokens + ((now - this.#filledAt) / 1_000) * PER_SECOND);
    this.#filledAt = now;
  }
}
