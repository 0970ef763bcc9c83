import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { z } from 'zod';
import { type Conversation, converse, send } from './conversation.ts';
import { AppError } from './errors.ts';
import { prepare, type Sql } from './sql.ts';

export { isSql, type Sql, sql } from './sql.ts';

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
   * for. When it fails, the transaction fails, with the error that `failing` makes of it.
   */
  later(statement: Sql, failing?: (error: Error) => Error): void;
  /** The same for one that may be put otherwise before it leaves. */
  putOff(statement: Sql): PutOff;
}
/** A statement that was put off. */
export interface PutOff {
  /** Puts another statement into its place; false when it has left already. */
  replace(statement: Sql): boolean;
}

/** Thrown where the world has changed since it was read: the whole transaction is worth another try, then it is the cause. */
export class TryAgain extends Error {
  declare readonly cause: AppError;
  constructor(cause: AppError) {
    super('The world has changed since it was read', { cause });
  }
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

/** A transaction is tried so often when others come in between. */
const TRIES = 4;
/** Errors after which the whole transaction may be tried again: serialisation failure and deadlock. */
const retryable = new Set(['40001', '40P01']);

/** What the server says while it goes down, comes up or is full, and what the network says when nobody is there. */
const awayCodes = /^(08\w{3}|57P0[1-5]|53[34]00|25006|E(CONN|PIPE|TIMEDOUT|HOST|NET|AI_|NOTFOUND)\w*)$/;
/** The driver's own words for a lost connection, a pool with none to spare, and an answer that does not come. */
const awayWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has enc|was closed))/;

function isAway(error: Error): boolean {
  const { code } = error as { code?: string };
  return code === undefined ? awayWords.test(error.message) : awayCodes.test(code);
}

/** A database that cannot be used now is told as such: 503 to callers, who may try the same act again. */
function told(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError || error instanceof TryAgain) return error;
  return isAway(error) ? new AppError('unavailable', { seconds: 2 }, { cause: error }) : error;
}

/**
 * Why a connection cannot be used again after a statement's failure, if so: it is lost, or about to be (the server says
 * goodbye before it hangs up), or does not answer.
 */
const lossOf = (error: Error): Error | undefined =>
  error instanceof pg.DatabaseError && !isAway(error) ? undefined : error;

export interface Database extends Db {
  /**
   * Runs the work in one transaction and commits it. Deadlocks and serialisation failures run it again (four times at most),
   * so the work must have no effect outside the database.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reads on one connection without a transaction: what is asked for at the same time travels together. */
  together<T>(work: (db: Db) => Promise<T>): Promise<T>;
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
      broken = lossOf(error as Error);
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
    const later = (statement: Sql, failing?: (error: Error) => Error) =>
      void conversation.later(prepare(statement), failing);
    const putOff = (statement: Sql): PutOff => {
      const entry = conversation.later(prepare(statement));
      return { replace: (other) => entry.replace(prepare(other)) };
    };
    let broken: Error | undefined;
    try {
      const result = await openTransaction.run(state, () => work({ ...reader(ask), later, putOff } as unknown as Tx));
      await conversation.commit();
      return result;
    } catch (error) {
      const cause = conversation.failure() ?? error;
      broken = await rollBack(conversation, cause);
      throw told(cause);
    } finally {
      state.open = false;
      client.release(broken);
    }
  }

  async function together<T>(work: (db: Db) => Promise<T>): Promise<T> {
    if (openTransaction.getStore()?.open) throw new Error('A pool query inside a transaction: pass the transaction');
    const client = await connect();
    const conversation = converse(client, { plain: true });
    let broken: Error | undefined;
    const ask = (statement: Sql) =>
      conversation.ask(prepare(statement)).catch((error) => {
        broken = lossOf(error);
        return Promise.reject(told(error));
      });
    try {
      return await work(reader(ask));
    } finally {
      await conversation.leave();
      client.release(broken);
    }
  }

  return {
    together,
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
          const code = (error as { code?: string }).code ?? '';
          const again = error instanceof TryAgain || retryable.has(code);
          if (round >= TRIES || !again) throw error instanceof TryAgain ? error.cause : error;
        }
      }
    },
  };
}

/** Answers why the connection cannot be used again, if so. One that is lost would not answer this either. */
async function rollBack(conversation: Conversation, error: unknown): Promise<Error | undefined> {
  const cause = error instanceof AppError ? error.cause : error;
  if (cause instanceof Error && isAway(cause)) return cause;
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
