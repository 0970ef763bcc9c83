import type pg from 'pg';
import { type Answered, type BatchEntry, type Prepared, StatementBatch } from './statement-batch.ts';

const word = (text: string): Prepared => ({ text, name: `latchkey_${text}`, values: [] });

/** One statement on its own: its own transaction. */
export function send(client: pg.PoolClient, statement: Prepared): Promise<Answered> {
  return new Promise((resolve, reject) => {
    client.query(new StatementBatch([{ statement, resolve, reject }]));
  });
}

/**
 * One transaction's talk with the server. Statements that are asked for at the same time leave together; `begin` leaves with
 * the first of them, and what was put off leaves with the next or with `commit`.
 */
export function converse(client: pg.PoolClient) {
  let waiting: BatchEntry[] = [];
  let begun = false;
  let scheduled = false;
  let failed: Error | null = null;

  const flush = () => {
    scheduled = false;
    if (waiting.length === 0) return;
    const entries = waiting;
    waiting = [];
    if (!begun) entries.unshift({ statement: word('begin'), resolve: () => {}, reject: () => {} });
    begun = true;
    client.query(new StatementBatch(entries));
  };
  const ask = (statement: Prepared): Promise<Answered> =>
    new Promise((resolve, reject) => {
      waiting.push({ statement, resolve, reject });
      if (scheduled) return;
      scheduled = true;
      // After everything that can go on now has gone on: then all that is asked for at once is known.
      process.nextTick(flush);
    });
  return {
    ask,
    /** Nobody waits for it; its failure comes out at the commit. */
    later(statement: Prepared): void {
      const reject = (error: Error) => {
        failed ??= error;
      };
      waiting.push({ statement, resolve: () => {}, reject });
    },
    /** Why the transaction cannot be committed, if a statement failed that nobody waits for: the cause of what failed after. */
    failure: (): Error | null => failed,
    async commit(): Promise<void> {
      if (!begun && waiting.length === 0) return;
      const ended = await ask(word('commit')).catch((error: Error) => {
        throw failed ?? error;
      });
      if (ended.command !== 'COMMIT') throw failed ?? new Error(`The transaction ended with ${ended.command}`);
    },
    async rollback(): Promise<void> {
      waiting = [];
      if (begun) await ask(word('rollback'));
    },
  };
}
export type Conversation = ReturnType<typeof converse>;
