/** One message a device owes the server until the server's receipt names its id. */
export interface JournalEntry {
  id: string;
  topic: string;
  payload: string;
  /** Answers a command: goes before everything else. */
  answer?: boolean;
}

/**
 * What a device still owes the server, in order. A broker's acknowledgement is not enough, because the broker may
 * acknowledge before any server took the message; entries leave only by the server's own receipt.
 */
export class Journal {
  readonly #limit: number;
  readonly #entries = new Map<string, JournalEntry>();
  #dropped = 0;

  constructor(limit = 2_000) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Entries lost because the journal was full. */
  get dropped(): number {
    return this.#dropped;
  }

  add(entry: JournalEntry): void {
    this.#entries.set(entry.id, entry);
    if (this.#entries.size <= this.#limit) return;
    const oldest = this.#entries.keys().next();
    if (oldest.done) return;
    this.#entries.delete(oldest.value);
    this.#dropped += 1;
  }

  settle(ids: readonly string[]): void {
    for (const id of ids) this.#entries.delete(id);
  }

  owed(): JournalEntry[] {
    return [...this.#entries.values()];
  }
}
