import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { balanceOf, payFromBalance, place, plan, topUp } from '../../testing/balances.ts';
import { createTestProduct, type Person, type Shop, type TestProduct } from '../../testing/product.ts';
import { stockShop, walkIn } from '../../testing/product-world.ts';
import { verifyLedger } from '../ledger/index.ts';
import { verifyWallets } from './index.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let home: Shop;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  home = await product.shop();
  await plan(product, admin, home);
}, 60_000);
afterAll(async () => {
  const system = product.read(systemActor('test'));
  expect(await verifyWallets(system)).toMatchObject({ consistent: true });
  expect(await verifyLedger(system)).toMatchObject({ consistent: true, total: 0 });
  await product.close();
});

/** Somebody inside a shop with goods of a price, and a balance. */
async function shopper(price: number, amount: number | null) {
  const shop = await product.shop();
  const goods = await stockShop(admin, shop, price);
  const person = await product.customer();
  if (amount !== null) await topUp(product, person, amount);
  await walkIn(product, person, shop);
  return { shop, goods, person };
}
const statement = async (person: Person) => (await person.call('GET /me/balance/entries')).body.items;
const journalOf = async (orderId: string) =>
  (await admin.call('GET /staff/ledger/journals', { query: `orderId=${orderId}` })).body.items;

describe('topping up', () => {
  it('[PAY-11] credits amount and gift by the plan, once, and writes statement and journal', async () => {
    const person = await product.customer();
    const options = (await person.call('GET /top-up-options')).body;
    expect(options.plan?.tiers).toEqual([
      { amount: 10_000, gift: 2_000 },
      { amount: 30_000, gift: 8_000 },
    ]);
    const body = { amount: 12_000, expectedGift: 2_000, channel: 'wechat', method: 'h5', returnUrl: '/top-ups/{id}' };
    const begun = (await person.call('POST /me/top-ups', { body })).body;
    expect(begun).toMatchObject({ state: 'awaiting_payment', amount: 12_000, gift: 2_000, paidAt: null });
    expect(begun.payment).toMatchObject({ orderId: begun.id, amount: 12_000, state: 'created' });
    expect(await balanceOf(person)).toEqual({ balance: 0, principal: 0, gift: 0 });

    const notice = () => product.notifyPaid(begun.payment?.id ?? '', 12_000);
    await Promise.all([notice(), notice(), notice()]);
    await product.drain();
    expect(await balanceOf(person)).toEqual({ balance: 14_000, principal: 12_000, gift: 2_000 });
    const [line, ...more] = await statement(person);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ kind: 'top_up', amount: 14_000, balanceAfter: 14_000 });
    expect(line?.reference).toEqual({ kind: 'top_up', id: begun.id, number: begun.number });
    const { items } = (await admin.call('GET /staff/ledger/journals', { query: 'kind=top_up&limit=1' })).body;
    const amounts = items[0]?.postings.map(({ accountCode, amount }) => [accountCode, amount]);
    expect(amounts).toEqual([
      ['channel_transit:wechat', 11_928],
      ['channel_fees', 72],
      ['balance_gifts', 2_000],
      ['member_balance', -12_000],
      ['member_gifts', -2_000],
    ]);
    const member = (await admin.call('GET /staff/members/:id', { params: { id: person.id } })).body;
    expect(member.balance).toBe(14_000);
  });

  it('[PAY-11] is not believed from a forged notice, and a notice for another amount changes nothing', async () => {
    const person = await product.customer();
    const body = { amount: 10_000, expectedGift: 0, channel: 'wechat', method: 'h5' };
    const { payment } = (await person.call('POST /me/top-ups', { body })).body;
    expect((await product.notifyPaid(payment?.id ?? '', 10_000, { apiV3Key: 'x'.repeat(32) })).status).toBe(401);
    expect((await product.notifyPaid(payment?.id ?? '', 9_999)).status).toBe(400);
    expect(await balanceOf(person)).toEqual({ balance: 0, principal: 0, gift: 0 });
  });

  it('[PAY-11] refuses what the plan does not offer, a gift that shrank, and frozen members', async () => {
    const person = await product.customer();
    const begin = (change: object) =>
      person.call('POST /me/top-ups', {
        body: { amount: 10_000, expectedGift: 0, channel: 'wechat', method: 'h5', ...change },
      });
    expect((await begin({ amount: 50 })).body.error.code).toBe('invalid_input');
    const shrunk = (await begin({ expectedGift: 2_001 })).body.error;
    expect(shrunk).toMatchObject({ code: 'top_up_changed', data: { gift: 2_000 } });
    const frozen = { params: { id: person.id }, body: { state: 'frozen', reason: '盗刷嫌疑' } };
    await admin.call('POST /staff/members/:id/state', frozen);
    expect((await begin({})).body.error.code).toBe('member_frozen');
  });

  it('[PAY-11] hides a top-up from everybody but its member', async () => {
    const [person, stranger] = [await product.customer(), await product.customer()];
    const { id } = await topUp(product, person, 10_000);
    for (const key of ['GET /me/top-ups/:id', 'POST /me/top-ups/:id/check'] as const) {
      expect((await stranger.call(key, { params: { id } })).status).toBe(404);
      expect((await person.call(key, { params: { id } })).status).toBe(200);
    }
  });
});

describe('the plan', () => {
  it('[PAY-11] keeps its versions; the newest whose time it is counts, and ending it brings the one before back', async () => {
    const now = product.clock.now().getTime();
    const later = await plan(product, admin, home, {
      tiers: [{ amount: 5_000, gift: 500 }],
      freeAmount: null,
      validFrom: new Date(now + 3_600_000).toISOString(),
    });
    const offered = async () => (await product.call('GET /top-up-options')).body.plan?.tiers.length;
    expect(await offered()).toBe(2);
    product.clock.advance(3_600_000);
    expect(await offered()).toBe(1);
    const person = await product.customer();
    const body = { amount: 10_000, expectedGift: 0, channel: 'wechat', method: 'h5' };
    expect((await person.call('POST /me/top-ups', { body })).body.error.code).toBe('invalid_input');
    const end = { params: { id: later.id }, body: { reason: '活动结束' } };
    expect((await admin.call('POST /staff/top-up-plans/:id/end', end)).body.inForce).toBe(false);
    expect((await admin.call('POST /staff/top-up-plans/:id/end', end)).body.error.code).toBe('illegal_move');
    expect(await offered()).toBe(2);
    const versions = (await admin.call('GET /staff/top-up-plans')).body.items;
    expect(versions[0]).toMatchObject({ id: later.id, inForce: false });
    expect(versions.filter((version: { inForce: boolean }) => version.inForce)).toHaveLength(1);
  });

  it('[PAY-11] is refused when a larger top-up gives less, and to staff of some stores only', async () => {
    const odd = {
      tiers: [
        { amount: 10_000, gift: 2_000 },
        { amount: 20_000, gift: 1_000 },
      ],
    };
    await expect(plan(product, admin, home, odd)).rejects.toThrow('tiers');
    const finance = await product.staff('finance', { kind: 'stores', ids: [home.storeId] });
    await expect(plan(product, finance, home)).rejects.toThrow('forbidden');
  });
});

describe('paying from balance', () => {
  it('[PAY-11] pays an order at once: principal first, stock sold, sale posted against the liability, door released', async () => {
    const { goods, person, shop } = await shopper(900, 10_000);
    const order = await place(person, goods.barcode, 12);
    const paid = (await payFromBalance(person, order.id)).body;
    expect(paid).toMatchObject({ state: 'paid', paid: 10_800 });
    expect(paid.payments).toMatchObject([{ channel: 'balance', state: 'succeeded', amount: 10_800 }]);
    expect(await balanceOf(person)).toEqual({ balance: 1_200, principal: 0, gift: 1_200 });
    expect((await statement(person))[0]).toMatchObject({
      kind: 'spend',
      amount: -10_800,
      principal: -10_000,
      gift: -800,
      balanceAfter: 1_200,
      reference: { kind: 'order', id: order.id, number: order.number },
    });
    const [sale] = await journalOf(order.id);
    const postings = Object.fromEntries((sale?.postings ?? []).map((posting) => [posting.accountCode, posting.amount]));
    expect(postings).toMatchObject({ member_balance: 10_000, member_gifts: 800 });
    expect(postings['channel_transit:balance']).toBeUndefined();
    await product.drain();
    await product.passDoor(shop);
    const after = (await person.call('GET /orders/:id', { params: { id: order.id } })).body;
    expect(after.state).toBe('completed');
    expect((await person.call('GET /visits/current')).body.visit).toBeNull();
  });

  it('[PAY-11] is refused without enough balance, twice, and for another’s order; nothing moves', async () => {
    const { goods, person } = await shopper(900, 500);
    const order = await place(person, goods.barcode, 1);
    const refused = await payFromBalance(person, order.id);
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({ code: 'balance_insufficient', data: { available: 500, needed: 900 } });
    expect(await balanceOf(person)).toMatchObject({ balance: 500 });
    const stranger = await product.customer();
    expect((await payFromBalance(stranger, order.id)).status).toBe(404);
    await topUp(product, person, 400);
    expect((await payFromBalance(person, order.id)).status).toBe(200);
    expect((await payFromBalance(person, order.id)).body.error.code).toBe('order_not_payable');
    expect(await balanceOf(person)).toMatchObject({ balance: 0 });
  });

  it('[PAY-11] of sixteen payments of one order at once, one takes the money', async () => {
    const { goods, person } = await shopper(900, 10_000);
    const order = await place(person, goods.barcode, 1);
    const answers = await Promise.all(Array.from({ length: 16 }, () => payFromBalance(person, order.id)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(await balanceOf(person)).toMatchObject({ balance: 11_100 });
    expect((await statement(person)).filter((line: { kind: string }) => line.kind === 'spend')).toHaveLength(1);
  });

  it('[PAY-11] money that comes through the channel after the balance paid goes back', async () => {
    const { goods, person } = await shopper(900, 10_000);
    const order = await place(person, goods.barcode, 1);
    const body = { channel: 'wechat', method: 'h5' };
    const begun = (await person.call('POST /orders/:id/payments', { params: { id: order.id }, body })).body;
    await payFromBalance(person, order.id);
    await product.notifyPaid(begun.id, 900);
    const after = (await person.call('GET /orders/:id', { params: { id: order.id } })).body;
    expect(after).toMatchObject({ state: 'paid', paid: 900 });
    expect(after.refunds).toMatchObject([{ amount: 900, reason: 'second_payment' }]);
  });
});

describe('giving back', () => {
  const refund = (orderId: string, body: object) =>
    admin.call('POST /staff/orders/:id/refunds', { params: { id: orderId }, body: { reason: '商品临期', ...body } });

  it('[PAY-11] a refund of an order goes back to the balance, principal and gift in proportion, journal reversed', async () => {
    const { goods, person } = await shopper(1_000, 10_000);
    const order = await place(person, goods.barcode, 12);
    await payFromBalance(person, order.id);
    expect(await balanceOf(person)).toEqual({ balance: 0, principal: 0, gift: 0 });
    const first = (await refund(order.id, { amount: 6_000 })).body;
    expect(first).toMatchObject({ state: 'partially_refunded', refunded: 6_000 });
    expect(first.refunds).toMatchObject([{ amount: 6_000, state: 'succeeded', reason: '商品临期' }]);
    expect(await balanceOf(person)).toEqual({ balance: 6_000, principal: 5_000, gift: 1_000 });
    expect((await refund(order.id, { amount: 6_000 })).body.state).toBe('refunded');
    expect(await balanceOf(person)).toEqual({ balance: 12_000, principal: 10_000, gift: 2_000 });
    expect((await refund(order.id, { amount: 1 })).status).toBe(409);
    const journals = await journalOf(order.id);
    const total = (code: string) =>
      journals
        .flatMap((journal: { postings: { accountCode: string; amount: number }[] }) => journal.postings)
        .filter((posting: { accountCode: string }) => posting.accountCode === code)
        .reduce((sum: number, posting: { amount: number }) => sum + posting.amount, 0);
    expect(journals).toHaveLength(3);
    expect(['member_balance', 'member_gifts', 'store_balance', 'service_fee_income'].map(total)).toEqual([0, 0, 0, 0]);
  });

  it('[PAY-11] refunds of one order at once never give back more than was paid', async () => {
    const { goods, person } = await shopper(1_000, 10_000);
    const order = await place(person, goods.barcode, 10);
    await payFromBalance(person, order.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refund(order.id, { amount: 3_000 })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3);
    expect(await balanceOf(person)).toMatchObject({ balance: 2_000 + 9_000 });
  });
});
