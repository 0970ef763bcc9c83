import { z } from 'zod';
import { type Db, type Sql, sql, type Tx } from '../../kernel/db.ts';

export type Way = 'phone' | 'wechat' | 'password';
export interface SignInOwner {
  audience: 'customer' | 'staff';
  ownerId: string;
}

export interface Refusal {
  id: string;
  way: Way;
  reason: string;
  at: Date;
  address: string | null;
  userAgent: string | null;
}

export async function insertStaffRefusal(tx: Tx, staffId: string, refusal: Refusal): Promise<void> {
  await tx.run(sql`
    insert into identity.refused_sign_ins (id, staff_id, way, reason, at, address, user_agent)
    values (${refusal.id}, ${staffId}, ${refusal.way}, ${refusal.reason}, ${refusal.at}, ${refusal.address},
      ${refusal.userAgent})`);
}

/** One statement whether or not the number is anybody's, so that time tells nothing about it. */
export async function insertPhoneRefusal(tx: Tx, phoneIndex: string, refusal: Refusal): Promise<void> {
  await tx.run(sql`
    insert into identity.refused_sign_ins (id, customer_id, way, reason, at, address, user_agent)
    select ${refusal.id}::uuid, c.id, ${refusal.way}, ${refusal.reason}, ${refusal.at}::timestamptz, ${refusal.address},
      ${refusal.userAgent}
    from identity.customers c
    where c.phone_index = ${phoneIndex}`);
}

const signInRow = z.object({
  id: z.string(),
  at: z.date(),
  outcome: z.enum(['signed_in', 'refused']),
  way: z.enum(['phone', 'wechat', 'password']).nullable(),
  reason: z.string().nullable(),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  seen_at: z.date().nullable(),
  expires_at: z.date().nullable(),
  ended_at: z.date().nullable(),
  end_reason: z.string().nullable(),
});
export type SignInRow = z.infer<typeof signInRow>;

const ownerIs = ({ audience, ownerId }: SignInOwner): Sql =>
  audience === 'customer' ? sql`customer_id = ${ownerId}` : sql`staff_id = ${ownerId}`;

/** A person's sign-ins and refused tries together, newest first. */
export function selectSignIns(
  db: Db,
  owner: SignInOwner,
  page: { before: readonly [string, string] | null; limit: number },
): Promise<SignInRow[]> {
  const { before, limit } = page;
  const after = (at: Sql): Sql =>
    before === null ? sql.empty : sql`and (${at}, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`;
  return db.rows(
    signInRow,
    sql`
    select id, at, outcome, way, reason, address, user_agent, seen_at, expires_at, ended_at, end_reason
    from (
      (
        select id, created_at as at, 'signed_in' as outcome, way, null as reason, address, user_agent, seen_at,
          expires_at, ended_at, end_reason
        from identity.sessions
        where ${ownerIs(owner)} ${after(sql`created_at`)}
        order by created_at desc, id desc
        limit ${limit}
      )
      union all
      (
        select id, at, 'refused', way, reason, address, user_agent, null::timestamptz, null::timestamptz,
          null::timestamptz, null
        from identity.refused_sign_ins
        where ${ownerIs(owner)} ${after(sql`at`)}
        order by at desc, id desc
        limit ${limit}
      )
    ) both_kinds
    order by at desc, id desc
    limit ${limit}`,
  );
}

/** Refused tries of a merged account belong to the surviving one. */
export async function moveRefusals(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`update identity.refused_sign_ins set customer_id = ${intoId} where customer_id = ${fromId}`);
}

export async function forgetRefusals(tx: Tx, customerId: string): Promise<void> {
  await tx.run(sql`delete from identity.refused_sign_ins where customer_id = ${customerId}`);
}

export function removeOldRefusals(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`
    delete from identity.refused_sign_ins
    where id in (select id from identity.refused_sign_ins where at < ${before} limit 1000)`);
}
