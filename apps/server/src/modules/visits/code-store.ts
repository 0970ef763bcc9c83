import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

const codeRow = z.object({
  id: z.string(),
  store_id: z.string(),
  step: z.number(),
  slot: z.number(),
  member_id: z.string().nullable(),
  staff_id: z.string().nullable(),
  used_at: z.date().nullable(),
});
export type CodeRow = z.infer<typeof codeRow>;

const columns = sql`id, store_id, step, slot, member_id, staff_id, used_at`;

export interface NewCode {
  id: string;
  storeId: string;
  step: number;
  slot: number;
  memberId: string | null;
  staffId: string | null;
  now: Date;
}

/** Null when the slot is taken, or the member has a code of this minute already. */
export function insertCode(tx: Tx, code: NewCode): Promise<CodeRow | null> {
  return tx.maybeRow(
    codeRow,
    sql`
      insert into visits.offline_codes (id, store_id, step, slot, member_id, staff_id, issued_at)
      values (
        ${code.id}, ${code.storeId}, ${code.step}, ${code.slot}, ${code.memberId}, ${code.staffId}, ${code.now})
      on conflict do nothing
      returning ${columns}`,
  );
}

export function findCodeOfMember(db: Db, storeId: string, step: number, memberId: string): Promise<CodeRow | null> {
  return db.maybeRow(
    codeRow,
    sql`
      select ${columns}
      from visits.offline_codes
      where store_id = ${storeId}
        and step = ${step}
        and member_id = ${memberId}`,
  );
}

export function lockCode(tx: Tx, storeId: string, step: number, slot: number): Promise<CodeRow | null> {
  return tx.maybeRow(
    codeRow,
    sql`
      select ${columns}
      from visits.offline_codes
      where store_id = ${storeId}
        and step = ${step}
        and slot = ${slot}
      for update`,
  );
}

export async function markCodeUsed(tx: Tx, id: string, at: Date): Promise<void> {
  tx.later(sql`update visits.offline_codes set used_at = coalesce(used_at, ${at}) where id = ${id}`);
}

/** IDN-2: the codes of one customer become another's; of two from one minute the survivor's own stays. */
export async function changeCodeOwner(tx: Tx, fromId: string, intoId: string): Promise<void> {
  tx.later(sql`
    update visits.offline_codes
    set member_id = ${intoId}
    where member_id = ${fromId}
      and not exists (
        select 1
        from visits.offline_codes as own
        where own.store_id = offline_codes.store_id
          and own.step = offline_codes.step
          and own.member_id = ${intoId})`);
}

/** Removes codes that nobody used, given out before an instant; answers how many, at most `limit`. */
export function removeUnusedCodes(tx: Tx, before: Date, limit: number): Promise<number> {
  return tx.run(sql`
    delete from visits.offline_codes
    where id in (
      select c.id
      from visits.offline_codes c
      where c.issued_at < ${before}
        and not exists (select 1 from visits.openings o where o.offline_code_id = c.id)
      order by c.issued_at
      limit ${limit})`);
}
