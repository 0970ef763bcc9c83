import { locale } from '@latchkey/contract';
import { z } from 'zod';
import { type Db, sql, type Tx } from '../../kernel/db.ts';
import type { StoredPhone } from './phone-numbers.ts';

export const customerRow = z.object({
  id: z.string(),
  state: z.enum(['active', 'merged', 'deleted']),
  name: z.string().nullable(),
  locale,
  phone_sealed: z.string().nullable(),
  openid: z.string().nullable(),
  unionid: z.string().nullable(),
  consent_version: z.string().nullable(),
  guide_seen: z.boolean(),
  registered_at: z.date(),
  merged_into: z.string().nullable(),
  picture: z.string().nullable(),
});
export type CustomerRow = z.infer<typeof customerRow>;
const askedRow = customerRow.extend({ asked_id: z.string() });

const columns = sql`c.id, c.state, c.name, c.locale, c.phone_sealed, c.openid, c.unionid, c.consent_version, c.guide_seen,
  c.registered_at, c.merged_into, c.picture`;

/** Serialises everything that decides whose a phone number is. Taken before any customer row is locked. */
export async function lockPhoneNumber(tx: Tx, phoneIndex: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${phoneIndex}, 2020))`);
}

export function findByPhone(tx: Tx, phoneIndex: string): Promise<CustomerRow | null> {
  return tx.maybeRow(
    customerRow,
    sql`
    select ${columns}
    from identity.customers c
    where c.phone_index = ${phoneIndex}
    for update`,
  );
}

export function findByOpenid(tx: Tx, openid: string): Promise<CustomerRow | null> {
  return tx.maybeRow(
    customerRow,
    sql`
    select ${columns}
    from identity.customers c
    where c.openid = ${openid}
    for update`,
  );
}

/** Locks customers in the order of their ids. */
export function lockCustomers(tx: Tx, ids: readonly string[]): Promise<CustomerRow[]> {
  return tx.rows(
    customerRow,
    sql`
    select ${columns}
    from identity.customers c
    where c.id = any(${ids}::uuid[])
    order by c.id
    for update`,
  );
}

export async function lockCustomer(tx: Tx, id: string): Promise<CustomerRow> {
  return tx.row(
    customerRow,
    sql`
    select ${columns}
    from identity.customers c
    where c.id = ${id}
    for update`,
  );
}

/** Customers by id; a merged account answers as the one that it was merged into, under the asked id. */
export function selectCustomers(db: Db, ids: readonly string[]): Promise<(CustomerRow & { asked_id: string })[]> {
  return db.rows(
    askedRow,
    sql`
    select asked.id as asked_id, ${columns}
    from identity.customers asked
    join identity.customers c on c.id = coalesce(asked.merged_into, asked.id)
    where asked.id = any(${ids}::uuid[])`,
  );
}

export interface NewCustomer {
  id: string;
  locale: string;
  phone: StoredPhone | null;
  openid: string | null;
  unionid: string | null;
  consentVersion: string;
  at: Date;
}

/** Adds the customer; false when the phone number or the WeChat account is somebody's already. */
export async function insertCustomer(tx: Tx, customer: NewCustomer): Promise<boolean> {
  const { phone } = customer;
  const added = await tx.run(sql`
    insert into identity.customers
      (id, state, name, locale, phone_sealed, phone_index, phone_tail_index, phone_verified_at, openid, unionid,
       consent_version, guide_seen, registered_at)
    values
      (${customer.id}, 'active', null, ${customer.locale}, ${phone?.sealed ?? null}, ${phone?.index ?? null},
       ${phone?.tailIndex ?? null}, ${phone ? customer.at : null}, ${customer.openid}, ${customer.unionid},
       ${customer.consentVersion}, false, ${customer.at})
    on conflict do nothing`);
  return added === 1;
}

export async function setPhone(tx: Tx, id: string, phone: StoredPhone, at: Date): Promise<void> {
  await tx.run(sql`
    update identity.customers
    set phone_sealed = ${phone.sealed}, phone_index = ${phone.index}, phone_tail_index = ${phone.tailIndex},
      phone_verified_at = ${at}
    where id = ${id}`);
}

export async function setConsentVersion(tx: Tx, id: string, version: string | null): Promise<void> {
  await tx.run(sql`update identity.customers set consent_version = ${version} where id = ${id}`);
}

export async function setProfile(
  tx: Tx,
  id: string,
  profile: { name: string | null; locale: string; guideSeen: boolean },
): Promise<void> {
  await tx.run(sql`
    update identity.customers
    set name = ${profile.name}, locale = ${profile.locale}, guide_seen = ${profile.guideSeen}
    where id = ${id}`);
}

export const setPicture = (tx: Tx, id: string, key: string | null) =>
  tx.run(sql`update identity.customers set picture = ${key} where id = ${id}`);

/** Closes the account and everyone merged into it; what identified the person is gone after this. */
export async function pseudonymise(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`
    update identity.customers
    set state = 'deleted', name = null, picture = null, phone_sealed = null, phone_index = null, phone_tail_index = null,
      phone_verified_at = null, openid = null, unionid = null, consent_version = null, closed_at = ${at}
    where id = ${id}`);
}

export async function closeMerged(tx: Tx, fromId: string, intoId: string, at: Date): Promise<void> {
  await tx.run(sql`
    update identity.customers
    set state = 'merged', merged_into = ${intoId}, name = null, picture = null, phone_sealed = null, phone_index = null,
      phone_tail_index = null, phone_verified_at = null, openid = null, unionid = null, closed_at = ${at}
    where id = ${fromId}`);
  await tx.run(sql`update identity.customers set merged_into = ${intoId} where merged_into = ${fromId}`);
}

export interface CarriedFacts {
  name: string | null;
  openid: string | null;
  unionid: string | null;
  consentVersion: string | null;
  guideSeen: boolean;
  picture: string | null;
}

export async function setCarriedFacts(tx: Tx, id: string, facts: CarriedFacts): Promise<void> {
  await tx.run(sql`
    update identity.customers
    set name = ${facts.name}, openid = ${facts.openid}, unionid = ${facts.unionid},
      consent_version = ${facts.consentVersion}, guide_seen = ${facts.guideSeen}, picture = ${facts.picture}
    where id = ${id}`);
}

export async function insertConsent(
  tx: Tx,
  consent: { id: string; customerId: string; version: string; accepted: boolean; at: Date; address: string | null },
): Promise<void> {
  await tx.run(sql`
    insert into identity.consents (id, customer_id, notice_version, accepted, at, address)
    values (${consent.id}, ${consent.customerId}, ${consent.version}, ${consent.accepted}, ${consent.at},
      ${consent.address})`);
}

export async function moveConsents(tx: Tx, fromId: string, intoId: string): Promise<void> {
  await tx.run(sql`update identity.consents set customer_id = ${intoId} where customer_id = ${fromId}`);
}

export const consentRow = z.object({ notice_version: z.string(), accepted: z.boolean(), at: z.date() });

export function selectConsents(db: Db, customerId: string): Promise<z.infer<typeof consentRow>[]> {
  return db.rows(
    consentRow,
    sql`
    select notice_version, accepted, at
    from identity.consents
    where customer_id = ${customerId}
    order by at desc, id desc
    limit 200`,
  );
}

const idRow = z.object({ id: z.string() });

/** Ids of customers whose phone number ends so; at most `limit`. */
export function selectByPhoneTail(db: Db, tailIndex: string, limit: number): Promise<{ id: string }[]> {
  return db.rows(
    idRow,
    sql`
    select id
    from identity.customers
    where phone_tail_index = ${tailIndex}
    order by id desc
    limit ${limit}`,
  );
}

/** Ids of customers whose name begins so; at most `limit`. */
export function selectByName(db: Db, prefix: string, limit: number): Promise<{ id: string }[]> {
  const pattern = `${prefix.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return db.rows(
    idRow,
    sql`
    select id
    from identity.customers
    where lower(name) like ${pattern}
    order by id desc
    limit ${limit}`,
  );
}
