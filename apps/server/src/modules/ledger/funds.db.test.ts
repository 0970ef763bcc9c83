import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerOf } from '../../kernel/http.ts';
import { newId } from '../../kernel/ids.ts';
import { createTestProduct, type Shop, type TestProduct } from '../../testing/product.ts';
import { buy, stockShop, walkIn } from '../../testing/product-world.ts';
import { postRefund, postSale } from './index.ts';

const HOUR = 3_600_000;
let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let shops: Shop[];
beforeAll(async () => {
  // Noon in Shanghai: an hour more is the same day, a day more is not.
  product = await createTestProduct({ start: new Date('2026-06-01T04:00:00Z') });
  shops = [await product.shop(), await product.shop(), await product.shop()];
}, 60_000);
afterAll(() => product.close());
/** Sessions end while the clock runs. */
const signIn = async () => {
  admin = await product.staff('platform_administrator');
};
beforeEach(signIn);

interface Terms {
  paid?: number;
  storeBorneDiscount?: number;
  platformBorneDiscount?: number;
  serviceFee?: number;
  channelFeeBearer?: 'platform' | 'entity';
  channelFee?: number;
}
/** Posts a sale as a payment would; answers the order's id. */
async function sell(storeId: string, terms: Terms = {}): Promise<string> {
  const orderId = newId();
  await product.asSystem((ctx) =>
    postSale(ctx, {
      ...{ orderId, number: `O${orderId.slice(-8)}`, storeId, entityId: newId(), at: ctx.now, channel: 'wechat' },
      ...{ paid: 1_234, storeBorneDiscount: 0, platformBorneDiscount: 0, serviceFee: 800 },
      ...{ channelFeeBearer: 'platform', channelFee: 7, ...terms },
    }),
  );
  return orderId;
}
const giveBack = (orderId: string, amount: number) =>
  product.asSystem((ctx) => postRefund(ctx, { refundId: newId(), orderId, number: 'RF1', amount, at: ctx.now }));
const pool = async (query = '') =>
  (await admin.call('GET /staff/ledger/fund-pool', { query: `limit=100&${query}` })).body;
const statement = async (query: string) => (await admin.call('GET /staff/ledger/statements', { query })).body;
const ofStore = async (shop: Shop) => (await pool()).items.find((item) => item.store.id === shop.storeId);

type Line = AnswerOf<'GET /staff/ledger/statements'>['totals'];
/** LED-2: what the store gets is explained to the fen. */
function expectExplained(line: Line | undefined): void {
  if (!line) throw new Error('the statement has no such line');
  const borne = line.gross - line.storeDiscount;
  expect(borne).toBe(line.paid + line.platformDiscount);
  expect(borne - line.serviceFee - line.channelFee - line.refundedShare).toBe(line.net);
}

describe('the statement', () => {
  it('[LED-2] explains an order to the fen: discounts by bearer, fees, refunds, net, with the journal', async () => {
    const shop = await product.shop();
    const terms = {
      paid: 10_000,
      storeBorneDiscount: 500,
      platformBorneDiscount: 300,
      channelFeeBearer: 'entity' as const,
      channelFee: 60,
    };
    const orderId = await sell(shop.storeId, terms);
    await giveBack(orderId, 2_500);
    const { items, totals } = await statement(`by=order&storeId=${shop.storeId}`);
    expect(items).toMatchObject([
      {
        day: '2026-06-01',
        order: { id: orderId, serviceFeeRate: 800 },
        ...{ orders: 1, gross: 10_800, storeDiscount: 500, platformDiscount: 300, paid: 10_000 },
        ...{ serviceFee: 824, channelFee: 60, platformChannelFee: 0, refunded: 2_500 },
      },
    ]);
    expectExplained(items[0]);
    expect(totals.net).toBe(items[0]?.net);
    expect((await ofStore(shop))?.balance).toBe(items[0]?.net);
  });

  it('[LED-2] days are the store’s own; their nets, and the orders’, sum to the store’s balance whatever was sold and refunded', async () => {
    const shop = await product.shop();
    const before = product.clock.now();
    for (let index = 0; index < 24; index++) {
      const paid = 137 * index + 11;
      const orderId = await sell(shop.storeId, {
        ...{
          paid,
          storeBorneDiscount: index % 5,
          platformBorneDiscount: (index * 7) % 90,
          serviceFee: 333 * (index % 4),
        },
        ...{ channelFeeBearer: index % 2 ? 'entity' : 'platform', channelFee: Math.floor((paid * 60) / 10_000) },
      });
      product.clock.advance(5 * HOUR);
      if (index % 3 === 0) await giveBack(orderId, Math.ceil(paid / 3));
      if (index % 6 === 0) await giveBack(orderId, Math.floor(paid / 2));
    }
    await signIn();
    const store = `storeId=${shop.storeId}&limit=100`;
    const [days, orders] = [await statement(`by=day&${store}`), await statement(`by=order&${store}`)];
    expect(days.items.length).toBeGreaterThan(4);
    expect(orders.items).toHaveLength(24);
    for (const line of [...days.items, ...orders.items, days.totals, orders.totals]) expectExplained(line);
    const sum = (lines: Line[], figure: keyof Line) => lines.reduce((total, line) => total + line[figure], 0);
    const balance = (await ofStore(shop))?.balance;
    for (const { items, totals } of [days, orders]) {
      expect(sum(items, 'net')).toBe(balance);
      for (const figure of Object.keys(totals) as (keyof Line)[])
        expect([figure, sum(items, figure)]).toEqual([figure, totals[figure]]);
    }
    const half = new Date(before.getTime() + 60 * HOUR).toISOString();
    const [first, second] = [
      await statement(`by=day&${store}&to=${half}`),
      await statement(`by=day&${store}&from=${half}`),
    ];
    expect(first.totals.net + second.totals.net).toBe(balance);
  });

  it('[LED-2] pages without gap or repetition, and exports the same lines', async () => {
    const shop = await product.shop();
    for (let index = 0; index < 7; index++) {
      await sell(shop.storeId);
      product.clock.advance(12 * HOUR);
    }
    await signIn();
    for (const by of ['day', 'order']) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await statement(`by=${by}&storeId=${shop.storeId}&limit=2${cursor && `&cursor=${cursor}`}`);
        seen.push(
          ...page.items.map((line: { day: string; order: { id: string } | null }) => line.order?.id ?? line.day),
        );
        cursor = page.nextCursor;
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(by === 'order' ? 7 : 4);
      const query = `by=${by}&storeId=${shop.storeId}`;
      const exported = (await admin.call('GET /staff/ledger/statements/export', { query })).body;
      expect(exported).toMatchObject({ lines: seen.length, complete: true });
      expect(exported.csv.startsWith('\uFEFFDay,Time,Store,')).toBe(true);
      expect(exported.csv.trimEnd().split('\r\n')).toHaveLength(seen.length + 1);
    }
  });

  it('[LED-2] [IDN-8] of another’s store does not exist for staff of some stores', async () => {
    const [mine, theirs] = [await product.shop(), await product.shop()];
    await sell(mine.storeId);
    await sell(theirs.storeId);
    const owner = await product.staff('store_manager', { kind: 'stores', ids: [mine.storeId] });
    for (const key of [
      'GET /staff/ledger/statements',
      'GET /staff/ledger/statements/export',
      'GET /staff/ledger/fund-pool',
    ] as const) {
      expect((await owner.call(key, { query: `by=day&storeId=${theirs.storeId}` })).status).toBe(404);
    }
    const own = (await owner.call('GET /staff/ledger/statements', { query: 'by=order' })).body;
    expect(own.items.map((line) => line.store.id)).toEqual([mine.storeId]);
    const funds = (await owner.call('GET /staff/ledger/fund-pool')).body;
    expect(funds.items).toHaveLength(1);
    expect(funds).toMatchObject({ kinds: [], total: funds.items[0]?.balance });
  });
});

describe('the fund pool', () => {
  it('[LED-3] equals the sum of the accounts at any moment, also while money moves', async () => {
    const reads: Awaited<ReturnType<typeof pool>>[] = [];
    let selling = true;
    const reader = async () => {
      while (selling) reads.push(await pool());
    };
    const seller = async (shop: Shop) => {
      for (let count = 0; count < 12; count++) {
        const orderId = await sell(shop.storeId, { paid: 1_000 + count, platformBorneDiscount: count });
        if (count % 3 === 0) await giveBack(orderId, 400);
      }
    };
    await Promise.all([
      reader(),
      reader(),
      Promise.all(shops.map(seller)).finally(() => {
        selling = false;
      }),
    ]);
    expect(new Set(reads.map((read) => read.total)).size).toBeGreaterThan(3);
    for (const { items, total, kinds } of reads) {
      const kind = new Map(kinds.map((one: { kind: string; balance: number }) => [one.kind, one.balance]));
      expect(items.reduce((sum: number, item: { balance: number }) => sum + item.balance, 0)).toBe(total);
      expect(-Number(kind.get('store_balance') ?? 0)).toBe(total);
      expect([...kind.values()].reduce((sum: number, balance) => sum + Number(balance), 0)).toBe(0);
    }
    const after = await pool();
    expect(after.inflow - after.outflow).toBe(after.total);
  });

  it('[LED-3] shows the flows of a period, and drills down to the journals that made them', async () => {
    const shop = await product.shop();
    await sell(shop.storeId, { paid: 2_000, serviceFee: 0, channelFee: 0 });
    product.clock.advance(2 * HOUR);
    await signIn();
    const since = product.clock.now().toISOString();
    const orderId = await sell(shop.storeId, { paid: 1_000, serviceFee: 0, channelFee: 0 });
    await giveBack(orderId, 300);
    const item = (await pool(`from=${since}&storeId=${shop.storeId}`)).items[0];
    expect(item).toMatchObject({ balance: 2_700, inflow: 1_000, outflow: 300 });
    const drilled = await admin.call('GET /staff/ledger/journals', {
      query: `accountId=${item?.accountId}&from=${since}`,
    });
    expect(drilled.body.items.map((journal) => journal.kind)).toEqual(['refund', 'sale']);
  });

  it('[LED-14] splits a store’s balance into available, not yet settled, held and in payout', async () => {
    const shop = await product.shop();
    const goods = await stockShop(admin, shop, 1_000);
    const customer = await product.customer();
    await walkIn(product, customer, shop);
    const bought = await buy(product, customer, goods.barcode, 2);
    const net = (await statement(`by=order&storeId=${shop.storeId}`)).items[0]?.net ?? 0;
    expect(await ofStore(shop)).toMatchObject({ balance: net, notSettled: net, held: 0, available: 0, inPayout: 0 });
    product.clock.advance(24 * HOUR);
    await signIn();
    expect(await ofStore(shop)).toMatchObject({ balance: net, notSettled: 0, available: net });
    const refund = { params: { id: bought.orderId }, body: { amount: 500, reason: '少发一件' } };
    expect((await admin.call('POST /staff/orders/:id/refunds', refund)).status).toBe(200);
    expect(await ofStore(shop)).toMatchObject({ balance: net, notSettled: 0, held: 500, available: net - 500 });
  });
});
