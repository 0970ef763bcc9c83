import { z } from 'zod';
import { sql, type Tx } from '../../kernel/db.ts';

/** Keeps a contradiction once; false when it is known. */
export async function insertContradiction(
  tx: Tx,
  entry: {
    id: string;
    accountCode: string;
    kind: string;
    number: string;
    attemptId: string | null;
    source: 'callback' | 'query';
    detail: unknown;
  },
  now: Date,
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into payments.contradictions (id, account_code, kind, number, attempt_id, source, detail, at)
    values (${entry.id}, ${entry.accountCode}, ${entry.kind}, ${entry.number}, ${entry.attemptId}, ${entry.source},
      ${sql.json(entry.detail)}::jsonb, ${now})
    on conflict on constraint contradictions_once_key do nothing`);
  return inserted === 1;
}

/** Counts a callback that was not believed; answers how many of this reason came in this minute. */
export async function countRefusal(
  tx: Tx,
  accountCode: string,
  reason: string,
  address: string,
  now: Date,
): Promise<number> {
  const { count } = await tx.row(
    z.object({ count: z.int() }),
    sql`
    insert into payments.refused_callbacks as r (account_code, minute, reason, count, last_address)
    values (${accountCode}, date_trunc('minute', ${now}::timestamptz), ${reason}, 1, ${address})
    on conflict on constraint refused_callbacks_pkey do update set count = r.count + 1, last_address = excluded.last_address
    returning count`,
  );
  return count;
}
