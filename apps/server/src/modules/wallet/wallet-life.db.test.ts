import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { balanceOf, channelAnswersRefunds, payFromBalance, place, plan, topUp } from '../../testing/balances.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { stockShop, walkIn } from '../../testing/product-world.ts';
import { verifyLedger } from '../ledger/index.ts';
import { closeWallet, mergeWallets, openBalanceMatters, verifyWallets } from './index.ts';
import { holdWallet, moveWallet } from './store.ts';

const DAY = 86_400_000;
let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
let entityId: string;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  entityId = (await plan(product, admin, await product.shop())).entity.id;
}, 60_000);
afterAll(() => product.close());

const reader = () => product.read(systemActor('test'));
async function expectBooks(): Promise<void> {
  expect(await verifyWallets(reader())).toEqual({ consistent: true, differingEntity: null, differingMember: null });
  expect(await verifyLedger(reader())).toMatchObject({ consistent: true, total: 0 });
}
async function member(amount = 10_000) {
  const person = await product.customer();
  return { person, topUp: await topUp(product, person, amount) };
}
/** Pays a first order of some fen from balance, so that a part of the top-up is spent. */
async function spend(person: Person, price: number): Promise<void> {
  const shop = await product.shop();
  const goods = await stockShop(admin, shop, price);
  await walkIn(product, person, shop);
  const paid = await payFromBalance(person, (await place(person, goods.barcode)).id);
  expect(paid.status).toBe(200);
}
const giveBack = (id: string, amount: number) =>
  admin.call('POST /staff/top-ups/:id/refunds', { params: { id }, body: { amount, reason: '顾客要求退款' } });

describe('races', () => {
  it('[PAY-11] of three orders paid at once from a balance for one, one is paid and the balance never goes below zero', async () => {
    const shop = await product.shop();
    const goods = await stockShop(admin, shop, 900);
    const { person } = await member(1_000);
    await walkIn(product, person, shop);
    const orders = [
      await place(person, goods.barcode),
      await place(person, goods.barcode),
      await place(person, goods.barcode),
    ];
    const answers = await Promise.all(orders.map((order) => payFromBalance(person, order.id)));
    expect(answers.map((answer) => answer.body.error?.code ?? 'paid').sort()).toEqual([
      'balance_insufficient',
      'balance_insufficient',
      'paid',
    ]);
    expect(await balanceOf(person)).toEqual({ balance: 100, principal: 100, gift: 0 });
    await expectBooks();
  });

  it('[PAY-11] spending, topping up and giving back at the same time add up', async () => {
    const shop = await product.shop();
    const goods = await stockShop(admin, shop, 300);
    const { person, topUp: first } = await member(10_000);
    await walkIn(product, person, shop);
    const orders = [];
    for (let count = 0; count < 6; count++) orders.push(await place(person, goods.barcode));
    await Promise.all([
      ...orders.map((order) => payFromBalance(person, order.id)),
      ...Array.from({ length: 3 }, () => topUp(product, person, 1_000)),
      giveBack(first.id, 2_000),
    ]);
    await product.drain();
    // The gift lapses in proportion: 400 of 2,000.
    expect(await balanceOf(person)).toMatchObject({ balance: 12_000 - 6 * 300 + 3_000 - 2_400 });
    await expectBooks();
  });

  it('[PAY-11] the database itself refuses a balance below zero', async () => {
    const { person } = await member(1_000);
    const overdraw = product.asSystem(async (ctx) => {
      await holdWallet(ctx.tx, person.id);
      const id = newId();
      const reference = { kind: 'order', id, number: null };
      const parts = [{ entityId, principal: -1_001, gift: 0 }];
      await moveWallet(
        ctx.tx,
        { id, memberId: person.id, kind: 'spend', parts, reference, orderId: id, storeId: null },
        ctx.now,
      );
    });
    await expect(overdraw).rejects.toMatchObject({ constraint: 'wallets_amounts_check' });
    expect(await balanceOf(person)).toMatchObject({ balance: 1_000 });
  });
});

describe('giving a top-up back', () => {
  it('[PAY-13] takes unspent principal and its share of the gift at once, and books it when the channel has given it back', async () => {
    const { person, topUp: paid } = await member(10_000);
    await spend(person, 4_000);
    const offered = (await admin.call('GET /staff/members/:id/top-ups', { params: { id: person.id } })).body.items[0];
    expect(offered).toMatchObject({ id: paid.id, refundable: 6_000, refunded: 0 });
    expect((await giveBack(paid.id, 6_001)).body.error).toMatchObject({
      code: 'top_up_not_refundable',
      data: { refundable: 6_000 },
    });
    expect((await giveBack(paid.id, 5_000)).body).toMatchObject({
      state: 'partially_refunded',
      refunded: 5_000,
      refundable: 1_000,
    });
    expect(await balanceOf(person)).toEqual({ balance: 2_000, principal: 1_000, gift: 1_000 });
    await expectBooks();
    await channelAnswersRefunds(product, paid.id, 'SUCCESS');
    await channelAnswersRefunds(product, paid.id, 'SUCCESS');
    const { items } = (await admin.call('GET /staff/ledger/journals', { query: 'kind=top_up_returned' })).body;
    expect(items).toMatchObject([{ reference: { kind: 'top_up_refund', number: paid.number } }]);
    await expectBooks();
  });

  it('[PAY-13] comes back into the balance when the channel refuses', async () => {
    const { person, topUp: paid } = await member(10_000);
    await giveBack(paid.id, 10_000);
    expect(await balanceOf(person)).toMatchObject({ balance: 0 });
    await channelAnswersRefunds(product, paid.id, 'CLOSED');
    expect(await balanceOf(person)).toEqual({ balance: 12_000, principal: 10_000, gift: 2_000 });
    expect((await giveBack(paid.id, 10_000)).status).toBe(200);
    await expectBooks();
  });

  it('[PAY-13] is possible for seven days', async () => {
    const { topUp: paid } = await member(10_000);
    product.clock.advance(7 * DAY);
    const later = await product.staff('platform_administrator');
    const asked = { params: { id: paid.id }, body: { amount: 1, reason: '迟了' } };
    expect((await later.call('POST /staff/top-ups/:id/refunds', asked)).body.error.code).toBe('top_up_not_refundable');
    admin = later;
  });

  it('[PAY-11] a second payment of one top-up is not credited but goes back', async () => {
    const person = await product.customer();
    const body = { amount: 10_000, expectedGift: 0, channel: 'wechat', method: 'h5' };
    const begun = (await person.call('POST /me/top-ups', { body })).body;
    await product.notifyPaid(begun.payment?.id ?? '', 10_000);
    const again = { transaction: { transaction_id: '42000000000000000000000009' } };
    expect((await product.notifyPaid(begun.payment?.id ?? '', 10_000, again)).status).toBe(400);
    expect(await balanceOf(person)).toMatchObject({ balance: 12_000 });
    await expectBooks();
  });
});

describe('accounts that merge or end', () => {
  const settle = { kind: 'system', name: 'test' } as const;

  it('[IDN-1] the balance goes over with its parts, and later refunds and top-ups find the new owner', async () => {
    const [from, into] = [await member(10_000), await member(1_000)];
    await product.asSystem((ctx) => mergeWallets(ctx, { fromId: from.person.id, intoId: into.person.id }));
    expect(await balanceOf(from.person)).toEqual({ balance: 0, principal: 0, gift: 0 });
    expect(await balanceOf(into.person)).toEqual({ balance: 13_000, principal: 11_000, gift: 2_000 });
    const [line] = (await into.person.call('GET /me/balance/entries')).body.items;
    expect(line).toMatchObject({ kind: 'merge', amount: 12_000, balanceAfter: 13_000 });
    await giveBack(from.topUp.id, 10_000);
    expect(await balanceOf(into.person)).toEqual({ balance: 1_000, principal: 1_000, gift: 0 });
    await expectBooks();
  });

  it('[IDN-4] principal keeps an account open; without it the gift lapses with the account', async () => {
    const { person, topUp: paid } = await member(10_000);
    expect(await openBalanceMatters(product.read(settle), person.id)).toEqual([{ kind: 'balance', id: person.id }]);
    await spend(person, 10_000);
    expect(await balanceOf(person)).toEqual({ balance: 2_000, principal: 0, gift: 2_000 });
    expect(await openBalanceMatters(product.read(settle), person.id)).toEqual([]);
    await product.asSystem((ctx) => closeWallet(ctx, { customerId: person.id }));
    expect((await person.call('GET /me/balance/entries')).body.items[0]).toMatchObject({
      kind: 'lapse',
      amount: -2_000,
    });
    expect(paid.state).toBe('paid');
    await expectBooks();
  });

  it('[IDN-4] a top-up whose payment may still come keeps the account open', async () => {
    const person = await product.customer();
    const body = { amount: 1_000, expectedGift: 0, channel: 'wechat', method: 'h5' };
    const { id } = (await person.call('POST /me/top-ups', { body })).body;
    expect(await openBalanceMatters(product.read(settle), person.id)).toEqual([{ kind: 'top_up', id }]);
  });
});

describe('what finance sees', () => {
  it('[PAY-13] every issuing entity’s debt, equal to the journal’s accounts', async () => {
    const before = (await admin.call('GET /staff/balances/liabilities')).body;
    const other = await plan(product, admin, await product.shop(), {
      freeAmount: null,
      tiers: [{ amount: 5_000, gift: 500 }],
    });
    const person = await product.customer();
    await topUp(product, person, 5_000);
    const after = (await admin.call('GET /staff/balances/liabilities')).body;
    expect(after.consistent).toBe(true);
    expect(after.items).toHaveLength(before.items.length + 1);
    const theirs = after.items.find((item: { entity: { id: string } }) => item.entity.id === other.entity.id);
    expect(theirs).toMatchObject({ principal: 5_000, gift: 500, members: 1 });
    expect((await admin.call('GET /staff/members/:id/balance', { params: { id: person.id } })).body.balance).toBe(
      5_500,
    );
  });
});
