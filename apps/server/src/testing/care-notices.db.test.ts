// Which happenings a customer is told of who is not looking at the product, over the whole wiring.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emit } from '../kernel/events.ts';
import { newId } from '../kernel/ids.ts';
import { orderAbnormal, orderClosed } from '../modules/orders/index.ts';
import { caseOpened, doorLeftOpen } from '../modules/visits/index.ts';
import { channelAnswersRefunds, plan, topUp } from './balances.ts';
import { createTestProduct, type Person, type Shop, type TestProduct } from './product.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let shop: Shop;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  shop = await product.shop();
}, 60_000);
afterAll(() => product.close());

const inbox = async (person: Person) => (await person.call('GET /me/messages', { query: 'limit=10' })).body.items;
const at = () => product.clock.now().toISOString();

it('[MSG-2] a top-up that was credited is told with what was given on top and the new balance', async () => {
  const person = await product.customer();
  await plan(product, admin, shop);
  const { id } = await topUp(product, person, 10_000);
  const told = (await inbox(person)).filter((message) => message.link?.kind === 'top_up');
  expect(told).toEqual([
    expect.objectContaining({ kind: 'payment', title: 'Topped up', link: { kind: 'top_up', id } }),
  ]);
  expect(told[0]?.text).toContain('¥100.00');
});

it('[MSG-2] a top-up’s refund that the channel did not take is told, once, and says where the money is', async () => {
  const person = await product.customer();
  const { id } = await topUp(product, person, 10_000);
  const ask = { params: { id }, body: { amount: 10_000, reason: '顾客要求退款' } };
  expect((await admin.call('POST /staff/top-ups/:id/refunds', ask)).status).toBe(200);
  await channelAnswersRefunds(product, id, 'CLOSED');
  await product.drain();
  const told = (await inbox(person)).filter(({ title }) => title === 'The refund did not succeed');
  expect(told).toEqual([expect.objectContaining({ link: { kind: 'top_up', id } })]);
  expect(told[0]?.text).toContain('¥100.00');
  expect(told[0]?.text).toContain('in your balance again');
});

it('[MSG-2] money that came too late, an open visit and an open door are told to whom they concern', async () => {
  const person = await product.customer();
  const order = { orderId: newId(), number: 'LK20261122', memberId: person.id, storeId: shop.storeId, visitId: null };
  const visit = { visitId: newId(), storeId: shop.storeId, memberId: person.id, at: at() };
  await product.asSystem(async (ctx) => {
    await emit(ctx, orderAbnormal, { ...order, abnormality: 'late_payment', at: at() });
    await emit(ctx, orderAbnormal, { ...order, abnormality: 'amount_differs', at: at() });
    await emit(ctx, caseOpened, { ...visit, caseId: newId(), kind: 'lost_contact' });
    await emit(ctx, doorLeftOpen, visit);
  });
  await product.drain();
  const titles = (await inbox(person)).map(({ title }) => title).sort();
  expect(titles).toEqual(['Are you still inside?', 'Payment came late', 'Please close the door']);
});

it('[MSG-2] an order that ran out of time is told, one that the customer gave up is not', async () => {
  const person = await product.customer();
  const order = { orderId: newId(), memberId: person.id, storeId: shop.storeId, visitId: null, at: at() };
  await product.asSystem(async (ctx) => {
    await emit(ctx, orderClosed, { ...order, number: 'LK1', cause: 'cancelled' });
    await emit(ctx, orderClosed, { ...order, orderId: newId(), number: 'LK2', cause: 'timeout' });
  });
  await product.drain();
  const told = (await inbox(person)).filter(({ link }) => link?.kind === 'order').map(({ text }) => text);
  expect(told).toEqual([expect.stringContaining('LK2')]);
});
