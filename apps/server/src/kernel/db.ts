import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { z } from 'zod';
import { type Conversation, converse, send } from './conversation.ts';
import { AppError } from './errors.ts';
import { type Prepared, prepareValue } from './statement-batch.ts';

/** A statement or a fragment of one: text pieces with the values that stand between them. */
export interface Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}
const isSql = (value: unknown): value is Sql => value instanceof SqlFragment;

class SqlFragment implements Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }
}

/** The text pieces of a template with fragments in it: woven once for each set of fragments, then known again. */
interface Woven {
  nested: (readonly string[] | null)[];
  strings: readonly string[];
}
const wovenBy = new WeakMap<readonly string[], Woven[]>();
/** A template whose fragments are built anew each time is not worth remembering beyond this. */
const MOST_WOVEN = 64;

function weave(strings: readonly string[], values: readonly unknown[]): readonly string[] {
  const out: string[] = [strings[0] ?? ''];
  const glue = (text: string) => {
    out[out.length - 1] += text;
  };
  values.forEach((value, index) => {
    const [first = '', ...rest] = isSql(value) ? value.strings : ['', ''];
    glue(first);
    out.push(...rest);
    glue(strings[index + 1] ?? '');
  });
  return out;
}

function stringsOf(strings: readonly string[], values: readonly unknown[]): readonly string[] {
  const known = wovenBy.get(strings) ?? [];
  const found = known.find(({ nested }) =>
    nested.every((one, index) => {
      const value = values[index];
      return isSql(value) ? one === value.strings : one === null;
    }),
  );
  if (found) return found.strings;
  const woven = {
    nested: values.map((value) => (isSql(value) ? value.strings : null)),
    strings: weave(strings, values),
  };
  if (known.length === 0) wovenBy.set(strings, known);
  if (known.length < MOST_WOVEN) known.push(woven);
  return woven.strings;
}

function flatten(strings: readonly string[], values: readonly unknown[]): SqlFragment {
  const out: unknown[] = [];
  for (const value of values) {
    if (isSql(value)) out.push(...value.values);
    else out.push(value);
  }
  return new SqlFragment(stringsOf(strings, values), out);
}

const joined = ['', '', '', ''];

/** A tagged template: values are bound as parameters, nested fragments are woven in. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return values.some(isSql) ? flatten(strings, values) : new SqlFragment(strings, values);
}
/** Nothing; the other branch of a conditional fragment. */
sql.empty = new SqlFragment([''], []) as Sql;
/** A value bound as JSON text; needed for arrays, which the driver would send as PostgreSQL arrays. */
sql.json = (value: unknown): string => JSON.stringify(value ?? null);
/** Fragments put together with a separator. */
sql.join = (parts: readonly Sql[], separator: Sql): Sql =>
  parts.reduce<Sql>((all, part, index) => (index === 0 ? part : flatten(joined, [all, separator, part])), sql.empty);

const textCache = new WeakMap<readonly string[], { text: string; name: string }>();
const nameCache = new Map<string, string>();

/** The text with $n parameters, and the name under which it is prepared. */
function compile(statement: Sql): { text: string; name: string } {
  const known = textCache.get(statement.strings);
  if (known) return known;
  const text = statement.strings.reduce((all, part, index) => (index === 0 ? part : `${all}$${index}${part}`));
  let name = nameCache.get(text);
  if (!name) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 20);
    nameCache.set(text, name);
  }
  const compiled = { text, name };
  textCache.set(statement.strings, compiled);
  return compiled;
}

/** Throws for a value that cannot be sent, before anything is. */
const prepare = (statement: Sql): Prepared => ({ ...compile(statement), values: statement.values.map(prepareValue) });

/** Reads. Rows are parsed by the schema that comes first. */
export interface Db {
  rows<S extends z.ZodType>(schema: S, statement: Sql): Promise<z.output<S>[]>;
  /** Exactly the first row; throws not_found when there is none. */
  row<S extends z.ZodType>(schema: S, statement: Sql): Promise<z.output<S>>;
  maybeRow<S extends z.ZodType>(schema: S, statement: Sql): Promise<z.output<S> | null>;
}
declare const transactional: unique symbol;
/** A running transaction. Only `transaction()` makes one. */
export interface Tx extends Db {
  readonly [transactional]: true;
  /** Runs a statement that returns nothing of interest; answers the number of rows it touched. */
  run(statement: Sql): Promise<number>;
  /**
   * Runs a statement whose outcome nobody needs before the commit: it leaves together with the next one that is waited
   * for. When it fails, the transaction fails.
   */
  later(statement: Sql): void;
}

type Executor = (statement: Sql) => Promise<{ rows: unknown[]; rowCount: number | null }>;
const openTransaction = new AsyncLocalStorage<{ open: boolean }>();

function reader(execute: Executor): Db & { run(statement: Sql): Promise<number> } {
  const rows = async <S extends z.ZodType>(schema: S, statement: Sql) =>
    (await execute(statement)).rows.map((row) => schema.parse(row) as z.output<S>);
  const maybeRow = async <S extends z.ZodType>(schema: S, statement: Sql) => {
    const first = (await execute(statement)).rows[0];
    return first === undefined ? null : (schema.parse(first) as z.output<S>);
  };
  return {
    rows,
    maybeRow,
    row: async (schema, statement) => {
      const found = await maybeRow(schema, statement);
      if (found === null) throw new AppError('not_found');
      return found;
    },
    run: async (statement) => (await execute(statement)).rowCount ?? 0,
  };
}

/** Errors after which the whole transaction may be tried again: serialisation failure and deadlock. */
const retryable = new Set(['40001', '40P01']);

/** What the server says while it goes down, comes up or is full, and what the network says when nobody is there. */
const awayCodes = /^(08\w{3}|57P0[1-5]|53[34]00|25006|E(CONN|PIPE|TIMEDOUT|HOST|NET|AI_|NOTFOUND)\w*)$/;
/** The driver's own words for a lost connection, a pool with none to spare, and an answer that does not come. */
const awayWords = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has enc)/;
const QUERY_TIMED_OUT = 'Query read timeout';

/** A database that cannot be used now is told as such: 503 to callers, who may try the same act again. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: string };
  const away = code === undefined ? awayWords.test(error.message) : awayCodes.test(code);
  return away ? new AppError('unavailable', { seconds: 2 }, { cause: error }) : error;
}

export interface Database extends Db {
  /**
   * Runs the work in one transaction and commits it. Deadlocks and serialisation failures run it again (four times at most),
   * so the work must have no effect outside the database.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Like a transaction, but the work may open others: it holds rows by their locks while those act on them. A claim lasts as
   * long as its connection, so that the claims of a killed process are free at once.
   */
  claim<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  connections?: number;
  applicationName?: string;
  /** Milliseconds to wait for a free connection: then the caller hears that the database is not available. */
  connectMs?: number;
  /** Milliseconds to wait for an answer. Longer than the server's own limit: only a dead network takes it. */
  answerMs?: number;
}

export function connectDatabase(options: DatabaseOptions): Database {
  const { url, connections = 16, applicationName = 'latchkey', connectMs = 5_000, answerMs = 65_000 } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: applicationName,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: connectMs,
    query_timeout: answerMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options:
      '-c plan_cache_mode=force_generic_plan -c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000',
  });
  // A lost connection is replaced by the pool, and its running query fails on its own: nobody else needs to hear of it.
  // Between two statements of a transaction the connection itself is the only one to tell, and unheard it ends the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const connect = () => pool.connect().catch((error) => Promise.reject(told(error)));
  const poolReader = reader(async (statement) => {
    if (openTransaction.getStore()?.open)
      throw new Error('A pool query inside a transaction: pass the transaction instead');
    const prepared = prepare(statement);
    const client = await connect();
    let broken: Error | undefined;
    try {
      return await send(client, prepared);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) broken = error as Error;
      throw told(error);
    } finally {
      client.release(broken);
    }
  });

  /** `alone`: nothing but the given transaction may be used until it ends. */
  async function attempt<T>(work: (tx: Tx) => Promise<T>, alone: boolean): Promise<T> {
    if (openTransaction.getStore()?.open) throw new Error('A transaction inside a transaction: verbs receive theirs');
    const client = await connect();
    const state = { open: alone };
    const conversation = converse(client);
    const ask = (statement: Sql) => conversation.ask(prepare(statement)).catch((error) => Promise.reject(told(error)));
    const later = (statement: Sql) => conversation.later(prepare(statement));
    let broken: Error | undefined;
    try {
      const result = await openTransaction.run(state, () => work({ ...reader(ask), later } as unknown as Tx));
      await conversation.commit();
      return result;
    } catch (error) {
      broken = await rollBack(conversation, error);
      throw told(conversation.failure() ?? error);
    } finally {
      state.open = false;
      client.release(broken);
    }
  }

  return {
    rows: poolReader.rows,
    row: poolReader.row,
    maybeRow: poolReader.maybeRow,
    pool,
    close: () => pool.end(),
    claim: (work) => attempt(work, false),
    async transaction(work) {
      for (let round = 1; ; round++) {
        try {
          return await attempt(work, true);
        } catch (error) {
          const code = (error as { code?: string }).code;
          if (round >= 4 || !code || !retryable.has(code)) throw error;
        }
      }
    },
  };
}

/** Answers why the connection cannot be used again, if so. One that does not answer would not answer this either. */
async function rollBack(conversation: Conversation, error: unknown): Promise<Error | undefined> {
  const cause = error instanceof AppError ? error.cause : error;
  if (cause instanceof Error && cause.message === QUERY_TIMED_OUT) return cause;
  return conversation.rollback().then(
    () => undefined,
    (failure: Error) => failure,
  );
}

/** The name of the violated constraint when the error is one, else null. */
export function violatedConstraint(error: unknown): string | null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code?.startsWith('23') ? (constraint ?? null) : null;
}

/** Runs a write and turns named constraint violations into application errors. */
export async function mapConstraints<T>(work: Promise<T>, map: Record<string, () => AppError>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const name = violatedConstraint(error);
    throw name !== null && map[name] ? map[name]() : error;
  }
}
