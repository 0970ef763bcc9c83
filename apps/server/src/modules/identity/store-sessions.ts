import { scopeKind } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { Way } from './store-sign-ins.ts';

export interface NewSession {
  id: string;
  audience: 'customer' | 'staff';
  tokenHash: string;
  ownerId: string;
  way: Way;
  at: Date;
  expiresAt: Date;
  secondFactor: boolean;
  address: string | null;
  userAgent: string | null;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  const staff = session.audience === 'staff';
  await tx.run(sql`
    insert into identity.sessions
      (id, audience, token_hash, customer_id, staff_id, created_at, seen_at, expires_at, second_factor_at, address,
       user_agent, way)
    values
      (${session.id}, ${session.audience}, ${session.tokenHash}, ${staff ? null : session.ownerId},
       ${staff ? session.ownerId : null}, ${session.at}, ${session.at}, ${session.expiresAt},
       ${session.secondFactor ? session.at : null}, ${session.address}, ${session.userAgent}, ${session.way})`);
}

const customerSession = z.object({ session_id: z.string(), id: z.string(), phone_verified: z.boolean() });
const customerSessionRow = customerSession.extend({ token_hash: z.string() });

/** The customer behind a token that is valid now. */
export function findCustomerSession(db: Db, tokenHash: string, now: Date) {
  return db.maybeRow(
    customerSession,
    sql`
    select s.id as session_id, c.id, c.phone_verified_at is not null as phone_verified
    from identity.sessions s
    join identity.customers c on c.id = s.customer_id
    where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > ${now} and c.state = 'active'`,
  );
}

/** The customers behind those of many tokens that are valid now. */
export function findCustomerSessions(db: Db, tokenHashes: readonly string[], now: Date) {
  return db.rows(
    customerSessionRow,
    sql`
    select s.token_hash, s.id as session_id, c.id, c.phone_verified_at is not null as phone_verified
    from identity.sessions s
    join identity.customers c on c.id = s.customer_id
    where s.token_hash = any (${tokenHashes}::text[]) and s.ended_at is null and s.expires_at > ${now} and c.state = 'active'`,
  );
}

const staffSession = z.object({
  session_id: z.string(),
  id: z.string(),
  name: z.string(),
  must_change_password: z.boolean(),
  scope_kind: scopeKind,
  scope_ids: z.array(z.string()),
  permissions: z.array(z.string()),
});

/** The staff member behind a token that is valid now, with the permissions of all roles. */
export function findStaffSession(db: Db, tokenHash: string, now: Date) {
  return db.maybeRow(
    staffSession,
    sql`
    select s.id as session_id, t.id, t.name, t.must_change_password, t.scope_kind, t.scope_ids,
      array(
        select distinct permission
        from identity.staff_roles sr
        join identity.roles r on r.id = sr.role_id
        cross join unnest(r.permissions) as permission
        where sr.staff_id = t.id
      ) as permissions
    from identity.sessions s
    join identity.staff t on t.id = s.staff_id
    where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > ${now} and t.state = 'active'`,
  );
}

/** Slides a customer's session; false when it was written lately, is over, or is a staff session. */
export async function renewSession(
  tx: Tx,
  id: string,
  renewal: { now: Date; seenBefore: Date; expiresAt: Date },
): Promise<boolean> {
  const renewed = await tx.run(sql`
    update identity.sessions
    set seen_at = ${renewal.now}, expires_at = ${renewal.expiresAt}
    where id = ${id} and audience = 'customer' and ended_at is null and seen_at < ${renewal.seenBefore}`);
  return renewed === 1;
}

const endedRow = z.object({ id: z.string() });

/** Ends sessions of a person, or one of them; answers which ended now. */
export async function endSessions(
  tx: Tx,
  choice: { audience: 'customer' | 'staff'; ownerId: string; onlyId?: string; exceptId?: string },
  end: { at: Date; reason: string },
): Promise<string[]> {
  const owner =
    choice.audience === 'customer' ? sql`customer_id = ${choice.ownerId}` : sql`staff_id = ${choice.ownerId}`;
  const rows = await tx.rows(
    endedRow,
    sql`
    update identity.sessions
    set ended_at = ${end.at}, end_reason = ${end.reason}
    where ${owner} and ended_at is null
      ${choice.onlyId === undefined ? sql.empty : sql`and id = ${choice.onlyId}`}
      ${choice.exceptId === undefined ? sql.empty : sql`and id <> ${choice.exceptId}`}
    returning id`,
  );
  return rows.map((row) => row.id);
}

/** Sessions of a merged account belong to the surviving one. */
export async function moveSessions(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`update identity.sessions set customer_id = ${intoId} where customer_id = ${fromId}`);
}

/** What the sign-in history of a deleted account told about the person. */
export async function forgetSessionTraces(tx: Tx, customerId: string): Promise<void> {
  await tx.run(sql`update identity.sessions set address = null, user_agent = null where customer_id = ${customerId}`);
}

export async function markSecondFactor(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await tx.run(sql`update identity.sessions set second_factor_at = ${at} where id = ${sessionId}`);
}

export async function hasSecondFactor(db: Db, sessionId: string): Promise<boolean> {
  const row = await db.maybeRow(
    z.object({ proven: z.boolean() }),
    sql`select second_factor_at is not null as proven from identity.sessions where id = ${sessionId}`,
  );
  return row?.proven ?? false;
}

const historyRow = z.object({
  created_at: z.date(),
  seen_at: z.date(),
  ended_at: z.date().nullable(),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
});

export function selectSessionHistory(db: Db, customerId: string) {
  return db.rows(
    historyRow,
    sql`
    select created_at, seen_at, ended_at, address, user_agent
    from identity.sessions
    where customer_id = ${customerId}
    order by created_at desc
    limit 500`,
  );
}

/** Removes sessions that ended or expired before the instant; answers how many. */
export function removeOldSessions(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`
    delete from identity.sessions
    where id in (
      select id from identity.sessions
      where coalesce(ended_at, expires_at) < ${before}
      limit 1000)`);
}
