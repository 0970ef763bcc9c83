import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, consent, createPeople, type People } from '../../testing/people.ts';
import { bindVerifiedPhone } from './bind-phone.ts';
import { unwrap } from './ports.ts';
import { requestSmsCode } from './request-sms-code.ts';
import { signInByPhone } from './sign-in-by-phone.ts';
import { signInByWechat } from './sign-in-by-wechat.ts';

let people: People;
beforeAll(async () => {
  people = await createPeople();
});
afterAll(() => people.close());

const signIn = (phone: string, code: string, given: { noticeVersion: string } | undefined = consent) =>
  people.as(anonymous, (ctx) => signInByPhone(ctx, people.ports, { phone, code, consent: given }));
const wechat = (openid: string, given: { noticeVersion: string } | undefined = consent) =>
  people.as(anonymous, (ctx) =>
    signInByWechat(ctx, people.ports, { openid, unionid: `u-${openid}`, consent: given, locale: 'zh-CN' }),
  );
const refusal = (code: string) => expect.objectContaining({ ok: false, refusal: expect.objectContaining({ code }) });
const MINUTE = 60_000;

describe('signing in by phone', () => {
  it('[IDN-1] registers with one code, and signs the same person in with the next', async () => {
    const phone = people.phone();
    const first = unwrap(await signIn(phone, await people.codeFor(phone)));
    expect(first).toMatchObject({ registered: true, phoneVerified: true });
    people.clock.advance(MINUTE);
    const second = unwrap(await signIn(phone, await people.codeFor(phone), undefined));
    expect(second).toMatchObject({ registered: false, customerId: first.customerId });
    expect(second.token).not.toBe(first.token);
    const actor = await people.actorOf(second.token);
    expect(actor).toMatchObject({ kind: 'customer', id: first.customerId, phoneVerified: true });
    const actions = (await people.audits(first.customerId)).map((row) => [row.action, row.actor_kind, row.actor_id]);
    expect(actions).toContainEqual(['identity.register', 'customer', first.customerId]);
    expect(actions.filter(([action]) => action === 'identity.sign_in')).toHaveLength(2);
    expect(actions).toContainEqual(['members.enrol', 'customer', first.customerId]);
  });

  it('[IDN-4] a registration without consent to the notice in force is refused and leaves the code usable', async () => {
    const phone = people.phone();
    const code = await people.codeFor(phone);
    await expect(signIn(phone, code, { noticeVersion: '2020-01-01' })).rejects.toMatchObject({
      code: 'consent_required',
    });
    await expect(
      people.as(anonymous, (ctx) => signInByPhone(ctx, people.ports, { phone, code })),
    ).rejects.toMatchObject({
      code: 'consent_required',
    });
    expect(unwrap(await signIn(phone, code)).registered).toBe(true);
  });

  it('[IDN-2] a code works once', async () => {
    const phone = people.phone();
    const code = await people.codeFor(phone);
    expect((await signIn(phone, code)).ok).toBe(true);
    expect(await signIn(phone, code)).toEqual(refusal('wrong_code'));
  });

  it('[IDN-2] a code used several times at the same moment works once', async () => {
    await people.warm(8);
    for (let round = 0; round < 5; round++) {
      const phone = people.phone();
      const code = await people.codeFor(phone);
      const results = await Promise.all(Array.from({ length: 8 }, () => signIn(phone, code)));
      expect(results.filter((result) => result.ok)).toHaveLength(1);
    }
  });

  it('[IDN-2] a code dies after five minutes', async () => {
    const phone = people.phone();
    const code = await people.codeFor(phone);
    people.clock.advance(5 * MINUTE);
    expect(await signIn(phone, code)).toEqual(refusal('wrong_code'));
  });

  it('[IDN-2] five wrong tries burn a code, and are counted although each was refused', async () => {
    const phone = people.phone();
    const code = await people.codeFor(phone);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n++) expect(await signIn(phone, wrong)).toEqual(refusal('wrong_code'));
    expect(await signIn(phone, code)).toEqual(refusal('wrong_code'));
  });

  it('[IDN-2] four wrong tries do not', async () => {
    const phone = people.phone();
    const code = await people.codeFor(phone);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let n = 0; n < 4; n++) await signIn(phone, wrong);
    expect((await signIn(phone, code)).ok).toBe(true);
  });

  it('[IDN-2] a newer code makes the older one worthless, and a code is for its purpose only', async () => {
    const phone = people.phone();
    const old = await people.codeFor(phone);
    people.clock.advance(MINUTE);
    const bind = await people.codeFor(phone, 'bind_phone');
    expect(await signIn(phone, bind === old ? 'x' : bind)).toEqual(refusal('wrong_code'));
    const next = await people.codeFor(phone);
    if (old !== next) expect(await signIn(phone, old)).toEqual(refusal('wrong_code'));
    expect((await signIn(phone, next)).ok).toBe(true);
  });

  it('[IDN-1] a phone without any code is answered like a wrong code: no hint whether an account exists', async () => {
    const known = people.phone();
    await people.customer(known);
    expect(await signIn(known, '123456')).toEqual(await signIn(people.phone(), '123456'));
  });

  it('[IDN-1] two registrations of one phone at the same moment make one customer', async () => {
    const phone = people.phone();
    const [one, two] = [await wechat(`race-a-${phone}`), await wechat(`race-b-${phone}`)];
    const code = await people.codeFor(phone);
    const bind = async (token: string) => {
      const actor = await people.actorOf(token);
      return people.as(actor, (ctx) => bindVerifiedPhone(ctx, people.ports, phone));
    };
    await people.warm(4);
    const results = await Promise.allSettled([signIn(phone, code), bind(one.token), bind(two.token)]);
    const ids = new Set<string>();
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'phone_in_use' });
      else ids.add(typeof result.value === 'string' ? result.value : unwrap(result.value).customerId);
    }
    expect(ids.size).toBe(1);
    const found = await people.runtime.database.pool.query(
      `select count(*)::int as n from identity.customers where phone_index = $1`,
      [people.runtime.kernel.crypto.blindIndex(phone, 'phone')],
    );
    expect(found.rows[0].n).toBe(1);
  });
});

describe('requesting codes', () => {
  const ask = (phone: string, address: string | null = null) =>
    people.runtime.transaction(anonymous, (ctx) => requestSmsCode(ctx, { phone, purpose: 'sign_in' }), {
      requestId: 'r',
      address,
    });
  const limited = { code: 'rate_limited', data: { seconds: expect.any(Number) } };

  it('[IDN-2] answers the same for a known and an unknown number, and hides code and number in its event', async () => {
    const known = people.phone();
    await people.customer(known);
    people.clock.advance(MINUTE);
    await people.drain();
    const unknown = people.phone();
    expect(await ask(known)).toEqual(await ask(unknown));
    const events = await people.drain();
    const text = JSON.stringify(events);
    expect(text).not.toContain(unknown);
    expect(text).not.toContain(`"${people.codes.get(unknown)}"`);
    expect(events.map((event) => event.name)).toEqual(['identity.sms_code_requested', 'identity.sms_code_requested']);
  });

  it('[IDN-2] one a minute and five an hour for a phone', async () => {
    people.clock.set(new Date(Math.ceil(people.clock.now().getTime() / 3_600_000) * 3_600_000));
    const phone = people.phone();
    await ask(phone);
    await expect(ask(phone)).rejects.toMatchObject({ code: 'rate_limited', data: { seconds: 60 } });
    for (let n = 0; n < 4; n++) {
      people.clock.advance(MINUTE);
      await ask(phone);
    }
    people.clock.advance(MINUTE);
    await expect(ask(phone)).rejects.toMatchObject({ code: 'rate_limited', data: { seconds: 55 * 60 } });
    people.clock.advance(60 * MINUTE);
    await ask(phone);
  });

  it('[IDN-2] ten a day for a phone', async () => {
    people.clock.set(new Date(Math.ceil(people.clock.now().getTime() / 86_400_000) * 86_400_000));
    const phone = people.phone();
    for (let n = 0; n < 10; n++) {
      await ask(phone);
      people.clock.advance(20 * MINUTE);
    }
    await expect(ask(phone)).rejects.toMatchObject(limited);
  });

  it('[IDN-2] thirty an hour for an address, also when they come at once', async () => {
    people.clock.set(new Date(Math.ceil(people.clock.now().getTime() / 3_600_000) * 3_600_000));
    const results = await Promise.allSettled(Array.from({ length: 34 }, () => ask(people.phone(), '203.0.113.9')));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(30);
    await ask(people.phone(), '203.0.113.10');
  });

  it('[IDN-2] wrong codes are limited for a phone over all its codes', async () => {
    people.clock.set(new Date(Math.ceil(people.clock.now().getTime() / 3_600_000) * 3_600_000));
    const phone = people.phone();
    for (let round = 0; round < 3; round++) {
      const code = await people.codeFor(phone);
      for (let n = 0; n < 5; n++) await signIn(phone, code === '000000' ? '000001' : '000000');
      people.clock.advance(MINUTE);
    }
    const code = await people.codeFor(phone);
    await expect(signIn(phone, code)).rejects.toMatchObject(limited);
  });
});
