import { type RouteDefinition, type RouteKey, routes } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerAsks, staffAsks } from './asks.ts';
import { type Caller, createTestProduct, type Request, type TestProduct } from './product.ts';
import { buy, type Estate, makeEstate } from './product-world.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let mine: Estate;
let theirs: Estate;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  mine = await makeEstate(product, admin);
  theirs = await makeEstate(product, admin);
}, 60_000);
afterAll(() => product.close());

const entries = Object.entries(routes) as [RouteKey, RouteDefinition][];
const staffRoutes = entries.filter(([, route]) => route.audience === 'staff');
/** Staff routes whose objects are the platform's or the caller's own; each says who may touch them elsewhere. */
const ownerless: ReadonlySet<string> = new Set<RouteKey>([
  'GET /staff/products/:id',
  'PUT /staff/products/:id',
  'POST /staff/products/:id/archive',
  'PUT /staff/regions/:id',
  'PUT /staff/roles/:id',
  'PUT /staff/staff/:id',
  'POST /staff/staff/:id/freeze',
  'POST /staff/staff/:id/unfreeze',
  'POST /staff/staff/:id/reset-password',
  'POST /staff/staff/:id/sign-out',
  'POST /staff/me/messages/:id/read',
  'POST /staff/top-up-plans/:id/end',
  'GET /staff/exports/:id',
  'POST /staff/exports/:id/cancel',
  'GET /staff/exports/:id/file',
]);

/** What belongs to an estate alone; the library of goods and the region tree are everybody’s. */
function idsOf(estate: Estate): string[] {
  const { shop: _, customer, manager, productId: __, otherProductId: ___, regionId: ____, ...ids } = estate;
  return [...Object.values(ids).filter((value) => String(value).length === 36), customer.id, manager.id] as string[];
}

describe('the data scope', () => {
  it('[IDN-8] every staff route with a parameter is in the table below', () => {
    const missing = staffRoutes
      .map(([key]) => key)
      .filter((key) => key.includes('/:') && !ownerless.has(key) && !(key in staffAsks(mine)));
    expect(missing).toEqual([]);
  });

  it.each(['platform_administrator', 'region_manager', 'store_manager', 'entity_owner', 'agent'] as const)(
    '[IDN-8] nothing of another store exists for %s of one store',
    async (role) => {
      const scope =
        role === 'entity_owner'
          ? { kind: 'entity' as const, ids: [mine.entityId] }
          : { kind: 'stores' as const, ids: [mine.storeId] };
      const caller = await product.staff(role, scope);
      const wrong: string[] = [];
      for (const [key, request] of Object.entries(staffAsks(theirs)) as [RouteKey, Request][]) {
        const answer = await caller.call(key, request);
        const code = answer.body?.error?.code;
        // What the role may not do at all is refused before the object is looked for.
        if (code === 'forbidden' && role !== 'platform_administrator') continue;
        if (answer.status !== 404) wrong.push(`${key}: ${answer.status} ${code}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(['region', 'entity', 'stores', 'own'] as const)(
    '[IDN-8] lists for somebody with scope “%s”, by whatever filter, hold nothing of another store',
    async (kind) => {
      const ids = { own: [], region: [mine.regionId], entity: [mine.entityId], stores: [mine.storeId] };
      const caller = await product.staff('platform_administrator', { kind, ids: ids[kind] });
      if (kind === 'own')
        await admin.call('PUT /staff/stores/:id/agents', {
          params: { id: mine.storeId },
          body: { agentIds: [caller.id] },
        });
      const lists = staffRoutes.map(([key]) => key).filter((key) => key.startsWith('GET') && !key.includes('/:'));
      const { storeId, customer, orderId } = theirs;
      const filters = ['limit=100', `storeId=${storeId}`, `memberId=${customer.id}`, `orderId=${orderId}`];
      // The audit log needs a right of its own, and is the whole platform’s.
      for (const key of lists.filter((list) => list !== 'GET /staff/audit')) {
        for (const query of filters) {
          const { text } = await caller.call(key, { query });
          expect([key, query, idsOf(theirs).filter((id) => text.includes(id))]).toEqual([key, query, []]);
        }
      }
    },
  );

  it('[ORG-7] a manager makes nobody an agent whom they do not know, and learns no name that way', async () => {
    const [here, there] = [mine.storeId, theirs.storeId];
    const stranger = await product.staff('agent', { kind: 'own', ids: [] });
    const elsewhere = await product.staff('agent', { kind: 'stores', ids: [there] });
    const cashier = await product.staff('cashier', { kind: 'stores', ids: [here] });
    const own = await product.staff('agent', { kind: 'stores', ids: [here] });
    const shared = await product.staff('agent', { kind: 'own', ids: [] });
    const bind = (call: Caller, agentIds: string[]) =>
      call('PUT /staff/stores/:id/agents', { params: { id: here }, body: { agentIds } });
    for (const id of [stranger.id, elsewhere.id, cashier.id, theirs.manager.id]) {
      const answer = await bind(mine.manager.call, [id]);
      expect([answer.status, answer.body.error?.code, answer.text.includes('人员')]).toEqual([
        400,
        'invalid_input',
        false,
      ]);
    }
    expect((await bind(admin.call, [shared.id])).status).toBe(200);
    expect((await bind(mine.manager.call, [shared.id, own.id])).status).toBe(200);
    expect((await bind(mine.manager.call, [])).status).toBe(200);
  });

  it('[IDN-8] what is refused above is answered to the platform’s administrator', async () => {
    const wrong: string[] = [];
    const reads = (Object.entries(staffAsks(theirs)) as [RouteKey, Request][]).filter(([key]) => key.startsWith('GET'));
    for (const [key, request] of reads) {
      const answer = await admin.call(key, request);
      if (answer.status !== 200) wrong.push(`${key}: ${answer.status} ${answer.text}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('customers among themselves', () => {
  it('[IDN-8] every customer route with a parameter is in the table above, but for what everybody may claim', () => {
    const keys = entries.filter(([, route]) => route.audience === 'customer').map(([key]) => key);
    const missing = keys.filter((key) => key.includes('/:') && !(key in customerAsks(mine)));
    expect(missing.sort()).toEqual([
      'POST /coupon-batches/:id/claims',
      'POST /reviews/:id/reports',
      'POST /rooms/:id/sessions',
    ]);
  });

  it('[IDN-8] nothing of another customer exists for a customer', async () => {
    const wrong: string[] = [];
    await buyAgain();
    for (const [key, request] of Object.entries(customerAsks(theirs)) as [RouteKey, Request][]) {
      const answer = await mine.customer.call(key, request);
      const code = answer.body?.error?.code;
      // A cart’s line is looked for in the caller’s own cart.
      if (answer.status !== 404 && code !== 'cart_expired') wrong.push(`${key}: ${answer.status} ${code}`);
    }
    const crossed = { params: { id: mine.orderId, paymentId: theirs.paymentId } };
    expect((await mine.customer.call('GET /orders/:id/payments/:paymentId', crossed)).status).toBe(404);
    expect(wrong).toEqual([]);
  });

  it('[IDN-8] no list and no page of a customer holds anything of another one, whoever asks whom', async () => {
    const open = entries.filter(([key, { audience }]) => key.startsWith('GET') && audience !== 'staff');
    const stranger = await product.customer();
    const pairs = [
      [mine.customer, theirs],
      [theirs.customer, mine],
      [stranger, mine],
      [product, theirs],
    ] as const;
    // What anybody may see of a store is no customer’s.
    const persons = ({ customer, ...it }: Estate) => [
      ...[customer.id, customer.phone, it.visitId, it.openingId, it.cartId, it.orderId, it.paymentId, it.couponId],
      ...[it.messageId, it.signInId, it.topUpId, it.alertId],
    ];
    for (const [caller, other] of pairs) {
      for (const [key] of open) {
        const { text } = await caller.call(key, customerAsks(other)[key] ?? { query: 'limit=100' });
        expect([key, persons(other).filter((id) => text.includes(id))]).toEqual([key, []]);
      }
    }
  });

  it('[IDN-8] what a customer sends without naming anybody reaches the own things only', async () => {
    const seen = async () => {
      const reads = ['GET /me', 'GET /cart', 'GET /orders', 'GET /visits', 'GET /visits/current', 'GET /me/coupons'];
      const more = ['GET /me/balance', 'GET /me/balance/entries', 'GET /me/messages', 'GET /me/consents'];
      const answers = [...reads, ...more].map(async (key) => (await theirs.customer.call(key as RouteKey)).text);
      return Promise.all(answers);
    };
    const before = await seen();
    // Signing out is in `sign-ins.db.test.ts`; a code needs a number that the caller holds.
    const apart = /sign-out|^DELETE \/me$|^POST \/me\/(phone|codes)/;
    const writes = entries.filter(([key, { audience }]) => audience === 'customer' && !key.startsWith('GET'));
    for (const [key, route] of writes.filter(([key]) => !key.includes('/:') && !apart.test(key))) {
      const body = { ...bodyFrom(theirs), ...(customerAsks(theirs)[key]?.body as object | undefined) };
      const answer = await mine.customer.call(key, route.body ? { body } : {});
      expect([key, answer.status < 500]).toEqual([key, true]);
    }
    expect(await seen()).toEqual(before);
  });

  /** Every name that a body might take somebody else’s thing by. */
  function bodyFrom({ customer, ...it }: Estate) {
    return {
      ...{
        name: '改名',
        storeId: it.storeId,
        cartId: it.cartId,
        cartVersion: 1,
        expectedPayable: 0,
        barcode: it.barcode,
      },
      ...{ couponId: it.couponId, customerId: customer.id, memberId: customer.id, visitId: it.visitId },
      ...{ orderId: it.orderId, token: customer.token, planId: it.topUpId, amount: 1, accepted: true },
    };
  }

  it('[ORD-1] a coupon of another member is not usable, nor named', async () => {
    await mine.customer.call('POST /cart/scans', { body: { barcode: mine.barcode } });
    const answer = await mine.customer.call('PUT /cart/coupon', { body: { couponId: theirs.couponId } });
    expect(answer.body.error?.code).toBe('coupon_unusable');
  });

  it('[ORD-1] goods of another store cannot be scanned into the cart', async () => {
    const answer = await mine.customer.call('POST /cart/scans', { body: { barcode: theirs.barcode } });
    expect(answer.body.error?.code).toBe('barcode_unknown');
  });

  /** So that there is a cart to look in. */
  async function buyAgain(): Promise<void> {
    await buy(product, mine.customer, mine.barcode);
  }
});
