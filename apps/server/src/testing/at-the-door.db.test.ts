import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProduct, type TestProduct } from './product.ts';
import { walkIn } from './product-world.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());

describe('whom staff of a store hear of and see', () => {
  it('[VIS-4, DSK-2] agents are told of a frozen member at the door, once, although the refusal undid everything', async () => {
    const admin = await product.staff('platform_administrator');
    const { storeId } = await product.shop();
    const agent = await product.staff('agent', { kind: 'stores', ids: [storeId] });
    const customer = await product.customer();
    await admin.call('POST /staff/members/:id/state', {
      params: { id: customer.id },
      body: { state: 'frozen', reason: '多次未付款' },
    });
    const knock = () => customer.call('POST /visits/openings', { body: { storeId } });
    const keyed = () =>
      customer.call('POST /visits/openings', { body: { storeId }, headers: { 'idempotency-key': 'knock-knock-1' } });
    expect((await knock()).body.error.code).toBe('member_frozen');
    expect((await keyed()).body.error.code).toBe('member_frozen');
    expect((await keyed()).body.error.code).toBe('member_frozen');
    await product.drain();
    const { items } = (await agent.call('GET /staff/alerts', { query: 'open=true' })).body;
    expect(items.map(({ kind, detail, visitId }: Record<string, unknown>) => [kind, detail, visitId])).toEqual([
      ['entry', 'frozen_refused', null],
    ]);
    const [alert] = items;
    const closed = await agent.call('POST /staff/alerts/:id/close', { params: { id: alert?.id ?? '' }, body: {} });
    expect(closed.status).toBe(200);
  });

  it('[MBR-13, IDN-8] a store sees a member who is inside for the first time, and no other store does', async () => {
    const [here, there] = [await product.shop(), await product.shop()];
    const manager = await product.staff('store_manager', { kind: 'stores', ids: [here.storeId] });
    const stranger = await product.staff('store_manager', { kind: 'stores', ids: [there.storeId] });
    const customer = await product.customer();
    const seenBy = (person: typeof manager) => person.call('GET /staff/members/:id', { params: { id: customer.id } });
    expect((await seenBy(manager)).status).toBe(404);
    await walkIn(product, customer, here);
    await product.drain();
    const seen = await seenBy(manager);
    expect([seen.status, seen.body.visits]).toEqual([200, 0]);
    expect((await manager.call('GET /staff/members')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      customer.id,
    ]);
    expect((await seenBy(stranger)).status).toBe(404);
  });
});
