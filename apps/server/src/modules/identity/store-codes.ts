import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { Limit } from './rules.ts';

export type CodePurpose = 'sign_in' | 'bind_phone' | 'delete_account';

/** Counts a try and answers how many there were in this window, this one included. Tries of one subject queue up here. */
export async function countTry(tx: Tx, limit: Limit, subject: string, windowStart: Date): Promise<number> {
  const row = await tx.row(
    z.object({ tries: z.number() }),
    sql`
    insert into identity.try_counters (rule, subject, window_start, tries)
    values (${limit.rule}, ${subject}, ${windowStart}, 1)
    on conflict (rule, subject, window_start) do update set tries = try_counters.tries + 1
    returning tries`,
  );
  return row.tries;
}

export async function triesSoFar(db: Db, limit: Limit, subject: string, windowStart: Date): Promise<number> {
  const row = await db.maybeRow(
    z.object({ tries: z.number() }),
    sql`
    select tries
    from identity.try_counters
    where rule = ${limit.rule} and subject = ${subject} and window_start = ${windowStart}`,
  );
  return row?.tries ?? 0;
}

export async function forgetTries(tx: Tx, limit: Limit, subject: string): Promise<void> {
  await tx.run(sql`delete from identity.try_counters where rule = ${limit.rule} and subject = ${subject}`);
}

const codeRow = z.object({
  id: z.string(),
  code_hash: z.string(),
  created_at: z.date(),
  expires_at: z.date(),
  wrong_tries: z.number(),
  used_at: z.date().nullable(),
});

/** The newest code of a phone and purpose, locked: two uses at once come one after the other. */
export function lockNewestCode(tx: Tx, phoneIndex: string, purpose: CodePurpose) {
  return tx.maybeRow(
    codeRow,
    sql`
    select id, code_hash, created_at, expires_at, wrong_tries, used_at
    from identity.sms_codes
    where phone_index = ${phoneIndex} and purpose = ${purpose}
    order by created_at desc, id desc
    limit 1
    for update`,
  );
}

export async function insertCode(
  tx: Tx,
  code: { id: string; phoneIndex: string; purpose: CodePurpose; codeHash: string; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`
    insert into identity.sms_codes (id, phone_index, purpose, code_hash, created_at, expires_at, wrong_tries)
    values (${code.id}, ${code.phoneIndex}, ${code.purpose}, ${code.codeHash}, ${code.at}, ${code.expiresAt}, 0)`);
}

export async function markCodeUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.sms_codes set used_at = ${at} where id = ${id}`);
}

export async function countWrongTry(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update identity.sms_codes set wrong_tries = wrong_tries + 1 where id = ${id} and wrong_tries < 5`);
}

/** Removes codes and counters that no rule looks at any more. */
export async function removeOldTries(tx: Tx, before: Date): Promise<number> {
  const codes = await tx.run(sql`
    delete from identity.sms_codes
    where id in (select id from identity.sms_codes where created_at < ${before} limit 1000)`);
  const counters = await tx.run(sql`
    delete from identity.try_counters
    where (rule, subject, window_start) in (
      select rule, subject, window_start from identity.try_counters where window_start < ${before} limit 1000)`);
  return codes + counters;
}

export async function forgetCodes(tx: Tx, phoneIndex: string): Promise<void> {
  await tx.run(sql`delete from identity.sms_codes where phone_index = ${phoneIndex}`);
}
