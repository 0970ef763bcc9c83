import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';

/** False when there is a date already. */
export async function insertBirthDate(tx: Tx, memberId: string, bornOnSealed: string, now: Date): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into visits.birth_dates (member_id, born_on_sealed, declared_at)
    values (${memberId}, ${bornOnSealed}, ${now})
    on conflict do nothing`);
  return inserted === 1;
}

export async function replaceBirthDate(
  tx: Tx,
  memberId: string,
  bornOnSealed: string,
  by: { staffId: string; at: Date },
): Promise<void> {
  tx.later(sql`
    insert into visits.birth_dates (member_id, born_on_sealed, declared_at, verified_by, verified_at)
    values (${memberId}, ${bornOnSealed}, ${by.at}, ${by.staffId}, ${by.at})
    on conflict (member_id) do update
    set born_on_sealed = excluded.born_on_sealed, verified_by = excluded.verified_by, verified_at = excluded.verified_at`);
}

const birthRow = z.object({ born_on_sealed: z.string(), declared_at: z.date(), verified_at: z.date().nullable() });

export function findBirthDate(db: Db, memberId: string) {
  return db.maybeRow(
    birthRow,
    sql`select born_on_sealed, declared_at, verified_at from visits.birth_dates where member_id = ${memberId}`,
  );
}

/** IDN-2: the date goes along with the account, unless the other one has its own. */
export async function moveBirthDate(tx: Tx, fromId: string, intoId: string): Promise<void> {
  tx.later(sql`
    insert into visits.birth_dates (member_id, born_on_sealed, declared_at, verified_by, verified_at)
    select ${intoId}, born_on_sealed, declared_at, verified_by, verified_at
    from visits.birth_dates
    where member_id = ${fromId}
    on conflict do nothing`);
  await tx.run(sql`delete from visits.birth_dates where member_id = ${fromId}`);
}

export async function deleteBirthDate(tx: Tx, memberId: string): Promise<void> {
  tx.later(sql`delete from visits.birth_dates where member_id = ${memberId}`);
}
