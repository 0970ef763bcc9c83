import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProduct, type Shop, type TestProduct } from './product.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let mine: Shop;
let theirs: Shop;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  [mine, theirs] = [await product.shop(), await product.shop()];
}, 60_000);
afterAll(() => product.close());

type Message = { type: string } & Record<string, unknown>;

function connect(headers: Record<string, string>, path = '/ws') {
  const socket = new WebSocket(`ws://127.0.0.1:${product.port}${path}`, { headers } as never);
  const heard: Message[] = [];
  socket.addEventListener('message', ({ data }) => void heard.push(JSON.parse(String(data))));
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  return {
    socket,
    heard,
    closed,
    async hear(type: string): Promise<Message> {
      await expect.poll(() => heard.some((message) => message.type === type), { timeout: 5_000 }).toBe(true);
      return heard.find((message) => message.type === type) as Message;
    },
    say: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}
const asStaff = (token: string, extra = {}) => connect({ cookie: `lk_staff=${token}`, ...extra }, '/ws?as=staff');
const asCustomer = (token: string) => connect({ authorization: `Bearer ${token}` });

describe('the websocket', () => {
  it('[IDN-8] lets nobody listen to a store outside their scope, and customers to none', async () => {
    const manager = await product.staff('store_manager', { kind: 'stores', ids: [mine.storeId] });
    const customer = await product.customer();
    const topics = ['me', `store:${mine.storeId}`, `store:${theirs.storeId}`];
    const staff = asStaff(manager.token);
    await staff.hear('hello');
    staff.say({ type: 'subscribe', topics });
    expect(await staff.hear('subscribed')).toMatchObject({ topics: topics.slice(0, 2), refused: topics.slice(2) });
    const shopper = asCustomer(customer.token);
    await shopper.hear('hello');
    shopper.say({ type: 'subscribe', topics });
    expect(await shopper.hear('subscribed')).toMatchObject({ topics: ['me'], refused: topics.slice(1) });
    for (const { storeId } of [theirs, mine])
      await admin.call('POST /staff/stores/:id/lockdown', { params: { id: storeId }, body: { reason: '演练' } });
    const event = await staff.hear('event');
    expect(event).toMatchObject({ topic: `store:${mine.storeId}`, name: 'store.changed' });
    expect([...staff.heard, ...shopper.heard].filter(({ topic }) => topic === `store:${theirs.storeId}`)).toEqual([]);
    staff.socket.close();
    shopper.socket.close();
  });

  it('[IDN-8] a customer’s token opens no staff socket, nor the other way round', async () => {
    const customer = await product.customer();
    expect(await connect({ authorization: `Bearer ${customer.token}` }, '/ws?as=staff').closed).toBe(4401);
    expect(await connect({ cookie: `lk_staff=${customer.token}` }, '/ws?as=staff').closed).toBe(4401);
    expect(await connect({ authorization: `Bearer ${admin.token}` }).closed).toBe(4401);
    expect(await connect({}).closed).toBe(4401);
  });

  it('[PLT-8] refuses a foreign page that sends our cookie, with or without an Authorization of its own', async () => {
    const origin = 'http://evil.example';
    expect(await asStaff(admin.token, { origin }).closed).toBe(4403);
    expect(await asStaff(admin.token, { origin, authorization: 'Basic YTpi' }).closed).toBe(4403);
    expect(await asStaff(admin.token, { 'sec-fetch-site': 'same-site' }).closed).toBe(4403);
    const own = asStaff(admin.token, { origin: `http://127.0.0.1:${product.port}` });
    await own.hear('hello');
    own.socket.close();
  });

  it('[IDN-10] a frozen person’s sockets, however many, end within 2 s', async () => {
    const agent = await product.staff('agent', { kind: 'stores', ids: [mine.storeId] });
    const sockets = [asStaff(agent.token), asStaff(agent.token), asStaff(agent.token)];
    for (const socket of sockets) await socket.hear('hello');
    const { call } = await product.administrator();
    const start = performance.now();
    const frozen = await call('POST /staff/staff/:id/freeze', { params: { id: agent.id }, body: { reason: '离职' } });
    expect(frozen.status).toBe(200);
    expect(await Promise.all(sockets.map((socket) => socket.closed))).toEqual([4401, 4401, 4401]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('[IDN-8] a store that leaves the scope falls silent', async () => {
    const agent = await product.staff('agent', { kind: 'own', ids: [] });
    await admin.call('PUT /staff/stores/:id/agents', { params: { id: mine.storeId }, body: { agentIds: [agent.id] } });
    const socket = asStaff(agent.token);
    await socket.hear('hello');
    socket.say({ type: 'subscribe', topics: [`store:${mine.storeId}`] });
    expect(await socket.hear('subscribed')).toMatchObject({ refused: [] });
    await admin.call('PUT /staff/stores/:id/agents', { params: { id: mine.storeId }, body: { agentIds: [] } });
    const topicsNow = async () => {
      socket.heard.length = 0;
      socket.say({ type: 'subscribe', topics: ['me'] });
      return (await socket.hear('subscribed')).topics;
    };
    await expect.poll(topicsNow, { timeout: 5_000, interval: 200 }).toEqual(['me']);
    socket.socket.close();
  });

  it('[PLT-8] answers rubbish with an error, and keeps nothing of those who hang up at once', async () => {
    const customer = await product.customer();
    const socket = asCustomer(customer.token);
    await socket.hear('hello');
    const before = product.sockets();
    for (const rubbish of ['', '{', '[]', '{"type":"subscribe","topics":["store:%"]}', '{"__proto__":{}}', '\u0000'])
      socket.say(rubbish);
    await expect.poll(() => socket.heard.filter(({ type }) => type === 'error').length).toBe(6);
    const hasty = Array.from({ length: 10 }, () => asCustomer(customer.token));
    for (const one of hasty) one.socket.addEventListener('open', () => one.socket.close());
    await Promise.all(hasty.map((one) => one.closed));
    await expect.poll(product.sockets, { timeout: 5_000 }).toBe(before);
    socket.socket.close();
  });

  it('[PLT-8] one session has thirty sockets at most', async () => {
    const customer = await product.customer();
    const sockets = Array.from({ length: 31 }, () => asCustomer(customer.token));
    expect(await Promise.race(sockets.map((socket) => socket.closed))).toBe(4429);
    for (const { socket } of sockets) socket.close();
  });
});
