import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anonymous, consent, createPeople, type People } from '../../testing/people.ts';
import { keepSession } from './authenticate.ts';
import { getCustomer } from './customers.ts';
import { deleteAccount } from './delete-account.ts';
import { importCustomer } from './import-customer.ts';
import { unwrap } from './ports.ts';
import { noticeVersion, privacyNotice } from './privacy-notice.ts';
import { exportPersonalData, listConsents, profileOf } from './queries.ts';
import { recordConsent } from './record-consent.ts';
import { requestOwnCode } from './request-sms-code.ts';
import { signInByPhone } from './sign-in-by-phone.ts';
import { signInByWechat } from './sign-in-by-wechat.ts';
import { tidySweep } from './tidy.ts';
import { updateProfile } from './update-profile.ts';

let people: People;
beforeAll(async () => {
  people = await createPeople();
});
afterAll(() => people.close());
beforeEach(() => {
  people.openMatters.length = 0;
  people.clock.advance(3_600_000);
});

const DAY = 86_400_000;

describe('the privacy notice', () => {
  it('[IDN-4] exists in three languages with the same sections and one version', () => {
    const [zh, en, tw] = [privacyNotice('zh-CN'), privacyNotice('en'), privacyNotice('zh-TW')];
    expect(new Set([zh.version, en.version, tw.version])).toEqual(new Set([noticeVersion]));
    expect(zh.paragraphs).toHaveLength(en.paragraphs.length);
    expect(zh.paragraphs).toHaveLength(tw.paragraphs.length);
    expect(new Set([zh.title, en.title, tw.title]).size).toBe(3);
  });
});

describe('the profile', () => {
  it('[IDN-3] changes what is given, keeps the rest, and is logged without the name', async () => {
    const { actor, customerId } = await people.customer(people.phone());
    await people.as(actor, (ctx) => updateProfile(ctx, { name: '林晓雨', locale: 'zh-TW' }));
    await people.as(actor, (ctx) => updateProfile(ctx, { guideSeen: true }));
    expect(await profileOf(people.read(actor), customerId)).toMatchObject({
      name: '林晓雨',
      locale: 'zh-TW',
      guideSeen: true,
      phoneVerified: true,
      wechatBound: false,
      consentVersion: noticeVersion,
    });
    const rows = (await people.audits(customerId)).filter((row) => row.action === 'identity.update_profile');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('林晓雨');
    await people.as(actor, (ctx) => updateProfile(ctx, { name: null }));
    expect((await profileOf(people.read(actor), customerId)).name).toBeNull();
  });

  it('[IDN-3] is the signed-in customer’s alone', async () => {
    await expect(people.as(anonymous, (ctx) => updateProfile(ctx, { name: 'x' }))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});

describe('consent', () => {
  it('[IDN-4] can be withdrawn: other sessions end, the history keeps every step, coming back asks again', async () => {
    const phone = people.phone();
    const first = await people.customer(phone);
    people.clock.advance(60_000);
    const second = await people.customer(phone);
    await people.as(second.actor, (ctx) => recordConsent(ctx, { noticeVersion, accepted: false }));
    const ended = (await people.drain()).filter((event) => event.payload.reason === 'consent_withdrawn');
    expect(ended.map((event) => event.payload.sessionIds)).toEqual([[first.sessionId]]);
    expect(await people.authenticate(first.token, 'customer')).toBeNull();
    expect(await people.authenticate(second.token, 'customer')).not.toBeNull();
    expect((await getCustomer(people.read(anonymous), first.customerId)).consentVersion).toBeNull();
    people.clock.advance(60_000);
    const code = await people.codeFor(phone);
    const enter = (given?: { noticeVersion: string }) =>
      people.as(anonymous, (ctx) => signInByPhone(ctx, people.ports, { phone, code, consent: given }));
    await expect(enter()).rejects.toMatchObject({ code: 'consent_required' });
    expect(unwrap(await enter(consent)).customerId).toBe(first.customerId);
    const history = await listConsents(people.read(second.actor));
    expect(history.map((step) => step.accepted)).toEqual([true, false, true]);
    const actions = (await people.audits(first.customerId)).map((row) => row.action);
    expect(actions).toEqual(expect.arrayContaining(['identity.withdraw_consent', 'identity.accept_notice']));
  });

  it('[IDN-4] only the notice in force can be accepted', async () => {
    const { actor } = await people.customer(people.phone());
    const accept = (version: string) =>
      people.as(actor, (ctx) => recordConsent(ctx, { noticeVersion: version, accepted: true }));
    await expect(accept('1999-01-01')).rejects.toMatchObject({
      code: 'invalid_input',
      data: { field: 'noticeVersion' },
    });
    await accept(noticeVersion);
    await expect(
      people.as(anonymous, (ctx) => recordConsent(ctx, { noticeVersion, accepted: true })),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('the personal archive', () => {
  it('[IDN-4] holds everything in sections, unmasked, for its owner only', async () => {
    const phone = people.phone();
    const { actor, customerId } = await people.customer(phone);
    const archive = await exportPersonalData(people.read(actor), people.ports);
    expect(archive.sections.profile).toMatchObject({ id: customerId, phone });
    expect(archive.sections.consents).toHaveLength(1);
    expect(archive.sections.signIns).toEqual([expect.objectContaining({ address: '127.0.0.1' })]);
    expect(archive.sections).toMatchObject({ member: { cardNumber: expect.stringMatching(/^8\d{11}$/) } });
    await expect(exportPersonalData(people.read(anonymous), people.ports)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});

describe('deleting the account', () => {
  const remove = (actor: Parameters<People['as']>[0], code?: string) =>
    people.as(actor, (ctx) => deleteAccount(ctx, people.ports, { code }));

  async function ownCode(actor: Parameters<People['as']>[0], phone: string): Promise<string> {
    await people.as(actor, (ctx) => requestOwnCode(ctx, 'delete_account'));
    await people.drain();
    return people.codes.get(phone) ?? '';
  }

  it('[IDN-4] removes what identified the person for good, ends sessions, and frees the number', async () => {
    const phone = people.phone();
    const { actor, customerId, token } = await people.customer(phone);
    await people.as(actor, (ctx) => updateProfile(ctx, { name: '周文博' }));
    expect((await remove(actor, await ownCode(actor, phone))).ok).toBe(true);
    expect(await people.authenticate(token, 'customer')).toBeNull();
    const gone = await getCustomer(people.read(anonymous), customerId);
    expect(gone).toMatchObject({ state: 'deleted', name: null, phoneMasked: null, openid: null, consentVersion: null });
    const traces = await people.runtime.database.pool.query(
      `select (select count(*)::int from identity.sessions where customer_id = $1 and (address is not null or user_agent is not null)) as sessions,
        (select count(*)::int from identity.sms_codes where phone_index = $2) as codes,
        (select closed_at is not null from members.members where id = $1) as closed`,
      [customerId, people.runtime.kernel.crypto.blindIndex(phone, 'phone')],
    );
    expect(traces.rows[0]).toEqual({ sessions: 0, codes: 0, closed: true });
    const events = (await people.drain()).map((event) => event.name);
    expect(events).toEqual(expect.arrayContaining(['identity.customer_deleted', 'identity.sessions_ended']));
    const actions = (await people.audits(customerId)).map((row) => row.action);
    expect(actions).toEqual(expect.arrayContaining(['identity.delete_account', 'members.close']));
    people.clock.advance(3_600_000);
    const again = await people.customer(phone);
    expect(again).toMatchObject({ registered: true });
    expect(again.customerId).not.toBe(customerId);
  });

  it('[IDN-4] is refused with what is open while a visit, an order or money is, and changes nothing', async () => {
    const phone = people.phone();
    const { actor, token } = await people.customer(phone);
    const code = await ownCode(actor, phone);
    people.openMatters.push({ kind: 'visit', id: people.newId() });
    await expect(remove(actor, code)).rejects.toMatchObject({
      code: 'account_open_matters',
      data: { matters: [{ kind: 'visit' }] },
    });
    expect(await people.authenticate(token, 'customer')).not.toBeNull();
    people.openMatters.length = 0;
    expect((await remove(actor, code)).ok).toBe(true);
  });

  it('[IDN-4] needs the code of its own purpose, and wrong ones burn it', async () => {
    const phone = people.phone();
    const { actor } = await people.customer(phone);
    const refused = { ok: false, refusal: expect.objectContaining({ code: 'wrong_code' }) };
    expect(await remove(actor)).toEqual(refused);
    people.clock.advance(60_000);
    expect(await remove(actor, await people.codeFor(phone))).toEqual(refused);
    const code = await ownCode(actor, phone);
    for (let n = 0; n < 5; n++) expect(await remove(actor, code === '000000' ? '000001' : '000000')).toEqual(refused);
    expect(await remove(actor, code)).toEqual(refused);
    await expect(remove(anonymous, code)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('[IDN-4] an account without a phone is deleted without a code, and has none to ask for', async () => {
    const input = { openid: `o-${people.newId()}`, unionid: null, consent };
    const session = await people.as(anonymous, (ctx) => signInByWechat(ctx, people.ports, input));
    const actor = await people.actorOf(session.token);
    await expect(people.as(actor, (ctx) => requestOwnCode(ctx, 'delete_account'))).rejects.toMatchObject({
      code: 'phone_not_verified',
    });
    expect((await remove(actor)).ok).toBe(true);
    expect(await people.authenticate(session.token, 'customer')).toBeNull();
  });
});

describe('sessions', () => {
  it('[IDN-1] slide: 90 days after the last use, written at most once a day', async () => {
    const { token, actor } = await people.customer(people.phone());
    expect(await people.as(actor, keepSession)).toBe(false);
    people.clock.advance(60 * DAY);
    expect(await people.as(actor, keepSession)).toBe(true);
    people.clock.advance(60 * DAY);
    expect(await people.authenticate(token, 'customer')).not.toBeNull();
    people.clock.advance(30 * DAY);
    expect(await people.authenticate(token, 'customer')).toBeNull();
  });

  it('past sessions, codes and counters are cleared after their time and not before', async () => {
    const { token, customerId } = await people.customer(people.phone());
    const count = async () => {
      const { rows } = await people.runtime.database.pool.query(
        `select (select count(*)::int from identity.sessions where customer_id = $1) as sessions,
          (select count(*)::int from identity.sms_codes) as codes, (select count(*)::int from identity.try_counters) as tries`,
        [customerId],
      );
      return rows[0];
    };
    await tidySweep.run(people.runtime);
    expect(await count()).toMatchObject({ sessions: 1 });
    expect((await count()).codes).toBeGreaterThan(0);
    people.clock.advance(269 * DAY);
    await tidySweep.run(people.runtime);
    expect(await count()).toEqual({ sessions: 1, codes: 0, tries: 0 });
    people.clock.advance(2 * DAY);
    await tidySweep.run(people.runtime);
    expect(await count()).toMatchObject({ sessions: 0 });
    expect(await people.authenticate(token, 'customer')).toBeNull();
  });
});

describe('importing a customer', () => {
  it('[MBR-12] registers with consent and membership, for the system alone, once for a number', async () => {
    const phone = people.phone();
    const make = () => people.asSystem((ctx) => importCustomer(ctx, people.ports, { phone, name: '许安' }));
    const id = await make();
    expect(await getCustomer(people.read(anonymous), id)).toMatchObject({
      name: '许安',
      nameMasked: '许*',
      phoneVerified: true,
    });
    await expect(make()).rejects.toMatchObject({ code: 'conflict' });
    const { actor } = await people.customer(people.phone());
    const byCustomer = people.as(actor, (ctx) =>
      importCustomer(ctx, people.ports, { phone: people.phone(), name: null }),
    );
    await expect(byCustomer).rejects.toMatchObject({ code: 'forbidden' });
  });
});
