import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import compiler from 'miniprogram-compiler';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensureBuilt, SHOPPER_WEAPP } from '../../../scripts/product/builds.ts';
import { type AnsweringServer, type Answers, refusal, startAnsweringServer } from './answering-server.ts';
import { bootMiniProgram, type MiniProgram } from './mini-program.ts';

const root = fileURLToPath(new URL('../dist-weapp/', import.meta.url));
const at = '2026-11-22T08:00:00.000Z';
const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const store = {
  id: id(1),
  name: '静安寺店',
  kind: 'retail' as const,
  address: '愚园路 88 号',
  city: '上海',
  position: { longitude: 121.44, latitude: 31.22 },
  zone: 'Asia/Shanghai',
  utcOffset: 480,
  distance: null,
  availability: 'open' as const,
  hoursToday: '00:00–24:00',
  attendedToday: '08:00–24:00',
  facilities: [],
  gallery: [],
  phone: null,
  occupancy: 0,
  capacity: 12,
};
const profile = {
  id: id(2),
  cardNumber: '88001234',
  name: null,
  phone: null,
  phoneVerified: false,
  wechatBound: true,
  locale: 'zh-CN' as const,
  consentVersion: '2026-11',
  currentNoticeVersion: '2026-11',
  registeredAt: at,
  guideSeen: false,
};
const opening = {
  id: id(3),
  storeId: store.id,
  storeName: store.name,
  visitId: null,
  purpose: 'entry' as const,
  state: 'sent' as const,
  code: null,
  requestedAt: at,
  sentAt: at,
  acknowledgedAt: null,
  answeredLateAt: null,
  lateAcknowledgedAt: null,
  openedAt: null,
  settledAt: null,
  expiresAt: at,
};

function answers(): Answers {
  let signedIn = false;
  let bound = false;
  const mine = (body: unknown) => (signedIn ? { body } : { status: 401, body: refusal('unauthenticated') });
  const me = () => ({ ...profile, phoneVerified: bound, phone: bound ? '138****1234' : null });
  return {
    'GET /me': () => mine(me()),
    'GET /stores': () => ({ body: { items: [store], nextCursor: null } }),
    'GET /stores/:id': () => ({ body: store }),
    'GET /privacy-notice': () => ({
      body: { version: '2026-11', effectiveFrom: at, title: '隐私政策', paragraphs: [{ heading: '一', text: '二' }] },
    }),
    'POST /auth/wechat': () => {
      signedIn = true;
      return { body: { token: 'session-token', customerId: profile.id, registered: false, phoneVerified: false } };
    },
    'POST /me/phone/wechat': () => {
      bound = true;
      return { body: me() };
    },
    'POST /visits/openings': () => (bound ? { body: opening } : { status: 403, body: refusal('phone_not_verified') }),
    'GET /visits/openings/:id': () => ({ body: { ...opening, state: 'acknowledged', acknowledgedAt: at } }),
    'GET /visits/current': () => mine({ visit: null }),
    'GET /me/messages': () => mine({ items: [], nextCursor: null, unread: 0 }),
  };
}

let server: AnsweringServer;
let mini: MiniProgram;
const shows = (text: string) => vi.waitFor(() => expect(mini.text()).toContain(text), { timeout: 5000 });
const asked = (key: string) => server.asked.filter((one) => one.key === key);

beforeAll(async () => {
  await ensureBuilt(SHOPPER_WEAPP, () => undefined);
  server = await startAnsweringServer(answers());
  mini = bootMiniProgram(root, server.origin);
}, 180_000);
afterAll(() => server.close());

describe('the compiled mini-program', () => {
  test('[IDN-14] shows stores to a stranger without asking for anything', async () => {
    mini.launch('pages/home/index');
    await shows('静安寺店');
    await shows('扫码开门');
    expect(asked('POST /auth/wechat')).toEqual([]);
    expect(mini.sockets).toEqual([]);
  });

  test('[VIS-1] opens no door that nobody stands before: the button scans until a store is picked', async () => {
    mini.scanned.push('https://example.com/not-a-door');
    mini.tap('open-door');
    await vi.waitFor(() => expect(mini.byId('door-scan')).toBeDefined());
    mini.tap('camera-door');
    await shows('这不是门码');
    mini.tap('door-scan-shut');
    await vi.waitFor(() => expect(mini.byId('door-scan')).toBeUndefined());
    mini.tap(`store-${store.id}`);
    await shows('您选的门店');
    expect(asked('POST /visits/openings')).toEqual([]);
  });

  test('[IDN-14] asks in its own words before a protected interface, and refusing is an answer', async () => {
    const refused = mini.askPrivacy();
    await shows('使用前，请先确认');
    mini.tap('privacy-refuse');
    expect(await refused).toBe('disagree');
    await vi.waitFor(() => expect(mini.text()).not.toContain('使用前，请先确认'));
    const agreed = mini.askPrivacy();
    await shows('使用前，请先确认');
    mini.fire('privacy-agree', 'agreeprivacyauthorization', {});
    expect(await agreed).toBe('agree');
    await vi.waitFor(() => expect(mini.text()).not.toContain('使用前，请先确认'));
  });

  test('[IDN-4] leads a stranger who taps the door to the sign-in, where the consent is not ticked', async () => {
    mini.tap('open-door');
    await vi.waitFor(() => expect(mini.route()).toBe('pages/sign-in/index'));
    await shows('我已阅读并同意');
    await vi.waitFor(() => expect(asked('GET /privacy-notice')).toHaveLength(1));
    mini.tap('wechat-sign-in');
    await shows('未同意前');
    expect(asked('POST /auth/wechat')).toEqual([]);
  });

  test('[IDN-1] signs in with the code of wx.login and keeps the token for the header', async () => {
    mini.tap('consent');
    await vi.waitFor(() => expect(mini.text()).not.toContain('未同意前'));
    mini.tap('wechat-sign-in');
    await shows('使用微信绑定的手机号');
    expect(asked('POST /auth/wechat')[0]?.body).toMatchObject({
      code: 'wx-login-code',
      transport: 'token',
      consent: { noticeVersion: '2026-11' },
    });
    expect(asked('GET /me').at(-1)?.headers.authorization).toBe('Bearer session-token');
    expect(mini.sockets[0]).toMatchObject({ header: { Authorization: 'Bearer session-token' } });
  });

  test('[VIS-18] goes on opening the door by itself once WeChat handed over the number', async () => {
    mini.fire('wechat-phone', 'getphonenumber', { code: 'phone-code' });
    await vi.waitFor(() => expect(mini.route()).toBe('pages/home/index'));
    await vi.waitFor(() => expect(asked('POST /visits/openings').length).toBeGreaterThan(0));
    expect(asked('POST /visits/openings')[0]?.body).toMatchObject({ storeId: store.id });
    await shows('请推门');
  });

  test('[UX-6] keeps its main package under 1 MB and what it sends to the view small', () => {
    const size = (folder: string): number =>
      readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
        const path = join(folder, entry.name);
        return sum + (entry.isDirectory() ? size(path) : statSync(path).size);
      }, 0);
    expect(size(root)).toBeLessThan(1_000_000);
    expect(mini.setDataBytes()).toBeLessThan(200_000);
  });

  test("[UX-6] is accepted by WeChat's own template compiler", () => {
    expect(compiler.wxmlToJs(root)).toContain('pages/home/index.wxml');
  });
});
