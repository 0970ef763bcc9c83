import pg from 'pg';

/** A statement with its name on the connection; the same name always means the same text. */
export interface Prepared {
  text: string;
  name: string;
  /** As the driver sends them: see `prepareValue`. */
  values: unknown[];
}
export interface Answered {
  rows: Record<string, unknown>[];
  rowCount: number | null;
  /** `COMMIT`, `INSERT`, … as the server calls what it did. */
  command: string;
}
export interface BatchEntry {
  statement: Prepared;
  resolve: (answer: Answered) => void;
  reject: (error: Error) => void;
}
interface BatchEnd {
  resolve: () => void;
  reject: (error: Error) => void;
}

type Parser = (text: string) => unknown;
interface Shape {
  names: string[];
  parsers: Parser[];
}
/** What a connection knows already: the shape of a statement's rows is asked for once. */
interface Known {
  parsed: Set<string>;
  shapes: Map<string, Shape | null>;
}
interface Field {
  name: string;
  dataTypeID: number;
}
/** The part of the driver's connection that a query of one's own speaks to. */
interface Connection {
  stream: { cork(): void; uncork(): void; destroy(error: Error): void };
  parse(query: { name: string; text: string }): void;
  bind(config: { statement: string; values: unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(config: { portal: string }): void;
  sync(): void;
  on(event: 'parseComplete', listener: () => void): void;
  off(event: 'parseComplete', listener: () => void): void;
}

const knownBy = new WeakMap<object, Known>();

/** A value as it is sent. Throws for one that cannot be. */
export const prepareValue: (value: unknown) => unknown = (() => {
  const driver = pg as unknown as { utils: { prepareValue(value: unknown): unknown } };
  return (value) => driver.utils.prepareValue(value);
})();

const { types } = pg;
const parsers: Record<number, Parser> = {
  [types.builtins.INT8]: Number,
  [types.builtins.NUMERIC]: Number,
  // bigint[]
  1016: (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)),
};
const parserOf = (oid: number): Parser => parsers[oid] ?? (types.getTypeParser(oid, 'text') as Parser);

/** Rows come as text; `INSERT 0 3`, `SELECT 2`, `COMMIT`. */
function readTag(text: string): { command: string; rowCount: number | null } {
  const [command = '', ...counts] = text.split(' ');
  const last = counts.at(-1);
  return { command, rowCount: last === undefined ? null : Number(last) };
}

/**
 * Several prepared statements in one round trip: their messages leave in one write with one Sync at the end, and the server
 * answers in one go. Each system call costs more than the work of a small statement on either side. The first failure ends
 * the batch: it and everything behind it are rejected with it.
 */
export class StatementBatch implements pg.Submittable {
  /** Set by the driver to hear of the end: it times the answer. */
  callback: ((error?: Error | null) => void) | undefined;
  readonly #entries: readonly BatchEntry[];
  readonly #whole: BatchEnd | null;
  readonly #parsing: string[] = [];
  #known: Known = { parsed: new Set(), shapes: new Map() };
  #connection: Connection | null = null;
  #at = 0;
  #rows: Record<string, unknown>[] = [];
  #shape: Shape | null = null;

  /** `whole` hears when the server has ended the transaction that a batch without `begin` is. */
  constructor(entries: readonly BatchEntry[], whole: BatchEnd | null = null) {
    this.#entries = entries;
    this.#whole = whole;
  }

  /** Answers the error when the messages could not be written; the driver passes it to `handleError`. */
  submit(given: unknown): Error | undefined {
    const connection = given as Connection;
    this.#connection = connection;
    const known = knownBy.get(connection);
    if (known) this.#known = known;
    else knownBy.set(connection, this.#known);
    connection.on('parseComplete', this.#parsed);
    connection.stream.cork();
    try {
      const begun = new Set<string>();
      for (const { statement } of this.#entries) {
        const { name, text, values } = statement;
        if (!this.#known.parsed.has(name) && !begun.has(name)) {
          begun.add(name);
          this.#parsing.push(name);
          connection.parse({ name, text });
        }
        connection.bind({ statement: name, values });
        if (!this.#known.shapes.has(name)) connection.describe({ type: 'P', name: '' });
        connection.execute({ portal: '' });
      }
      connection.sync();
    } catch (error) {
      // Half a batch may be on its way: what the server answers to it would be taken for the next one's.
      connection.stream.destroy(error as Error);
      return error as Error;
    } finally {
      connection.stream.uncork();
    }
    this.#shape = this.#knownShape();
    return undefined;
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.#shape = {
      names: fields.map((field) => field.name),
      parsers: fields.map((field) => parserOf(field.dataTypeID)),
    };
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { names, parsers } = this.#shape as Shape;
    const row: Record<string, unknown> = {};
    for (let column = 0; column < names.length; column++) {
      const text = fields[column] as string | null;
      row[names[column] as string] = text === null ? null : (parsers[column] as Parser)(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const entry = this.#entries[this.#at];
    // An answer after the driver gave up waiting for it.
    if (!entry) return;
    this.#known.shapes.set(entry.statement.name, this.#shape);
    entry.resolve({ rows: this.#rows, ...readTag(text) });
    this.#at += 1;
    this.#rows = [];
    this.#shape = this.#knownShape();
  }

  handleError(error: Error): void {
    this.#end(error);
    this.callback?.(error);
  }

  handleReadyForQuery(): void {
    if (this.#at === this.#entries.length) this.#whole?.resolve();
    this.#end(new Error('The server ended the batch without an answer to every statement'));
    this.callback?.(null);
  }

  /** Nobody waits for ever: what has no answer yet is rejected. */
  #end(error: Error): void {
    this.#connection?.off('parseComplete', this.#parsed);
    for (const entry of this.#entries.slice(this.#at)) entry.reject(error);
    this.#at = this.#entries.length;
    this.#whole?.reject(error);
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  /** Never asked for: no statement fetches in parts or copies. */
  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
  handleCopyData(): void {}

  readonly #parsed = (): void => {
    const name = this.#parsing.shift();
    if (name !== undefined) this.#known.parsed.add(name);
  };

  #knownShape(): Shape | null {
    return this.#known.shapes.get(this.#entries[this.#at]?.statement.name ?? '') ?? null;
  }
}
