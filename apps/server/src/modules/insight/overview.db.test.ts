import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestProduct } from '../../testing/product.ts';
import { recordPresence } from '../devices/index.ts';

let product: Awaited<ReturnType<typeof createTestProduct>>;
beforeAll(async () => {
  product = await createTestProduct();
});
afterAll(() => product.close());

test('[ORG-7, VIS-1] the overview and the list of stores say what a customer finds at each door', async () => {
  const [open, locked, dark] = [await product.shop(), await product.shop(), await product.shop()];
  const admin = await product.staff('platform_administrator');
  const reason = { reason: '演练' };
  expect((await admin.call('GET /staff/overview')).body).toMatchObject({ stores: 3, storesOpen: 3, storesShut: [] });
  await admin.call('POST /staff/stores/:id/lockdown', { params: { id: locked.storeId }, body: reason });
  await product.asSystem((ctx) => recordPresence(ctx, { code: dark.door.code, online: false }));
  expect((await admin.call('GET /staff/overview')).body).toMatchObject({
    stores: 3,
    storesOpen: 1,
    storesShut: expect.arrayContaining([
      { availability: 'lockdown', stores: 1 },
      { availability: 'offline', stores: 1 },
    ]),
  });
  const { items } = (await admin.call('GET /staff/stores')).body;
  const found = new Map(items.map((store: { id: string; availability: string }) => [store.id, store.availability]));
  expect([open, locked, dark].map((shop) => found.get(shop.storeId))).toEqual(['open', 'lockdown', 'offline']);
  const manager = await product.staff('store_manager', { kind: 'stores', ids: [locked.storeId] });
  expect((await manager.call('GET /staff/overview')).body).toMatchObject({
    stores: 1,
    storesOpen: 0,
    storesShut: [{ availability: 'lockdown', stores: 1 }],
  });
});
