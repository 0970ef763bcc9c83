// Subscription messages against the emulator's mini-program server API: its own count of consents judges ours.
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestLab, type TestLab } from '../../../../../tools/paylab/test/lab-client.ts';
import { newId } from '../../kernel/ids.ts';
import { staffActor } from '../../testing/chain.ts';
import { anonymous, consent, createPeople, type People } from '../../testing/people.ts';
import {
  bindVerifiedPhone,
  createWechatMiniProgram,
  deleteAccount,
  requestOwnCode,
  signInByWechat,
  unwrap,
  type WechatMiniProgram,
} from '../identity/index.ts';
import { EVERYTHING, type Preferences } from './channel-rules.ts';
import { notify } from './notify.ts';
import { changePreferences, ownPreferences, recordAnswers, subscriptionPrompt } from './preferences.ts';
import { sendDue } from './send-due.ts';
import type { SmsVendor } from './sms-vendors.ts';
import { listTemplates, setTemplate } from './subscription-templates.ts';

let people: People;
let lab: TestLab;
let wechat: WechatMiniProgram;
const administrator = staffActor('platform_administrator', null);
const purposes = ['order', 'refund', 'visit', 'balance'] as const;
type Purpose = (typeof purposes)[number];
const templateOf = (purpose: Purpose): string =>
  lab.paylab.credentials().subscriptionTemplates[purpose]?.templateId ?? '';

const texts: string[] = [];
const sms: SmsVendor = {
  name: 'test',
  deduplicates: true,
  send: async (_runtime, { text }) => {
    texts.push(text);
    return { result: 'accepted', reference: null };
  },
};
async function deliver(carrier: WechatMiniProgram | null = wechat): Promise<void> {
  while (await sendDue(people.runtime, { sms, wechat: carrier }));
  while (await sendDue(people.runtime, { sms, wechat: carrier }));
}

beforeAll(async () => {
  lab = await startTestLab();
  people = await createPeople();
  const { baseUrl, appid, appSecret, subscriptionTemplates } = lab.paylab.credentials();
  wechat = createWechatMiniProgram({ baseUrl, appid, secret: appSecret });
  for (const purpose of purposes) {
    const template = subscriptionTemplates[purpose];
    if (!template) throw new Error(purpose);
    const { templateId, fields } = template;
    await people.as(administrator, (ctx) => setTemplate(ctx, { purpose, templateId, fields, enabled: true }));
  }
});
afterAll(async () => {
  await people.close();
  await lab[Symbol.asyncDispose]();
});

/** A member with WeChat and phone. */
async function member() {
  const openid = `o${newId()}`;
  const session = await people.as(anonymous, (ctx) =>
    signInByWechat(ctx, people.ports, { openid, unionid: null, consent }),
  );
  const actor = await people.actorOf(session.token);
  const id = await people.as(actor, (ctx) => bindVerifiedPhone(ctx, people.ports, people.phone()));
  texts.length = 0;
  const person = { id, actor, openid };
  return {
    ...person,
    /** The person accepts at WeChat's prompt, and the mini-program tells the server. */
    async accepts(purpose: Purpose, times = 1) {
      for (let i = 0; i < times; i++) {
        await lab.lab('POST', '/subscriptions', { openid, templateIds: [templateOf(purpose)] });
        const answers = [{ templateId: templateOf(purpose), answer: 'accept' as const }];
        await people.as(actor, (ctx) => recordAnswers(ctx, answers));
      }
    },
    says: (templateId: string, answer: 'accept' | 'reject') =>
      people.as(actor, (ctx) => recordAnswers(ctx, [{ templateId, answer }])),
    wants: (change: Partial<Preferences>) =>
      people.as(actor, (ctx) => changePreferences(ctx, { ...EVERYTHING, ...change })),
    async left(purpose: Purpose) {
      const { subscriptions } = await ownPreferences(people.read(actor));
      const { left, sent } = subscriptions.find((one) => one.purpose === purpose) ?? { left: -1, sent: -1 };
      return { left, sent };
    },
    refund: (key: string = newId()) =>
      people.asSystem((ctx) =>
        notify(ctx, {
          to: { kind: 'customer', id },
          template: 'refund_succeeded',
          variables: { number: 'LK20261122', amount: 1250 },
          link: { kind: 'order', id: '01900000-0000-7000-8000-000000000001' },
          key,
        }),
      ),
    paid: () =>
      people.asSystem((ctx) =>
        notify(ctx, {
          to: { kind: 'customer', id },
          template: 'order_paid',
          variables: { store: '湖滨店', number: 'LK20261122', amount: 900 },
        }),
      ),
  };
}

const books = z.object({
  consents: z.record(z.string(), z.number()),
  messages: z.array(
    z.object({
      openid: z.string(),
      templateId: z.string(),
      page: z.string().nullable(),
      data: z.record(z.string(), z.string()),
    }),
  ),
});
const arrived = async (openid: string) =>
  books.parse(await lab.lab('GET', '/subscriptions')).messages.filter((message) => message.openid === openid);
const sends = async (key: string) => {
  const { rows } = await people.runtime.database.pool.query(
    'select channel, state, attempts, last_error, text_sealed from messages.sends where event_key = $1 order by channel',
    [key],
  );
  return rows;
};

describe('one consent, one message', () => {
  it('[MSG-1, MSG-5] goes to WeChat while there is a consent, and by SMS when there is none', async () => {
    const her = await member();
    await her.accepts('refund');
    expect(await her.left('refund')).toEqual({ left: 1, sent: 0 });
    const [first, second] = [newId(), newId()];
    await her.refund(first);
    await her.refund(second);
    await deliver();
    expect(await arrived(her.openid)).toEqual([
      {
        openid: her.openid,
        templateId: templateOf('refund'),
        page: 'pages/order/index?id=01900000-0000-7000-8000-000000000001',
        data: {
          character_string1: 'LK20261122',
          amount2: '¥12.50',
          phrase3: '退款成功',
          thing4: '已原路退回，到账以支付渠道为准',
        },
      },
    ]);
    expect(texts).toEqual([expect.stringContaining('¥12.50')]);
    expect(await sends(first)).toMatchObject([{ channel: 'wechat', state: 'accepted', text_sealed: null }]);
    expect(await sends(second)).toMatchObject([{ channel: 'sms', state: 'accepted' }]);
    expect(await her.left('refund')).toEqual({ left: 0, sent: 1 });
  });

  it('[MSG-5] the last consent is not spent on what the person sees anyhow', async () => {
    const her = await member();
    await her.accepts('order');
    await her.paid();
    await deliver();
    expect(await arrived(her.openid)).toEqual([]);
    await her.accepts('order');
    await her.paid();
    await deliver();
    expect(await arrived(her.openid)).toMatchObject([{ data: { thing2: '湖滨店', amount4: '¥9.00' } }]);
    expect(texts).toEqual([]);
  });

  it('[MSG-5] of five messages at once one takes the one consent, and none of the five is lost', async () => {
    const her = await member();
    await her.accepts('refund');
    await people.warm(5);
    await Promise.all(Array.from({ length: 5 }, () => her.refund()));
    await deliver();
    expect(await arrived(her.openid)).toHaveLength(1);
    expect(texts).toHaveLength(4);
  });

  it('[MSG-3] what has to be found again, such as a door code, goes by both', async () => {
    const her = await member();
    await her.accepts('visit', 2);
    const key = newId();
    const variables = { store: '湖滨店', room: '茶室一', time: '11-22 14:00', code: '204816' };
    await people.asSystem((ctx) =>
      notify(ctx, { to: { kind: 'customer', id: her.id }, template: 'booking_confirmed', variables, key }),
    );
    await deliver();
    expect(await arrived(her.openid)).toHaveLength(1);
    expect(texts).toEqual([expect.stringContaining('204816')]);
    expect(await sends(key)).toMatchObject([{ channel: 'sms' }, { channel: 'wechat' }]);
  });

  it('[MSG-3] is accepted once for an event and person, whatever is told and sent again at once', async () => {
    const her = await member();
    await her.accepts('refund', 3);
    const key = newId();
    await Promise.all(Array.from({ length: 5 }, () => her.refund(key)));
    await Promise.all([deliver(), deliver(), deliver()]);
    await her.refund(key);
    await deliver();
    expect(await arrived(her.openid)).toHaveLength(1);
    expect(texts).toEqual([]);
    expect(await her.left('refund')).toEqual({ left: 2, sent: 1 });
  });
});

describe('what WeChat answers', () => {
  it('[MSG-5] 43101: the count was wrong, so it is put right, and the message goes by SMS', async () => {
    const her = await member();
    for (let i = 0; i < 3; i++) await her.says(templateOf('refund'), 'accept');
    const key = newId();
    await her.refund(key);
    await deliver();
    expect(await sends(key)).toMatchObject([
      { channel: 'sms', state: 'accepted' },
      { channel: 'wechat', state: 'failed', last_error: 'errcode 43101' },
    ]);
    expect(texts).toHaveLength(1);
    expect(await her.left('refund')).toEqual({ left: 0, sent: 0 });
  });

  it('[MSG-3, MSG-5] 40037 and 45009: SMS at once, and the consent is still there', async () => {
    for (const code of ['40037', '45009']) {
      const her = await member();
      await her.accepts('refund');
      await lab.setFaults({ kind: 'reject', code, times: 1, match: 'subscribe/send' });
      await her.refund();
      await deliver();
      expect(texts).toHaveLength(1);
      expect(await her.left('refund')).toEqual({ left: 1, sent: 0 });
    }
  });

  it('[MSG-3] 42001: the token is fetched anew and the message goes out, once', async () => {
    const her = await member();
    await her.accepts('refund', 2);
    await her.refund();
    await deliver();
    await lab.lab('POST', '/tokens/expire');
    await her.refund();
    await deliver();
    expect(await arrived(her.openid)).toHaveLength(2);
    expect(texts).toEqual([]);
  });

  it('[MSG-3] 45011, and no connection: later, again, and in the end once', async () => {
    const her = await member();
    await her.accepts('refund');
    const key = newId();
    await lab.setFaults({ kind: 'reject', code: '45011', times: 1, match: 'subscribe/send' });
    await her.refund(key);
    await deliver();
    expect(await sends(key)).toMatchObject([{ state: 'queued', attempts: 1, last_error: 'errcode 45011' }]);
    people.clock.advance(1000);
    await deliver(createWechatMiniProgram({ baseUrl: 'http://127.0.0.1:9', appid: 'x', secret: 'y' }));
    expect(await sends(key)).toMatchObject([{ state: 'queued', attempts: 2 }]);
    people.clock.advance(2000);
    await deliver();
    expect(await arrived(her.openid)).toHaveLength(1);
    expect(await sends(key)).toMatchObject([{ state: 'accepted', attempts: 3 }]);
  });

  it('[MSG-3] silence after it was taken: nobody repeats it, on no channel', async () => {
    const her = await member();
    await her.accepts('refund', 2);
    const key = newId();
    await lab.setFaults({ kind: 'hang_after', times: 1, match: 'subscribe/send' });
    await her.refund(key);
    await deliver();
    people.clock.advance(3_600_000);
    await deliver();
    expect(await sends(key)).toMatchObject([{ channel: 'wechat', state: 'unknown' }]);
    expect(await arrived(her.openid)).toHaveLength(1);
    expect(texts).toEqual([]);
    expect(await her.left('refund')).toEqual({ left: 1, sent: 1 });
  });

  it('[MSG-3] a server that died while sending leaves it unknown too', async () => {
    const her = await member();
    await her.accepts('refund');
    const key = newId();
    await her.refund(key);
    await deliver({ ...wechat, sendSubscription: () => Promise.reject(new Error('killed')) });
    people.clock.advance(60_000);
    await deliver();
    expect(await sends(key)).toMatchObject([{ channel: 'wechat', state: 'unknown' }]);
    expect(await arrived(her.openid)).toEqual([]);
  });
});

describe('what the customer wants', () => {
  it('[MSG-1] quiet hours hold a message back until they end; what cannot wait goes at once', async () => {
    const her = await member();
    // 12:00 in Shanghai.
    people.clock.set(new Date('2026-07-01T04:00:00Z'));
    await her.wants({ quiet: { from: '11:30', to: '13:00' } });
    await her.accepts('refund');
    await her.accepts('visit');
    await her.refund();
    await people.asSystem((ctx) =>
      notify(ctx, { to: { kind: 'customer', id: her.id }, template: 'visit_unclear', variables: { store: '湖滨店' } }),
    );
    await deliver();
    expect(await arrived(her.openid)).toMatchObject([
      {
        templateId: templateOf('visit'),
        data: { thing1: '湖滨店', thing2: '您还在店里吗', time3: '2026年7月1日 12:00' },
      },
    ]);
    people.clock.advance(59 * 60_000);
    await deliver();
    expect(await arrived(her.openid)).toHaveLength(1);
    people.clock.advance(60_000);
    await deliver();
    expect(await arrived(her.openid)).toHaveLength(2);
  });

  it('[MSG-1] muted kinds go to the inbox alone, and channels that were switched off stay silent', async () => {
    const her = await member();
    await her.accepts('refund');
    await her.wants({ muted: ['payment'] });
    await her.refund();
    await her.wants({ wechat: false });
    await her.refund();
    await her.wants({ wechat: false, sms: false });
    await her.refund();
    await deliver();
    expect(await arrived(her.openid)).toEqual([]);
    expect(texts).toHaveLength(1);
    expect(await her.left('refund')).toEqual({ left: 1, sent: 0 });
  });

  it('[MSG-5] is asked for at the right moments only, and not again after a no', async () => {
    const her = await member();
    const asked = (moment: 'paid' | 'settings') => subscriptionPrompt(people.read(her.actor), moment);
    expect(await asked('paid')).toHaveLength(3);
    await her.says(templateOf('visit'), 'reject');
    await her.accepts('refund', 3);
    expect((await asked('paid')).map(({ purpose }) => purpose)).toEqual(['order']);
    people.clock.advance(31 * 86_400_000);
    expect((await asked('paid')).map(({ purpose }) => purpose)).toEqual(['visit', 'order']);
    expect((await asked('settings')).map(({ purpose }) => purpose)).toEqual(['visit', 'order', 'balance']);
    await her.says('somebody-else’s-template', 'accept');
    expect((await ownPreferences(people.read(her.actor))).subscriptions).toHaveLength(4);
  });

  it('[IDN-1, IDN-4] consents and wishes move with a merge and go with the account', async () => {
    const phone = people.phone();
    const owner = await people.customer(phone);
    const openid = `o${randomInt(1e9)}`;
    const guest = await people.as(anonymous, (ctx) =>
      signInByWechat(ctx, people.ports, { openid, unionid: null, consent }),
    );
    const actor = await people.actorOf(guest.token);
    const answers = [{ templateId: templateOf('order'), answer: 'accept' as const }];
    await people.as(actor, (ctx) => recordAnswers(ctx, answers));
    await people.as(actor, (ctx) => changePreferences(ctx, { ...EVERYTHING, sms: false }));
    await people.as(actor, (ctx) => bindVerifiedPhone(ctx, people.ports, phone));
    await people.drain();
    expect(await ownPreferences(people.read(owner.actor))).toMatchObject({
      sms: false,
      subscriptions: expect.arrayContaining([expect.objectContaining({ purpose: 'order', left: 1 })]),
    });
    people.clock.advance(60_000);
    await people.as(owner.actor, (ctx) => requestOwnCode(ctx, 'delete_account'));
    await people.drain();
    const code = people.codes.get(phone);
    unwrap(await people.as(owner.actor, (ctx) => deleteAccount(ctx, people.ports, { code })));
    await people.drain();
    const { rows } = await people.runtime.database.pool.query(
      `select customer_id from messages.preferences where customer_id = $1
       union all select customer_id from messages.subscription_quotas where customer_id = $1`,
      [owner.customerId],
    );
    expect(rows).toEqual([]);
  });
});

describe('the templates', () => {
  it('[MSG-1, IDN-13] are set by who may, each for one purpose, and it is written down', async () => {
    const [order] = await people.as(administrator, (ctx) => listTemplates(ctx).then((all) => all.slice(1, 2)));
    if (!order) throw new Error('no template');
    await expect(
      people.as(administrator, (ctx) => setTemplate(ctx, { ...order, purpose: 'visit' })),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(people.as(staffActor('agent', null), (ctx) => setTemplate(ctx, order))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(listTemplates(people.read(anonymous))).rejects.toMatchObject({ code: 'unauthenticated' });
    await people.as(administrator, (ctx) => setTemplate(ctx, { ...order, enabled: false }));
    const her = await member();
    expect((await ownPreferences(people.read(her.actor))).subscriptions).toHaveLength(3);
    await people.as(administrator, (ctx) => setTemplate(ctx, order));
    const [audit] = await people.audits(order.purpose).then((rows) => rows.slice(-1));
    expect(audit).toMatchObject({ action: 'messages.set_subscription_template', before: { enabled: false } });
  });
});
