import type pg from 'pg';
import { type Answered, type BatchEntry, type Prepared, StatementBatch } from './statement-batch.ts';

const word = (text: string): Prepared => ({ text, name: `latchkey_${text}`, values: [] });

/** One statement on its own: its own transaction. */
export function send(client: pg.PoolClient, statement: Prepared): Promise<Answered> {
  return new Promise((resolve, reject) => {
    client.query(new StatementBatch([{ statement, resolve, reject }]));
  });
}

/** A statement that was put off. */
export interface PutOff {
  /** Puts another statement into its place; false when it has left already. */
  replace(statement: Prepared): boolean;
}

const nothing = () => {};
const over = () => new Error('The transaction is over: a statement was asked for after its end');

/**
 * One talk with the server, in a transaction unless `plain`. Statements that are asked for at the same time leave together;
 * `begin` leaves with the first of them, and what was put off leaves with the next or with `commit`.
 */
export function converse(client: pg.PoolClient, { plain = false } = {}) {
  let waiting: BatchEntry[] = [];
  let begun = plain;
  let scheduled = false;
  let ended = false;
  let failed: Error | null = null;
  const asked: Promise<unknown>[] = [];

  const flush = () => {
    scheduled = false;
    if (waiting.length === 0) return;
    const entries = waiting;
    waiting = [];
    if (!begun) entries.unshift({ statement: word('begin'), resolve: nothing, reject: nothing });
    begun = true;
    client.query(new StatementBatch(entries));
  };
  const push = (statement: Prepared): Promise<Answered> =>
    new Promise((resolve, reject) => {
      waiting.push({ statement, resolve, reject });
      if (scheduled) return;
      scheduled = true;
      // After everything that can go on now has gone on: then all that is asked for at once is known.
      process.nextTick(flush);
    });
  /** A transaction that is one batch needs neither `begin` nor `commit`: the server ends it with the batch. */
  const whole = (): Promise<void> => {
    const entries = waiting;
    waiting = [];
    return new Promise((resolve, reject) => {
      client.query(new StatementBatch(entries, { resolve, reject }));
    });
  };
  return {
    /** After the end the connection is somebody else's: what a forgotten branch of the work asks then is refused. */
    ask(statement: Prepared): Promise<Answered> {
      if (ended) return Promise.reject(over());
      const answer = push(statement);
      if (plain) asked.push(answer);
      return answer;
    },
    /** Nobody waits for it; its failure, as `failing` tells it, comes out at the commit. */
    later(statement: Prepared, failing: (error: Error) => Error = (error) => error): PutOff {
      if (ended) throw over();
      const reject = (error: Error) => {
        failed ??= failing(error);
      };
      const entry: BatchEntry = { statement, resolve: nothing, reject };
      waiting.push(entry);
      return {
        replace(other) {
          if (!waiting.includes(entry)) return false;
          entry.statement = other;
          return true;
        },
      };
    },
    /** Why the transaction cannot be committed, if a statement failed that nobody waits for: the cause of what failed after. */
    failure: (): Error | null => failed,
    async commit(): Promise<void> {
      ended = true;
      if (!begun && waiting.length === 0) return;
      const causeOf = (error: Error): never => {
        throw failed ?? error;
      };
      if (!begun) return whole().catch(causeOf);
      const answer = await push(word('commit')).catch(causeOf);
      if (answer.command !== 'COMMIT') throw failed ?? new Error(`The transaction ended with ${answer.command}`);
    },
    async rollback(): Promise<void> {
      ended = true;
      waiting = [];
      if (begun) await push(word('rollback'));
    },
    /** Ends a plain talk: settles when all that was asked has been answered, and the connection is free. */
    async leave(): Promise<void> {
      ended = true;
      await Promise.allSettled(asked);
    },
  };
}
export type Conversation = ReturnType<typeof converse>;
