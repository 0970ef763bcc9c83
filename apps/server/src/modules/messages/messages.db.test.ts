import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { staffActor } from '../../testing/chain.ts';
import { anonymous, consent, createPeople, type People } from '../../testing/people.ts';
import { bindVerifiedPhone, deleteAccount, requestOwnCode, signInByWechat, unwrap } from '../identity/index.ts';
import { notify } from './notify.ts';
import { listDevelopmentSms, listMessages, messagesPersonalData } from './queries.ts';
import { readAllMessages, readMessage } from './read-message.ts';
import type { VendorAnswer } from './rules.ts';
import { sendDue } from './send-due.ts';
import { developmentVendor, httpsVendor, type SmsMessage, type SmsVendor, signBody, vendorOf } from './sms-vendors.ts';

let people: People;
beforeAll(async () => {
  people = await createPeople({ environment: { LATCHKEY_DEMO: 'true' } });
});
afterAll(() => people.close());

/** A vendor beside the product that answers what it is told and remembers what it was asked. */
function vendor(answers: VendorAnswer[], deduplicates = false): SmsVendor & { asked: SmsMessage[] } {
  const asked: SmsMessage[] = [];
  const send = async (_runtime: unknown, message: SmsMessage): Promise<VendorAnswer> => {
    asked.push(message);
    return answers.shift() ?? { result: 'accepted', reference: 'r1' };
  };
  return { name: 'test', deduplicates, asked, send };
}
const sendDueSms = (_runtime: unknown, sms: SmsVendor = developmentVendor) =>
  sendDue(people.runtime, { sms, wechat: null });
const settleRest = () => sendDueSms(people.runtime, vendor([]));
const states = async (key: string) => {
  const { rows } = await people.runtime.database.pool.query(
    'select state, attempts, phone_sealed, text_sealed, last_error from messages.sends where event_key = $1',
    [key],
  );
  return rows;
};
const refund = (to: string, key: string) =>
  people.asSystem((ctx) =>
    notify(ctx, {
      to: { kind: 'customer', id: to },
      template: 'refund_succeeded',
      variables: { number: 'LK01', amount: 1250 },
      link: { kind: 'order', id: newId() },
      key,
    }),
  );

describe('the inbox', () => {
  it('[MSG-1] shows messages in the reader’s language with a link, counts unread, and tells the socket', async () => {
    const { actor, customerId } = await people.customer(people.phone());
    people.heard.length = 0;
    await refund(customerId, newId());
    expect(people.heard).toEqual([expect.objectContaining({ topic: `me:${customerId}`, name: 'message.created' })]);
    const list = (locale: 'zh-CN' | 'en') => listMessages(people.read(actor), { limit: 20, locale });
    const zh = await list('zh-CN');
    expect(zh).toMatchObject({ unread: 1, nextCursor: null });
    expect(zh.items[0]).toMatchObject({ kind: 'payment', title: '退款成功', link: { kind: 'order' }, readAt: null });
    expect((await list('en')).items[0]?.text).toContain('¥12.50 of order LK01');
    const id = zh.items[0]?.id ?? '';
    await people.as(actor, (ctx) => readMessage(ctx, id));
    const first = (await list('en')).items[0]?.readAt;
    expect(first).not.toBeNull();
    people.clock.advance(1000);
    await people.as(actor, (ctx) => readMessage(ctx, id));
    expect(await list('en')).toMatchObject({ unread: 0, items: [{ readAt: first }] });
  });

  it('[MSG-1] is read as a whole by one act, which leaves everybody else’s unread', async () => {
    const [one, two] = [await people.customer(people.phone()), await people.customer(people.phone())];
    for (const { customerId } of [one, one, two]) await refund(customerId, newId());
    expect(await people.as(one.actor, (ctx) => readAllMessages(ctx))).toBe(2);
    expect(await people.as(one.actor, (ctx) => readAllMessages(ctx))).toBe(0);
    const unread = async (actor: typeof one.actor) =>
      (await listMessages(people.read(actor), { limit: 1, locale: 'en' })).unread;
    expect(await unread(one.actor)).toBe(0);
    expect(await unread(two.actor)).toBe(1);
    await expect(people.as(anonymous, (ctx) => readAllMessages(ctx))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('[MSG-1] is one’s own: nobody reads or marks another’s, staff have theirs, strangers none', async () => {
    const [one, two] = [await people.customer(people.phone()), await people.customer(people.phone())];
    await refund(one.customerId, newId());
    const [item] = (await listMessages(people.read(one.actor), { limit: 1, locale: 'en' })).items;
    const mark = (who: Parameters<People['as']>[0]) => people.as(who, (ctx) => readMessage(ctx, item?.id ?? ''));
    await expect(mark(two.actor)).rejects.toMatchObject({ code: 'not_found' });
    await expect(mark(anonymous)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(listMessages(people.read(anonymous), { limit: 1, locale: 'en' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const agent = staffActor('agent', null);
    await people.asSystem((ctx) =>
      notify(ctx, { to: { kind: 'staff', id: agent.id }, template: 'help_requested', variables: { store: '湖滨店' } }),
    );
    const inbox = await listMessages(people.read(agent), { limit: 5, locale: 'zh-CN' });
    expect(inbox.items.map((message) => message.text)).toEqual(['「湖滨店」有顾客求助，请尽快处理。']);
    expect(people.heard.at(-1)).toMatchObject({ topic: `staff:${agent.id}` });
  });

  it('[MSG-3] tells a person once of an event, also when told at once', async () => {
    const { actor, customerId } = await people.customer(people.phone());
    const key = newId();
    await Promise.all(Array.from({ length: 5 }, () => refund(customerId, key)));
    expect((await listMessages(people.read(actor), { limit: 20, locale: 'en' })).items).toHaveLength(1);
    expect(await states(key)).toHaveLength(1);
    await settleRest();
  });

  it('[IDN-4] goes into the archive and goes with the account', async () => {
    const phone = people.phone();
    const { actor, customerId } = await people.customer(phone);
    await refund(customerId, newId());
    const archive = () => messagesPersonalData(people.read(anonymous), customerId);
    expect(await archive()).toEqual([expect.objectContaining({ title: '退款成功' })]);
    people.clock.advance(60_000);
    await people.as(actor, (ctx) => requestOwnCode(ctx, 'delete_account'));
    await people.drain();
    const code = people.codes.get(phone);
    unwrap(await people.as(actor, (ctx) => deleteAccount(ctx, people.ports, { code })));
    await people.drain();
    expect(await archive()).toEqual([]);
  });

  it('[IDN-1] moves with a merge, and the person is told', async () => {
    const phone = people.phone();
    const owner = await people.customer(phone);
    const session = await people.as(anonymous, (ctx) =>
      signInByWechat(ctx, people.ports, { openid: `o-${newId()}`, unionid: null, consent }),
    );
    const key = newId();
    await refund(owner.customerId, key);
    await refund(session.customerId, key);
    await refund(session.customerId, newId());
    const actor = await people.actorOf(session.token);
    await people.as(actor, (ctx) => bindVerifiedPhone(ctx, people.ports, phone));
    await people.drain();
    const { items } = await listMessages(people.read(owner.actor), { limit: 20, locale: 'zh-CN' });
    expect(items.map((item) => item.title).sort()).toEqual(['账号已合并', '退款成功', '退款成功']);
  });
});

describe('SMS', () => {
  it('[MSG-1] a sign-in code reaches the development inbox, which exists in demo mode only', async () => {
    const phone = people.phone();
    const code = await people.codeFor(phone);
    await sendDueSms(people.runtime);
    const inbox = () => listDevelopmentSms(people.read(anonymous), { phone, limit: 5 });
    expect(await inbox()).toEqual([expect.objectContaining({ phone, text: expect.stringContaining(code) })]);
    const { config } = people.runtime.kernel;
    config.demo = false;
    await expect(inbox()).rejects.toMatchObject({ code: 'not_found' });
    config.demo = true;
  });

  it('[MSG-3] is accepted once; text and number are not kept afterwards', async () => {
    const { customerId } = await people.customer(people.phone());
    await settleRest();
    const key = newId();
    await refund(customerId, key);
    const one = vendor([]);
    await Promise.all([
      sendDueSms(people.runtime, one),
      sendDueSms(people.runtime, one),
      sendDueSms(people.runtime, one),
    ]);
    expect(one.asked.map((message) => message.text)).toEqual([expect.stringContaining('¥12.50')]);
    expect(await states(key)).toEqual([
      { state: 'accepted', attempts: 1, phone_sealed: null, text_sealed: null, last_error: null },
    ]);
    await refund(customerId, key);
    await sendDueSms(people.runtime, one);
    expect(one.asked).toHaveLength(1);
  });

  it('[MSG-3] is tried again when the vendor was not reached, and not when it may have accepted', async () => {
    const { customerId } = await people.customer(people.phone());
    await settleRest();
    const [unreached, unclear] = [newId(), newId()];
    await refund(customerId, unreached);
    const busy = vendor([{ result: 'unreached', reason: 'ECONNREFUSED' }]);
    await sendDueSms(people.runtime, busy);
    expect(await states(unreached)).toMatchObject([{ state: 'queued', attempts: 1, last_error: 'ECONNREFUSED' }]);
    await sendDueSms(people.runtime, busy);
    expect(busy.asked).toHaveLength(1);
    people.clock.advance(1000);
    await sendDueSms(people.runtime, busy);
    expect(await states(unreached)).toMatchObject([{ state: 'accepted', attempts: 2 }]);
    await refund(customerId, unclear);
    const silent = vendor([{ result: 'unknown', reason: 'TimeoutError' }]);
    await sendDueSms(people.runtime, silent);
    people.clock.advance(3_600_000);
    await sendDueSms(people.runtime, silent);
    expect(silent.asked).toHaveLength(1);
    expect(await states(unclear)).toMatchObject([{ state: 'unknown', last_error: 'TimeoutError' }]);
  });

  it('[MSG-3] a server that died while sending leaves it unknown, or repeats it to a vendor that drops duplicates', async () => {
    const { customerId } = await people.customer(people.phone());
    await settleRest();
    const dying: SmsVendor = { name: 'dying', deduplicates: false, send: () => Promise.reject(new Error('killed')) };
    for (const [deduplicates, end] of [
      [false, 'unknown'],
      [true, 'accepted'],
    ] as const) {
      const key = newId();
      await refund(customerId, key);
      await sendDueSms(people.runtime, dying);
      expect(await states(key)).toMatchObject([{ state: 'sending' }]);
      people.clock.advance(60_000);
      const next = vendor([], deduplicates);
      await sendDueSms(people.runtime, next);
      expect(await states(key)).toMatchObject([{ state: end }]);
      expect(next.asked).toHaveLength(deduplicates ? 1 : 0);
    }
  });

  it('[MSG-3] is dropped when it comes too late to be of use', async () => {
    const phone = people.phone();
    await people.codeFor(phone);
    people.clock.advance(5 * 60_000);
    const late = vendor([]);
    await sendDueSms(people.runtime, late);
    expect(late.asked.map((message) => message.phone)).not.toContain(phone);
  });

  it('[MSG-1] goes only to customers with a verified phone', async () => {
    const session = await people.as(anonymous, (ctx) =>
      signInByWechat(ctx, people.ports, { openid: `o-${newId()}`, unionid: null, consent }),
    );
    const key = newId();
    await refund(session.customerId, key);
    expect(await states(key)).toEqual([]);
  });
});

describe('the HTTPS vendor', () => {
  const key = 'shared-key';
  type Reply = { status: number; body?: string; hang?: boolean };
  async function ask(reply: Reply) {
    const seen: { body: string; headers: Record<string, unknown> }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        seen.push({ body, headers: request.headers });
        if (!reply.hang) response.writeHead(reply.status).end(reply.body ?? '');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
    const message = { id: newId(), phone: '13900001111', text: '您好' };
    const answer = await httpsVendor({ url, key, timeoutMs: 200 }).send(people.runtime, message);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return { answer, seen, message, url };
  }

  it('[MSG-1] posts the message signed and reads the reference', async () => {
    const { answer, seen, message } = await ask({ status: 200, body: '{"reference":"v-77"}' });
    expect(answer).toEqual({ result: 'accepted', reference: 'v-77' });
    const [request] = seen;
    expect(JSON.parse(request?.body ?? '')).toEqual(message);
    const timestamp = String(request?.headers['x-latchkey-timestamp']);
    expect(request?.headers['x-latchkey-signature']).toBe(signBody(key, timestamp, request?.body ?? ''));
    expect(request?.headers['x-latchkey-signature']).not.toBe(signBody('other', timestamp, request?.body ?? ''));
    expect(request?.headers['idempotency-key']).toBe(message.id);
  });

  it('[MSG-3] tells refusals, overload, breakdown, silence and absence apart', async () => {
    expect((await ask({ status: 204 })).answer).toEqual({ result: 'accepted', reference: null });
    expect((await ask({ status: 400 })).answer).toEqual({ result: 'refused', reason: 'HTTP 400' });
    expect((await ask({ status: 429 })).answer).toEqual({ result: 'unreached', reason: 'HTTP 429' });
    expect((await ask({ status: 502 })).answer).toEqual({ result: 'unknown', reason: 'HTTP 502' });
    expect((await ask({ status: 200, hang: true })).answer).toMatchObject({ result: 'unknown' });
    const { url, message } = await ask({ status: 200 });
    expect(await httpsVendor({ url, key }).send(people.runtime, message)).toEqual({
      result: 'unreached',
      reason: 'ECONNREFUSED',
    });
  });

  it('[MSG-1] is chosen by configuration, which must be whole', () => {
    const { config } = people.runtime.kernel;
    expect(vendorOf(config).name).toBe('development');
    expect(() => vendorOf({ ...config, sms: { vendor: 'https', url: null, key: null } })).toThrow('LATCHKEY_SMS_URL');
    expect(vendorOf({ ...config, sms: { vendor: 'https', url: 'https://sms.example', key } }).name).toBe('https');
  });
});
