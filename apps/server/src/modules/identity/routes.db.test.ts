import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestHttp, type TestHttp } from '../../testing/http.ts';
import { consent, createPeople, type People } from '../../testing/people.ts';
import { freezeStaff } from './freeze-staff.ts';
import { noticeVersion } from './privacy-notice.ts';

/** WeChat's side: `code-X` is the sign-in code of openid `openid-X`, `phone-N` the phone code of the number N. */
function wechatServer(): Promise<Server> {
  const used = new Set<string>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://wechat');
    let body = '';
    for await (const part of request) body += part;
    const send = (answer: object) => response.writeHead(200).end(JSON.stringify(answer));
    if (url.pathname === '/cgi-bin/stable_token') return send({ access_token: 'at', expires_in: 7200 });
    const code = url.pathname === '/sns/jscode2session' ? url.searchParams.get('js_code') : JSON.parse(body).code;
    if (used.has(code) || !/^(code|phone)-/.test(code)) return send({ errcode: 40029, errmsg: 'invalid code' });
    used.add(code);
    const name = code.replace(/^\w+-/, '').replace(/@.*/, '');
    if (code.startsWith('code-')) return send({ openid: `openid-${name}`, session_key: 'k', unionid: `union-${name}` });
    const watermark = { appid: 'wx-test', timestamp: 0 };
    return send({ errcode: 0, phone_info: { phoneNumber: name, purePhoneNumber: name, countryCode: '86', watermark } });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

let people: People;
let http: TestHttp;
let wechat: Server;
beforeAll(async () => {
  wechat = await wechatServer();
  people = await createPeople({
    environment: {
      WECHAT_MINI_PROGRAM_BASE: `http://127.0.0.1:${(wechat.address() as AddressInfo).port}`,
      WECHAT_MINI_PROGRAM_APPID: 'wx-test',
      WECHAT_MINI_PROGRAM_SECRET: 'secret',
    },
  });
  http = await createTestHttp(people);
});
afterAll(async () => {
  await http.close();
  await people.close();
  wechat.closeAllConnections();
  wechat.close();
});
beforeEach(() => {
  people.clock.advance(3_600_000);
});

async function code(phone: string, purpose: 'sign_in' | 'bind_phone' = 'sign_in'): Promise<string> {
  people.clock.advance(60_000);
  expect(await http.call('POST /auth/sms-codes', { body: { phone, purpose } })).toMatchObject({
    status: 200,
    body: { resendAfterSeconds: 60, expiresInSeconds: 300 },
  });
  await people.drain();
  return people.codes.get(phone) ?? '';
}
const bearer = (token: unknown) => ({ headers: { authorization: `Bearer ${token}` } });

describe('the customer’s way', () => {
  it('[IDN-1] phone and code give a browser a cookie that scripts never see; the profile is masked', async () => {
    const phone = people.phone();
    const body = { phone, code: await code(phone), consent };
    const answer = await http.call('POST /auth/phone', { body });
    expect(answer).toMatchObject({ status: 200, body: { token: null, registered: true, phoneVerified: true } });
    const me = await http.call('GET /me', { cookies: answer.cookies });
    expect(me).toMatchObject({
      status: 200,
      body: {
        id: answer.body.customerId,
        phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
        cardNumber: expect.stringMatching(/^8\d{11}$/),
        consentVersion: noticeVersion,
        currentNoticeVersion: noticeVersion,
        locale: 'en',
        wechatBound: false,
      },
    });
    const changed = await http.call('PUT /me', { cookies: answer.cookies, body: { name: '林晓雨', locale: 'zh-TW' } });
    expect(changed.body).toMatchObject({ name: '林晓雨', locale: 'zh-TW', guideSeen: false });
    expect((await http.call('POST /auth/sign-out', { cookies: answer.cookies })).cookies.lk_customer).toBe('');
    expect((await http.call('GET /me', { cookies: answer.cookies })).status).toBe(401);
  });

  it('[IDN-2] wrong tries count although each request was refused, and texts come in the caller’s language', async () => {
    const phone = people.phone();
    const right = await code(phone);
    const wrong = { phone, code: right === '000000' ? '000001' : '000000', consent };
    for (let n = 0; n < 5; n++) {
      const answer = await http.call('POST /auth/phone', { body: wrong });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'wrong_code' } } });
    }
    const burnt = await http.call('POST /auth/phone', {
      body: { ...wrong, code: right },
      headers: { 'accept-language': 'zh-CN' },
    });
    expect(burnt.body.error).toMatchObject({ code: 'wrong_code', message: '验证码不正确或已失效' });
    const again = await http.call('POST /auth/sms-codes', { body: { phone } });
    expect(again).toMatchObject({ status: 429, body: { error: { code: 'rate_limited', data: { seconds: 60 } } } });
  });

  it('[IDN-1] a mini-program signs in, hands over its number, and is merged with the phone’s account', async () => {
    const phone = people.phone();
    const owner = await http.call('POST /auth/phone', {
      body: { phone, code: await code(phone), consent, transport: 'token' },
    });
    const refused = await http.call('POST /auth/wechat', { body: { code: 'code-amy@0' } });
    expect(refused.body.error?.code).toBe('consent_required');
    const session = await http.call('POST /auth/wechat', { body: { code: 'code-amy@1', consent } });
    expect(session).toMatchObject({ status: 200, body: { registered: true, phoneVerified: false }, cookies: {} });
    const merged = await http.call('POST /me/phone/wechat', {
      ...bearer(session.body.token),
      body: { code: `phone-${phone}` },
    });
    expect(merged).toMatchObject({
      status: 200,
      body: { id: owner.body.customerId, wechatBound: true, phoneVerified: true },
    });
    for (const token of [owner.body.token, session.body.token]) {
      expect((await http.call('GET /me', bearer(token))).body.id).toBe(owner.body.customerId);
    }
  });

  it('[IDN-1] the same by SMS code, also with the wrong one first', async () => {
    const phone = people.phone();
    const session = await http.call('POST /auth/wechat', { body: { code: 'code-ben@1', consent } });
    const right = await code(phone, 'bind_phone');
    const bind = (given: string) =>
      http.call('POST /me/phone', { ...bearer(session.body.token), body: { phone, code: given } });
    expect((await bind(right === '000000' ? '000001' : '000000')).body.error?.code).toBe('wrong_code');
    expect(await bind(right)).toMatchObject({ status: 200, body: { phoneVerified: true } });
  });

  it('[IDN-1] a WeChat code that is wrong or used is refused', async () => {
    const sign = (given: string) => http.call('POST /auth/wechat', { body: { code: given, consent } });
    expect((await sign('code-eve@1')).status).toBe(200);
    for (const given of ['code-eve@1', 'rubbish'])
      expect((await sign(given)).body.error?.code).toBe('wechat_login_failed');
  });

  it('[IDN-4] notice, consents, archive and deletion are self-service', async () => {
    const phone = people.phone();
    const session = await http.call('POST /auth/phone', {
      body: { phone, code: await code(phone), consent, transport: 'token' },
    });
    const own = bearer(session.body.token);
    const notice = await http.call('GET /privacy-notice', {});
    expect(notice.body).toMatchObject({ version: noticeVersion, title: '隐私政策' });
    const withdrawn = await http.call('POST /me/consents', { ...own, body: { noticeVersion, accepted: false } });
    expect(withdrawn.body.consentVersion).toBeNull();
    await http.call('POST /me/consents', { ...own, body: { noticeVersion, accepted: true } });
    const history = await http.call('GET /me/consents', own);
    expect((history.body.items as { accepted: boolean }[]).map((item) => item.accepted).sort()).toEqual([
      false,
      true,
      true,
    ]);
    const archive = await http.call('GET /me/data', own);
    expect(archive.body.sections).toMatchObject({ profile: { phone }, member: { level: 'standard' } });
    people.clock.advance(60_000);
    expect((await http.call('POST /me/codes', { ...own, body: { purpose: 'delete_account' } })).status).toBe(200);
    await people.drain();
    expect((await http.call('DELETE /me', { ...own, body: {} })).body.error?.code).toBe('wrong_code');
    expect((await http.call('DELETE /me', { ...own, body: { code: people.codes.get(phone) } })).status).toBe(200);
    expect((await http.call('GET /me', own)).status).toBe(401);
  });

  it('[IDN-1] using the product keeps the cookie alive', async () => {
    const phone = people.phone();
    const { cookies } = await http.call('POST /auth/phone', { body: { phone, code: await code(phone), consent } });
    expect((await http.call('GET /me', { cookies })).cookies).toEqual({});
    people.clock.advance(2 * 86_400_000);
    const { lk_customer } = cookies;
    expect((await http.call('GET /me', { cookies })).cookies).toEqual({ lk_customer });
  });

  it('[PLT-8] a write with a cookie from another site is refused', async () => {
    const phone = people.phone();
    const { cookies } = await http.call('POST /auth/phone', { body: { phone, code: await code(phone), consent } });
    const answer = await http.call('PUT /me', {
      cookies,
      body: { name: 'x' },
      headers: { origin: 'https://evil.example' },
    });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'cross_site' } } });
  });

  it('[MSG-1] outside demo mode there is no development inbox', async () => {
    expect((await http.call('GET /development/sms')).status).toBe(404);
  });
});

describe('the staff’s way', () => {
  const signIn = async (staff: { loginName: string; password: string }, totp?: string) =>
    http.call('POST /staff/auth/sign-in', {
      body: { loginName: staff.loginName, password: staff.password, ...(totp ? { totp } : {}) },
    });

  it('[IDN-6] the first administrator’s day: sign in, second factor, a colleague, a role, freezing', async () => {
    const admin = await people.staff('platform_administrator');
    const { cookies } = await signIn(admin);
    const begun = await http.call('POST /staff/me/totp', { cookies, body: { password: admin.password } });
    const totp = await people.totp(String(begun.body.secret));
    expect((await http.call('POST /staff/me/totp/confirm', { cookies, body: { totp } })).status).toBe(200);
    expect((await signIn(admin)).body.error?.code).toBe('totp_required');
    const role = await http.call('POST /staff/roles', {
      cookies,
      body: { name: '夜班长', permissions: ['desk:act', 'stores'] },
    });
    const body = {
      loginName: 'he.jing',
      name: '何静',
      phone: '13700002222',
      roleIds: [role.body.id],
      scope: { kind: 'all', ids: [] },
    };
    const created = await http.call('POST /staff/staff', { cookies, body });
    expect(created).toMatchObject({
      status: 200,
      body: { staff: { phone: '137****2222', roles: [{ name: '夜班长', preset: null }] } },
    });
    const id = (created.body.staff as { id: string }).id;
    const params = { id };
    expect((await http.call('GET /staff/staff/:id', { cookies, params })).body).toMatchObject({ id, state: 'active' });
    const rest = { name: '何静', roleIds: body.roleIds, scope: body.scope };
    expect((await http.call('PUT /staff/staff/:id', { cookies, params, body: rest })).body).toMatchObject({
      phone: '137****2222',
    });
    const frozen = await http.call('POST /staff/staff/:id/freeze', { cookies, params, body: { reason: '离职' } });
    expect(frozen.body).toMatchObject({ state: 'frozen' });
    const first = String(created.body.password);
    expect((await signIn({ loginName: 'he.jing', password: first })).body.error?.code).toBe('wrong_credentials');
    await http.call('POST /staff/staff/:id/unfreeze', { cookies, params, body: { reason: '返岗' } });
    expect((await signIn({ loginName: 'he.jing', password: first })).body).toEqual({ mustChangePassword: true });
    const reset = await http.call('POST /staff/staff/:id/reset-password', { cookies, params });
    expect((await signIn({ loginName: 'he.jing', password: String(reset.body.password) })).status).toBe(200);
    const list = await http.call('GET /staff/staff', { cookies });
    expect((list.body.items as { id: string }[]).map((item) => item.id)).toContain(id);
    const roles = await http.call('GET /staff/roles', { cookies });
    expect(roles.body.items).toContainEqual(
      expect.objectContaining({ name: '夜班长', staffCount: 1, permissions: ['desk', 'desk:act', 'stores'] }),
    );
  });

  it('[IDN-13] the audit log tells who, what, when and from where, is searched and paged, and is verified', async () => {
    const admin = await people.staff('platform_administrator');
    const target = await people.staff('agent');
    const { cookies } = await signIn(admin);
    const params = { id: target.id };
    await http.call('POST /staff/staff/:id/freeze', { cookies, params, body: { reason: '离职' } });
    const search = (query: string) =>
      http.app
        .inject({ method: 'GET', url: `/api/v1/staff/audit?${query}`, cookies })
        .then((response) => response.json());
    const found = await search(`objectId=${target.id}&action=staff.freeze`);
    expect(found.items).toEqual([
      expect.objectContaining({
        actor: { kind: 'staff', id: admin.id, name: `人员${admin.loginName}` },
        action: 'staff.freeze',
        before: { state: 'active' },
        after: { state: 'frozen', reason: '离职' },
        address: '127.0.0.1',
        requestId: expect.any(String),
      }),
    ]);
    const byActor = await search(`actorId=${admin.id}&limit=1`);
    expect(byActor.items).toHaveLength(1);
    const next = await search(`actorId=${admin.id}&limit=1&cursor=${byActor.nextCursor}`);
    expect(next.items[0].id).not.toBe(byActor.items[0].id);
    expect((await search(`to=${new Date(0).toISOString()}`)).items).toEqual([]);
    const verified = await http.call('POST /staff/audit/verify', { cookies });
    expect(verified.body).toMatchObject({ intact: true, unsealed: 0, firstBroken: null });
    expect((await search('limit=100')).items.filter((item: { sealed: boolean }) => item.sealed).length).toBeGreaterThan(
      3,
    );
  });

  it('[IDN-10] freezing closes the person’s websockets within 2 s', async () => {
    const staff = await people.staff('agent');
    const { cookies } = await signIn(staff);
    const socket = new WebSocket(`ws://127.0.0.1:${http.port}/ws?as=staff`, {
      headers: { cookie: `lk_staff=${cookies.lk_staff}` },
    });
    await new Promise((resolve, reject) => {
      socket.addEventListener('message', resolve, { once: true });
      socket.addEventListener('error', reject, { once: true });
    });
    const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
    const start = performance.now();
    await people.asSystem((ctx) => freezeStaff(ctx, staff.id, '离职'));
    expect((await http.call('GET /staff/me', { cookies })).status).toBe(401);
    expect(await closed).toBe(4401);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
