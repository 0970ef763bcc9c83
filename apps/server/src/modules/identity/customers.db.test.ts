import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, consent, createPeople, type People } from '../../testing/people.ts';
import { bindPhone, bindVerifiedPhone } from './bind-phone.ts';
import { findCustomers, getCustomer, searchCustomers } from './customers.ts';
import { unwrap } from './ports.ts';
import { signInByWechat } from './sign-in-by-wechat.ts';
import { signOut } from './sign-out.ts';

let people: People;
beforeAll(async () => {
  people = await createPeople();
});
afterAll(() => people.close());

const wechat = (openid: string, given: { noticeVersion: string } | undefined = consent) =>
  people.as(anonymous, (ctx) =>
    signInByWechat(ctx, people.ports, { openid, unionid: `u-${openid}`, consent: given, locale: 'zh-CN' }),
  );
const refusal = (code: string) => expect.objectContaining({ ok: false, refusal: expect.objectContaining({ code }) });
const MINUTE = 60_000;

describe('signing in by WeChat', () => {
  it('[IDN-1] registers once, also when both first sign-ins come at once', async () => {
    const openid = `o-${people.newId()}`;
    const both = await Promise.all([wechat(openid), wechat(openid)]);
    expect(both[0].customerId).toBe(both[1].customerId);
    expect(both.filter((session) => session.registered)).toHaveLength(1);
    expect(both[0].phoneVerified).toBe(false);
    const again = await wechat(openid, undefined);
    expect(again).toMatchObject({ registered: false, customerId: both[0].customerId });
  });

  it('[IDN-4] needs consent', async () => {
    const openid = `o-${people.newId()}`;
    const without = people.as(anonymous, (ctx) => signInByWechat(ctx, people.ports, { openid, unionid: null }));
    await expect(without).rejects.toMatchObject({ code: 'consent_required' });
  });
});

describe('binding a phone', () => {
  const bind = async (token: string, phone: string) => {
    const code = await people.codeFor(phone, 'bind_phone');
    const actor = await people.actorOf(token);
    return people.as(actor, (ctx) => bindPhone(ctx, people.ports, { phone, code }));
  };

  it('[IDN-1] verifies a new number for a WeChat account', async () => {
    const session = await wechat(`o-${people.newId()}`);
    const phone = people.phone();
    expect(unwrap(await bind(session.token, phone))).toBe(session.customerId);
    const customer = await getCustomer(people.read(anonymous), session.customerId);
    expect(customer).toMatchObject({ phoneVerified: true, phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}` });
    expect((await people.audits(session.customerId)).map((row) => row.action)).toContain('identity.bind_phone');
    people.clock.advance(MINUTE);
    expect(unwrap(await bind(session.token, phone))).toBe(session.customerId);
  });

  it('[IDN-1] merges the WeChat account into the account that has the number: one member, the session goes on', async () => {
    const phone = people.phone();
    const owner = await people.customer(phone);
    const openid = `o-${people.newId()}`;
    const session = await wechat(openid);
    expect(unwrap(await bind(session.token, phone))).toBe(owner.customerId);
    expect(await people.actorOf(session.token)).toMatchObject({ id: owner.customerId, phoneVerified: true });
    const merged = await findCustomers(people.read(anonymous), [session.customerId, owner.customerId]);
    expect(merged.get(session.customerId)).toMatchObject({ id: owner.customerId, openid });
    expect(merged.get(owner.customerId)).toMatchObject({ openid });
    const later = await wechat(openid, undefined);
    expect(later).toMatchObject({ customerId: owner.customerId, phoneVerified: true });
    const events = await people.drain();
    expect(events).toContainEqual({
      name: 'identity.customers_merged',
      payload: { fromId: session.customerId, intoId: owner.customerId },
    });
    const actions = (await people.audits(owner.customerId)).map((row) => row.action);
    expect(actions).toEqual(expect.arrayContaining(['identity.merge', 'members.merge']));
  });

  it('[IDN-1] two taps at once merge once', async () => {
    const phone = people.phone();
    const owner = await people.customer(phone);
    const session = await wechat(`o-${people.newId()}`);
    const actor = await people.actorOf(session.token);
    const tap = () => people.as(actor, (ctx) => bindVerifiedPhone(ctx, people.ports, phone));
    expect(await Promise.all([tap(), tap(), tap()])).toEqual([owner.customerId, owner.customerId, owner.customerId]);
    const events = await people.drain();
    expect(events.filter((event) => event.name === 'identity.customers_merged')).toHaveLength(1);
  });

  it('[IDN-1] a number that belongs to another WeChat account is refused and changes nothing', async () => {
    const phone = people.phone();
    unwrap(await bind((await wechat(`o-${people.newId()}`)).token, phone));
    const second = await wechat(`o-${people.newId()}`);
    people.clock.advance(MINUTE);
    await expect(bind(second.token, phone)).rejects.toMatchObject({ code: 'phone_in_use' });
    expect(await people.actorOf(second.token)).toMatchObject({ id: second.customerId, phoneVerified: false });
  });

  it('[IDN-1] another number than the verified one is refused', async () => {
    const session = await people.customer(people.phone());
    await expect(bind(session.token, people.phone())).rejects.toMatchObject({ code: 'phone_already_bound' });
  });

  it('[IDN-1] is for customers, and a wrong code is refused', async () => {
    const input = { phone: people.phone(), code: '000000' };
    await expect(people.as(anonymous, (ctx) => bindPhone(ctx, people.ports, input))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const session = await wechat(`o-${people.newId()}`);
    const actor = await people.actorOf(session.token);
    expect(await people.as(actor, (ctx) => bindPhone(ctx, people.ports, input))).toEqual(refusal('wrong_code'));
  });
});

describe('sessions', () => {
  it('[IDN-10] a token ends with signing out, is unknown to the other audience, and is stored only as a hash', async () => {
    const session = await people.customer(people.phone());
    expect(await people.authenticate(session.token, 'staff')).toBeNull();
    const stored = await people.runtime.database.pool.query('select to_jsonb(s)::text as row from identity.sessions s');
    expect(stored.rows.some((row) => row.row.includes(session.token))).toBe(false);
    await people.as(session.actor, signOut);
    expect(await people.authenticate(session.token, 'customer')).toBeNull();
    const ended = (await people.drain()).find((event) => event.name === 'identity.sessions_ended');
    expect(ended?.payload).toMatchObject({ sessionIds: [session.sessionId], reason: 'signed_out' });
    await expect(people.as(anonymous, signOut)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('[PLT-8] phone numbers are nowhere readable in the database', async () => {
    const phone = people.phone();
    await people.customer(phone);
    const tables = await people.runtime.database.pool.query(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_schema in ('identity', 'members', 'messages', 'kernel') and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables.rows) {
      const hit = await people.runtime.database.pool.query(`select 1 from ${name} t where to_jsonb(t)::text like $1`, [
        `%${phone}%`,
      ]);
      expect([name, hit.rowCount]).toEqual([name, 0]);
    }
  });

  it('customers are found by the last four digits and by the beginning of the name', async () => {
    const phone = people.phone();
    const session = await people.customer(phone);
    expect(await searchCustomers(people.read(anonymous), phone.slice(-4))).toContain(session.customerId);
    expect(await searchCustomers(people.read(anonymous), '%')).toEqual([]);
  });
});
