import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProduct, freshAddress, type Person, type TestProduct } from '../../testing/product.ts';
import { bindVerifiedPhone } from './bind-phone.ts';
import { importCustomer } from './import-customer.ts';
import { signInByWechat } from './sign-in-by-wechat.ts';
import { tidySweep } from './tidy.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['administrator']>>;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.administrator();
}, 60_000);
afterAll(() => product.close());

/** Signs the same person in on one more device. */
async function again(person: Person & { phone: string }) {
  product.clock.advance(61_000);
  return product.customer(person.phone);
}
async function wrongCode(phone: string, address: string) {
  const body = { phone, code: '000000', transport: 'token' };
  const headers = { 'user-agent': 'a guesser' };
  return product.call('POST /auth/phone', { body, headers, address });
}

describe('the history of sign-ins', () => {
  it('[IDN-5] tells a customer when, where from and on what they signed in, refused tries among it', async () => {
    const first = await product.customer();
    const second = await again(first);
    await product.call('POST /auth/sms-codes', { body: { phone: first.phone } });
    product.clock.advance(1000);
    expect((await wrongCode(first.phone, '203.0.113.77')).body.error.code).toBe('wrong_code');
    const { items, nextCursor } = (await second.call('GET /me/sign-ins')).body;
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      {
        ...{ outcome: 'refused', way: 'phone', reason: 'wrong_code', address: '203.0.113.77', userAgent: 'a guesser' },
        ...{ lastSeenAt: null, endsAt: null, open: false, current: false },
      },
      { outcome: 'signed_in', way: 'phone', reason: null, open: true, current: true, endReason: null },
      { outcome: 'signed_in', way: 'phone', open: true, current: false },
    ]);
    const pages = [];
    for (let cursor = '', page = 0; page < 3; page++) {
      const { body } = await second.call('GET /me/sign-ins', { query: `limit=1${cursor}` });
      pages.push(...body.items);
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(pages).toEqual(items);
  });

  it('[IDN-5] is the own one only: another’s session cannot be seen or ended', async () => {
    const [mine, theirs] = [await product.customer(), await product.customer()];
    const [session] = (await theirs.call('GET /me/sign-ins')).body.items;
    const answer = await mine.call('POST /me/sign-ins/:id/end', { params: { id: session?.id ?? '' } });
    expect(answer.body.error.code).toBe('not_found');
    expect((await theirs.call('GET /me')).status).toBe(200);
    expect((await mine.call('GET /me/sign-ins')).text).not.toContain(session?.id);
  });

  it('[IDN-5] administrators see a customer’s without the last part of the address; others do not see it', async () => {
    const customer = await product.customer();
    await product.call('POST /auth/sms-codes', { body: { phone: customer.phone } });
    await wrongCode(customer.phone, '2001:db8:7:8:9:a:b:c');
    const request = { params: { id: customer.id } };
    const { body } = await admin.call('GET /staff/members/:id/sign-ins', request);
    expect(body.items[0]).toMatchObject({ outcome: 'refused', address: '2001:db8:7:8:*' });
    expect(body.items[1]?.address).toMatch(/^\d+\.\d+\.\d+\.\*$/);
    for (const role of ['cashier', 'store_manager', 'agent', 'auditor'] as const) {
      const person = await product.staff(role);
      expect((await person.call('GET /staff/members/:id/sign-ins', request)).body.error.code).toBe('forbidden');
    }
    const elsewhere = await product.staff('user_administrator', {
      kind: 'stores',
      ids: [(await product.shop()).storeId],
    });
    expect((await elsewhere.call('GET /staff/members/:id/sign-ins', request)).status).toBe(404);
  });

  it('[IDN-5] of staff holds refused passwords, for the person and for administrators', async () => {
    const person = await product.staff('agent');
    product.clock.advance(1000);
    const body = { loginName: person.loginName, password: 'a-wrong-password' };
    await product.call('POST /staff/auth/sign-in', { body, address: '203.0.113.5' });
    const expected = [
      { outcome: 'refused', way: 'password', reason: 'wrong_credentials', address: '203.0.113.5' },
      { outcome: 'signed_in', way: 'password', open: true },
    ];
    expect((await person.call('GET /staff/me/sign-ins')).body.items).toMatchObject(expected);
    const seen = await admin.call('GET /staff/staff/:id/sign-ins', { params: { id: person.id } });
    expect(seen.body.items).toMatchObject(expected);
  });

  it('[IDN-5] goes after 180 days, and with the account', async () => {
    const leaving = await product.customer();
    await product.call('POST /auth/sms-codes', { body: { phone: leaving.phone } });
    await wrongCode(leaving.phone, freshAddress());
    const refusals = async (id: string) =>
      (await product.runtime.database.pool.query('select from identity.refused_sign_ins where customer_id = $1', [id]))
        .rowCount;
    expect(await refusals(leaving.id)).toBe(1);
    product.clock.advance(61_000);
    await leaving.call('POST /me/codes', { body: { purpose: 'delete_account' } });
    await product.drain();
    expect((await leaving.call('DELETE /me', { body: { code: product.codes.get(leaving.phone) } })).status).toBe(200);
    expect(await refusals(leaving.id)).toBe(0);
    const staying = await product.customer();
    await product.call('POST /auth/sms-codes', { body: { phone: staying.phone } });
    await wrongCode(staying.phone, freshAddress());
    product.clock.advance(181 * 86_400_000);
    while (await tidySweep.run(product.runtime));
    expect(await refusals(staying.id)).toBe(0);
    admin = await product.administrator();
  });
});

describe('signing out of all devices', () => {
  it('[IDN-5] ends every session of the customer at once, and can leave this one', async () => {
    const first = await product.customer();
    const second = await again(first);
    const third = await again(first);
    const kept = await third.call('POST /auth/sign-out-all', { body: { keepThis: true } });
    expect(kept.body).toEqual({ ended: 2 });
    expect((await first.call('GET /me')).status).toBe(401);
    expect((await second.call('GET /me')).status).toBe(401);
    expect((await third.call('GET /me')).status).toBe(200);
    const fourth = await again(first);
    expect((await fourth.call('POST /auth/sign-out-all', { body: {} })).body).toEqual({ ended: 2 });
    expect((await third.call('GET /me')).status).toBe(401);
    expect((await fourth.call('GET /me')).status).toBe(401);
  });

  it('[IDN-5] one device alone, with its websocket', async () => {
    const lost = await product.customer();
    const here = await again(lost);
    const headers = { authorization: `Bearer ${lost.token}` };
    const socket = new WebSocket(`ws://127.0.0.1:${product.port}/ws`, { headers } as never);
    await once(socket, 'message');
    const closed = once(socket, 'close');
    const other = (await here.call('GET /me/sign-ins')).body.items.find((item: { current: boolean }) => !item.current);
    expect((await here.call('POST /me/sign-ins/:id/end', { params: { id: other?.id ?? '' } })).status).toBe(200);
    expect((await closed)[0]).toMatchObject({ code: 4401 });
    expect((await here.call('POST /me/sign-ins/:id/end', { params: { id: other?.id ?? '' } })).status).toBe(404);
    expect((await here.call('GET /me')).status).toBe(200);
  });

  it('[IDN-5] staff themselves, and administrators for staff and customers; written down', async () => {
    const person = await product.staff('agent');
    const customer = await product.customer();
    const ofStaff = { params: { id: person.id } };
    expect((await admin.call('POST /staff/staff/:id/sign-out', ofStaff)).body).toEqual({ ended: 1 });
    expect((await person.call('GET /staff/me')).status).toBe(401);
    const ofCustomer = { params: { id: customer.id } };
    expect((await admin.call('POST /staff/members/:id/sign-out', ofCustomer)).body).toEqual({ ended: 1 });
    expect((await customer.call('GET /me')).status).toBe(401);
    for (const objectId of [person.id, customer.id]) {
      const { body } = await admin.call('GET /staff/audit', { query: `objectId=${objectId}` });
      expect(body.items[0]).toMatchObject({ action: expect.stringMatching(/\.sign_out$/), after: { ended: 1 } });
    }
    const own = await product.staff('cashier');
    expect((await own.call('POST /staff/auth/sign-out-all', { body: {} })).body).toEqual({ ended: 1 });
    expect((await own.call('GET /staff/me')).status).toBe(401);
  });

  it('[IDN-17] an account manager cannot sign an administrator out', async () => {
    const manager = await product.staff('user_administrator');
    const answer = await manager.call('POST /staff/staff/:id/sign-out', { params: { id: admin.id } });
    expect(answer.body.error.code).toBe('forbidden');
  });
});

describe('an open websocket', () => {
  it('[IDN-1] hears the surviving account’s news after a merge, and none of the old one’s', async () => {
    const phone = '13911110000';
    const ports = product.identityPorts;
    const survivor = await product.asSystem((ctx) => importCustomer(ctx, ports, { phone, name: '王小明' }));
    const { version: noticeVersion } = (await product.call('GET /privacy-notice')).body;
    const arrival = { openid: 'o-1', unionid: null, consent: { noticeVersion } };
    const session = await product.as({ kind: 'anonymous' }, (ctx) => signInByWechat(ctx, ports, arrival));
    const headers = { authorization: `Bearer ${session.token}` };
    const socket = new WebSocket(`ws://127.0.0.1:${product.port}/ws`, { headers } as never);
    const heard: { type: string; name?: string; topic?: string; data?: { id: string } }[] = [];
    socket.addEventListener('message', ({ data }) => void heard.push(JSON.parse(String(data))));
    await expect.poll(() => heard.map(({ type }) => type)).toContain('hello');
    socket.send(JSON.stringify({ type: 'subscribe', topics: ['me'] }));
    await expect.poll(() => heard.map(({ type }) => type)).toContain('subscribed');
    const { customerId: id, sessionId } = session;
    const actor = { kind: 'customer' as const, id, sessionId, phoneVerified: false };
    expect(await product.as(actor, (ctx) => bindVerifiedPhone(ctx, ports, phone))).toBe(survivor);
    const tell = (customerId: string) => {
      const data = { id: customerId };
      product.bus.sendNews({ topic: `me:${customerId}`, name: 'coupon.changed', data, at: new Date().toISOString() });
    };
    await expect
      .poll(() => {
        tell(survivor);
        return heard.some(({ topic, data }) => topic === 'me' && data?.id === survivor);
      })
      .toBe(true);
    tell(id);
    tell(survivor);
    const before = heard.length;
    socket.send('{"type":"ping"}');
    await expect.poll(() => heard.slice(before).map(({ type }) => type)).toContain('pong');
    expect(heard.filter(({ data }) => data?.id === id)).toEqual([]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.close();
  });
});
