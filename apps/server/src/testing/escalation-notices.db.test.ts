// Whom a call that nobody answers goes on to, over the whole wiring.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { raiseAlert } from '../modules/desk/raise-alert.ts';
import { createTestProduct, type Shop, type TestProduct } from './product.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let shop: Shop;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  shop = await product.shop();
}, 60_000);
afterAll(() => product.close());

type Staff = typeof admin;
const told = async ({ call }: Staff) =>
  (await call('GET /staff/me/messages', { query: 'limit=20' })).body.items.filter(({ title }) =>
    title.startsWith('Unanswered'),
  );
async function later(seconds: number): Promise<void> {
  product.clock.advance(seconds * 1000);
  for (const sweep of product.sweeps.filter(({ name }) => name === 'desk.escalations'))
    await sweep.run(product.runtime);
  await product.drain();
}
const callForHelp = () => product.asSystem((ctx) => raiseAlert(ctx, { kind: 'help', storeId: shop.storeId }));

it('[DSK-2, MSG-1] a call goes on to the store’s agents, then to everybody who may act there, each told once a step', async () => {
  const bound = await product.staff('agent', { kind: 'own', ids: [] });
  const manager = await product.staff('store_manager', { kind: 'stores', ids: [shop.storeId] });
  const elsewhere = await product.staff('agent', { kind: 'own', ids: [] });
  const cashier = await product.staff('cashier', { kind: 'stores', ids: [shop.storeId] });
  await admin.call('PUT /staff/stores/:id/agents', { params: { id: shop.storeId }, body: { agentIds: [bound.id] } });
  await callForHelp();
  await later(45);
  expect(await told(bound)).toMatchObject([
    { title: 'Unanswered: customer needs help', link: { kind: 'store', id: shop.storeId } },
  ]);
  expect((await told(bound))[0]?.text).toContain('45 s');
  expect([await told(manager), await told(admin)]).toEqual([[], []]);
  await later(60);
  expect((await told(bound)).length).toBe(2);
  expect((await told(manager))[0]?.text).toContain('105 s');
  expect((await told(admin)).length).toBe(1);
  expect([await told(elsewhere), await told(cashier)]).toEqual([[], []]);
  await later(3_600);
  expect((await told(bound)).length).toBe(2);
});

it('[DSK-2] a store without agents of its own rings everybody who may act there at the first step', async () => {
  const before = (await told(admin)).length;
  await admin.call('PUT /staff/stores/:id/agents', { params: { id: shop.storeId }, body: { agentIds: [] } });
  await callForHelp();
  await later(45);
  expect((await told(admin)).length).toBe(before + 1);
});

it('[UX-11] which guides a member of staff has seen is kept for the person, on every device, and can be taken back', async () => {
  const person = await product.staff('agent', { kind: 'own', ids: [] });
  const seen = async () => (await person.call('GET /staff/me')).body.guidesSeen;
  expect(await seen()).toEqual([]);
  for (let turn = 0; turn < 2; turn++) {
    const answer = await person.call('PUT /staff/me/guides', { body: { guide: 'agent', seen: true } });
    expect(answer.body.guidesSeen).toEqual(['agent']);
  }
  await person.call('PUT /staff/me/guides', { body: { guide: 'console', seen: true } });
  expect(await seen()).toEqual(['agent', 'console']);
  await person.call('PUT /staff/me/guides', { body: { guide: 'agent', seen: false } });
  expect(await seen()).toEqual(['console']);
  expect((await admin.call('GET /staff/me')).body.guidesSeen).toEqual([]);
  const wrong = await person.call('PUT /staff/me/guides', { body: { guide: 'kiosk', seen: true } });
  expect([wrong.status, wrong.body.error.code]).toEqual([400, 'invalid_input']);
});
