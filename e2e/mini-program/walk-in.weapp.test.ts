// The mini-program as it is uploaded, on a phone of stubs, through the whole path of a walk-in purchase: the server, the
// database, the broker, the door and the payment channel's wire are real.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { jpegFile } from '../../apps/server/src/testing/picture-files.ts';
import { ensureBuilt, SHOPPER_WEAPP } from '../../scripts/product/builds.ts';
import { type Phone, takePhone } from './phone.ts';
import { createMiniWorld, type MiniWorld } from './world.ts';

const WAIT = { timeout: 10_000, interval: 20 };
const PHONE = '13912340001';

let world: MiniWorld;
let phone: Phone;

beforeAll(async () => {
  await ensureBuilt(SHOPPER_WEAPP, () => undefined);
  world = await createMiniWorld();
  phone = takePhone(world, 'oFirst', PHONE);
}, 180_000);
afterAll(() => world?.close(), 30_000);

describe('a stranger', () => {
  test('[IDN-14, CAT-12] sees stores and their goods without signing in and without a single question', async () => {
    phone.mini.launch('pages/home/index');
    await phone.shows('静安寺店');
    await phone.tap(`store-${world.storeId}`);
    await phone.tap('store-goods');
    await phone.at('store');
    await phone.shows('乌龙茶');
    phone.mini.goBack();
    await phone.at('home');
    expect(phone.asked('POST', '/auth/wechat')).toEqual([]);
    expect(phone.mini.network.sockets).toEqual([]);
    expect(phone.mini.privacy.asked).toEqual([]);
  });

  test('[IDN-14] is asked in the shop’s own words before the position is read, and refusing leaves everything usable', async () => {
    phone.outside.position = { longitude: 121.44, latitude: 31.22 };
    await phone.tap('locate');
    await phone.shows('使用前，请先确认');
    expect(phone.mini.privacy.asked).toEqual(['getLocation']);
    await phone.tap('privacy-refuse');
    await phone.gone('使用前，请先确认');
    expect(phone.mini.privacy.agreed()).toBe(false);
    await phone.shows('静安寺店');
  });

  test('[VIS-1] scans the door with wx.scanCode, which takes only a door', async () => {
    phone.outside.scanned.push('https://example.com/not-a-door', world.doorUrl);
    await phone.tap('scan-door');
    await phone.tap('camera-door');
    await phone.shows('这不是门码');
    await phone.tap('camera-door');
    await vi.waitFor(() => expect(phone.mini.byId('door-scan')).toBeUndefined(), WAIT);
    await phone.there('other-door');
    await phone.shows('已扫门码');
  });
});

describe('a newcomer', () => {
  test('[IDN-4] is not signed in before the consent is ticked', async () => {
    await phone.tap('open-door');
    await phone.at('sign-in');
    await phone.tap('wechat-sign-in');
    expect(phone.asked('POST', '/auth/wechat')).toEqual([]);
  });

  test('[IDN-1, VIS-9] registers with the code of wx.login and is given a red packet', async () => {
    await vi.waitFor(() => expect(phone.asked('GET', '/privacy-notice')[0]?.status).toBe(200), WAIT);
    await phone.tap('consent');
    await phone.gone('未同意前');
    await phone.tap('wechat-sign-in');
    await phone.there('red-packet');
    await phone.shows('新人见面红包');
    expect(phone.mini.network.sockets[0]?.header.Authorization).toMatch(/^Bearer /);
    await phone.tap('welcome-go');
    await phone.at('home');
  });

  test('[IDN-14] is asked before the phone number too, may refuse it, and binds one by SMS; then the door opens by itself', async () => {
    await phone.tap('open-door');
    await phone.tap('refusal-act');
    await phone.there('wechat-phone');
    const unasked = phone.mini.givePhone('wechat-phone');
    await phone.tap('privacy-refuse');
    await unasked;
    await phone.shows('没关系，也可以用短信验证码绑定');
    expect(phone.mini.privacy.asked).toEqual(['getLocation', 'getPhoneNumber']);
    expect(phone.asked('POST', '/me/phone/wechat')).toEqual([]);
    phone.mini.type('phone', PHONE);
    await phone.tap('send-code');
    await phone.shows('验证码已发送');
    phone.mini.type('code', await phone.smsCode(PHONE));
    await phone.tap('submit-phone');
    await phone.at('home');
    await phone.shows('请推门');
    await world.walk('in');
    await phone.at('visit');
  });
});

describe('inside the store', () => {
  test('[VIS-9] the guide is shown once', async () => {
    await phone.tap('guide-close');
    await vi.waitFor(() => expect(phone.mini.byId('guide')).toBeUndefined(), WAIT);
  });

  test('[ORD-1, MKT-1] goods are scanned with wx.scanCode, and the red packet is in the cart by itself', async () => {
    const [water, tea] = world.goods;
    phone.outside.scanned.push(water.barcode);
    await phone.tap('camera-goods');
    await phone.shows('青柠气泡水');
    phone.outside.scanned.push(tea.barcode);
    await phone.tap('camera-goods');
    await phone.shows('乌龙茶');
    await phone.shows('新人见面红包');
    // ¥8.00 and ¥6.50 less ¥5.00.
    await vi.waitFor(() => expect(phone.mini.text().replace(/\s/g, '')).toContain('9.50'), WAIT);
  });

  test('[UX-3, ORD-1] a network that drops is told at once, and what was scanned meanwhile is not lost', async () => {
    phone.mini.network.plug(false);
    await phone.shows('网络已断开');
    phone.outside.scanned.push(world.goods[1].barcode);
    await phone.tap('camera-goods');
    phone.mini.network.plug(true);
    await phone.gone('网络已断开');
    await vi.waitFor(() => expect(phone.mini.text().replace(/\s/g, '')).toContain('16.00'), WAIT);
  });

  test('[UX-8] a socket that breaks is opened again with the same person, and hears the news', async () => {
    const before = phone.mini.network.sockets.length;
    phone.mini.network.breakSockets();
    await phone.shows('实时连接中断');
    await vi.waitFor(() => expect(phone.mini.network.sockets.length).toBeGreaterThan(before), WAIT);
    await phone.gone('实时连接中断');
    expect(phone.mini.network.sockets.at(-1)?.header.Authorization).toMatch(/^Bearer /);
  });
});

describe('at the cashier', () => {
  test('[PAY-1] gets parameters whose paySign the merchant’s public key verifies; giving up there is no payment', async () => {
    phone.decisions.atCashier = 'cancel';
    await phone.tap('checkout');
    await phone.at('pay');
    await phone.tap('pay-now');
    await phone.shows('您取消了支付');
    expect(phone.cashier).toHaveLength(1);
    expect(phone.cashier[0]).toMatchObject({ signType: 'RSA', package: expect.stringMatching(/^prepay_id=/) });
    expect(world.bolted()).toBe(true);
  });

  test('[PAY-2, VIS-7] paid there, believed here only from the channel, and the door opens by itself', async () => {
    phone.decisions.atCashier = 'pay';
    await phone.tap('pay-now');
    await phone.shows('门已开锁，请推门');
    expect(phone.cashier).toHaveLength(2);
    const books = (await world.lab.lab('GET', '/books')) as { totals: { paid: number; paidFen: number } };
    expect(books.totals).toMatchObject({ paid: 1, paidFen: 1600 });
  });

  test('[MSG-5] asks once for consents to reminders, when it was paid, about three templates at most', async () => {
    await vi.waitFor(() => expect(phone.asked('POST', '/me/subscription-answers')[0]?.status).toBe(200), WAIT);
    expect(phone.prompts).toHaveLength(1);
    expect(new Set(phone.prompts[0]).size).toBe(3);
  });

  test('[VIS-7, ORD-4] the customer walks out, and the visit and the order are over', async () => {
    await world.walk('out');
    await phone.shows('购物完成');
    await phone.shows('已完成');
    await vi.waitFor(() => expect(world.bolted()).toBe(true), WAIT);
  });
});

describe('reminders', () => {
  const orderId = () => {
    const paths = phone.mini.network.requests.map(({ path }) => /^\/orders\/([^/]+)\/payments/.exec(path)?.[1]);
    return paths.find((id) => id !== undefined) ?? '';
  };
  const sent = async () => {
    const { messages } = (await world.lab.lab('GET', '/subscriptions')) as { messages: { data: object }[] };
    return messages;
  };

  test('[MSG-1, MSG-5] a refund takes the one consent that was given, and the next one goes by SMS', async () => {
    await world.refund(orderId(), 100);
    await vi.waitFor(async () => expect(await sent()).toHaveLength(1), { timeout: 20_000, interval: 100 });
    expect((await sent())[0]).toMatchObject({ openid: 'oFirst', data: { amount2: '¥1.00', phrase3: '退款成功' } });
    const me = JSON.parse(String(phone.mini.storage.get('lk:kept:me'))) as { data: { id: string } };
    await world.tellRefund(me.data.id, 200);
    await vi.waitFor(async () => expect(await phone.smsText(PHONE)).toContain('¥2.00'), {
      timeout: 20_000,
      interval: 100,
    });
    expect(await sent()).toHaveLength(1);
  });

  test('[MSG-1, MSG-5] the settings tell what is left, ask for more at the person’s wish, and take a no', async () => {
    await phone.tap('paid-home');
    await phone.at('home');
    await phone.tap('inbox');
    await phone.at('inbox');
    await phone.shows('退款成功');
    await phone.tap('inbox-settings');
    await phone.at('message-settings');
    await phone.there('consent-refund');
    const prompted = phone.prompts.length;
    phone.decisions.subscriptions = 'reject';
    await phone.tap('allow-more');
    await vi.waitFor(() => expect(phone.asked('POST', '/me/subscription-answers')).toHaveLength(2), WAIT);
    expect(phone.prompts).toHaveLength(prompted + 1);
    expect(phone.prompts.at(-1)?.length).toBeLessThanOrEqual(3);
    await phone.tap('quiet-22:00–08:00');
    await phone.tap('by-sms');
    await vi.waitFor(() => expect(phone.asked('PUT', '/me/message-preferences').at(-1)?.status).toBe(200), WAIT);
    phone.mini.goBack();
    phone.mini.goBack();
    await phone.at('home');
  });
});

describe('the profile', () => {
  test('[IDN-14] takes picture and name only from WeChat’s fill-in components, the picture after the privacy question', async () => {
    await phone.tap('tab-me');
    await phone.at('me');
    await phone.there('choose-avatar');
    expect(phone.mini.attribute('choose-avatar', 'open-type')).toBe('chooseAvatar');
    phone.mini.storage.set('wxfile://tmp/face.jpg', jpegFile.toString('base64'));
    const chosen = phone.mini.chooseAvatar('choose-avatar', 'wxfile://tmp/face.jpg');
    await phone.there('privacy-agree');
    phone.mini.fire('privacy-agree', 'agreeprivacyauthorization', {});
    await chosen;
    expect(phone.mini.privacy.agreed()).toBe(true);
    const face = () => JSON.stringify(phone.mini.byId('choose-avatar'));
    await vi.waitFor(() => expect(face()).toMatch(/\/media\/faces\/[0-9a-f]{48}\.jpg/), WAIT);
    await phone.tap('edit-name');
    await phone.there('name');
    expect(phone.mini.attribute('name', 'type', 'input')).toBe('nickname');
    phone.mini.fire('name', 'blur', { value: '小林' });
    await phone.tap('save-name');
    await phone.shows('小林');
  });

  test('[IDN-14] once agreed, the position is read without a further question', async () => {
    const before = phone.mini.privacy.asked.length;
    await phone.tap('tab-home');
    await phone.at('home');
    await vi.waitFor(() => expect(phone.mini.text()).toMatch(/公里|米/), WAIT);
    expect(phone.mini.privacy.asked).toHaveLength(before);
  });
});

test('[UX-6] everything that went to the view in the whole walk is small', () => {
  expect(phone.mini.setDataBytes()).toBeLessThan(600_000);
});
