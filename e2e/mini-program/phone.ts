// A person with a phone: WeChat's answers come from the emulator, what they decide from the test.
import { createPublicKey, createVerify } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { bootMiniProgram } from '../../apps/shopper/test/mini-program.ts';
import type { Outside } from '../../apps/shopper/test/outside.ts';
import type { MiniWorld } from './world.ts';

const ROOT = fileURLToPath(new URL('../../apps/shopper/dist-weapp/', import.meta.url));
const WAIT = { timeout: 10_000, interval: 20 };

/** The text over which `paySign` is made, as `wx.requestPayment` makes it from its parameters and the program's own id. */
const signedText = (appid: string, given: Record<string, string>): string =>
  `${appid}\n${given.timeStamp}\n${given.nonceStr}\n${given.package}\n`;

export function takePhone(world: MiniWorld, openid: string, ownNumber: string) {
  const { paylab, lab } = world.lab;
  const { appid, merchantPrivateKey } = paylab.credentials();
  const merchant = createPublicKey(merchantPrivateKey);
  const codeOf = async (input: object) => ((await lab('POST', '/login-codes', input)) as { code: string }).code;
  const decisions = {
    /** Whether WeChat may hand over the number. */
    givesPhone: true,
    /** What the person does at WeChat's cashier. */
    atCashier: 'pay' as 'pay' | 'cancel',
    subscriptions: 'accept' as 'accept' | 'reject',
  };
  /** Parameters that arrived at the cashier, each with a signature that holds. */
  const cashier: Record<string, string>[] = [];
  const prompts: (readonly string[])[] = [];

  const outside: Outside = {
    origin: world.origin,
    scanned: [],
    position: null,
    loginCode: () => codeOf({ openid }),
    phoneCode: async () => (decisions.givesPhone ? codeOf({ phone: ownNumber }) : null),
    async cashier({ timeStamp = '', nonceStr = '', package: prepay = '', signType = '', paySign = '' }) {
      const given = { timeStamp, nonceStr, package: prepay, signType, paySign };
      const genuine = createVerify('RSA-SHA256').update(signedText(appid, given)).verify(merchant, paySign, 'base64');
      if (!genuine) throw new Error('支付验证签名失败');
      cashier.push(given);
      if (decisions.atCashier === 'cancel') throw new Error('cancel');
      await lab('POST', '/jsapi/pay', { appId: appid, ...given });
      return {};
    },
    async subscribing(ids) {
      prompts.push(ids);
      if (decisions.subscriptions === 'accept') await lab('POST', '/subscriptions', { openid, templateIds: ids });
      return Object.fromEntries(ids.map((id) => [id, decisions.subscriptions]));
    },
  };
  const mini = bootMiniProgram(ROOT, outside);
  const there = (id: string) =>
    vi.waitFor(() => expect(mini.byId(id), `#${id} on ${mini.route()}`).toBeDefined(), WAIT);
  /** The newest text message to a number; empty when there is none. */
  async function smsText(phone: string): Promise<string> {
    const answer = await fetch(`${world.origin}/api/v1/development/sms?phone=${phone}`);
    const { items } = (await answer.json()) as { items: { text: string }[] };
    return items[0]?.text ?? '';
  }
  return {
    mini,
    outside,
    decisions,
    cashier,
    prompts,
    ownNumber,
    shows: (text: string) => vi.waitFor(() => expect(mini.text()).toContain(text), WAIT),
    gone: (text: string) => vi.waitFor(() => expect(mini.text()).not.toContain(text), WAIT),
    at: (page: string) => vi.waitFor(() => expect(mini.route()).toBe(`pages/${page}/index`), WAIT),
    there,
    /** Waits for something and taps it. */
    async tap(id: string): Promise<void> {
      await there(id);
      mini.tap(id);
    },
    asked: (method: string, path: string) =>
      mini.network.requests.filter((one) => one.method === method && one.path === path),
    smsText,
    /** The code of the newest text message to a number. */
    async smsCode(phone: string): Promise<string> {
      let code = '';
      await vi.waitFor(async () => {
        code = /\d{6}/.exec(await smsText(phone))?.[0] ?? '';
        expect(code).not.toBe('');
      }, WAIT);
      return code;
    },
  };
}
export type Phone = ReturnType<typeof takePhone>;
