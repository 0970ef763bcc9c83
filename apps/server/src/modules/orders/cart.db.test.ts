import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import {
  type Bench,
  buyAndPay,
  cartOf,
  changeListing,
  createBench,
  enter,
  giveCoupon,
  makeShop,
  makeShopper,
  scan,
  stock,
} from '../../testing/shopping.ts';
import { setStoreState } from '../organisation/index.ts';
import { chooseCoupon, clearCart, scanItem, setQuantity } from './index.ts';
import { expireCarts } from './jobs.ts';
import { myCart } from './queries.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

async function inside() {
  const shopper = await makeShopper(bench);
  const shop = await makeShop(bench);
  const visitId = await enter(bench, shopper, shop);
  return { shopper, shop, visitId };
}

describe('scanning', () => {
  it('[ORD-1] adds listings, counts pieces, and keeps a live total', async () => {
    const { shopper, shop, visitId } = await inside();
    const cola = await stock(bench, shop, { price: 350, name: '可口可乐' });
    const chips = await stock(bench, shop, { price: 800, discountPrice: 650, name: '薯片' });
    const cart = await scan(bench, shopper, cola.barcode, chips.barcode, cola.barcode);
    expect(cart).toMatchObject({
      visitId,
      storeId: shop.storeId,
      quantity: 3,
      gross: 1_500,
      discount: 150,
      payable: 1_350,
    });
    expect(cart.lines.map((line) => [line.name, line.quantity, line.payable])).toEqual([
      ['可口可乐', 2, 700],
      ['薯片', 1, 650],
    ]);
    expect(cart.discounts).toMatchObject([{ kind: 'discount_price', amount: 150, bearer: 'store' }]);
    expect(bench.heard.at(-1)).toMatchObject({ topic: `store:${shop.storeId}`, name: 'cart.changed' });
  });

  it('[ORD-1] says when a barcode is unknown, delisted or restricted', async () => {
    const { shopper, shop } = await inside();
    const gone = await stock(bench, shop, { price: 350 });
    await changeListing(bench, gone.listingId, { shelfState: 'off' });
    const scanOne = (barcode: string) => bench.as(shopper, (ctx) => scanItem(ctx, { barcode, quantity: 1 }));
    await expect(scanOne('6901234567892')).rejects.toMatchObject({ code: 'barcode_unknown' });
    await expect(scanOne(gone.barcode)).rejects.toMatchObject({ code: 'not_for_sale' });
  });

  it('[ORD-2] needs an open visit, and sees only goods of that store', async () => {
    const { shopper } = await inside();
    const elsewhere = await stock(bench, await makeShop(bench), { price: 350 });
    const outsider = await makeShopper(bench);
    const scanOf = (actor: typeof shopper) =>
      bench.as(actor, (ctx) => scanItem(ctx, { barcode: elsewhere.barcode, quantity: 1 }));
    await expect(scanOf(shopper)).rejects.toMatchObject({ code: 'barcode_unknown' });
    await expect(scanOf(outsider)).rejects.toMatchObject({ code: 'no_open_visit' });
    await expect(bench.as(bench.staff, (ctx) => clearCart(ctx))).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await myCart(bench.read(outsider))).toEqual({ cart: null });
  });

  it.each([0, -1, 1_000_000_000])('[ORD-1] refuses the quantity %d', async (quantity) => {
    const { shopper, shop } = await inside();
    const { barcode } = await stock(bench, shop, { price: 350 });
    await expect(bench.as(shopper, (ctx) => scanItem(ctx, { barcode, quantity }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('[ORD-2] of two devices at once loses nothing', async () => {
    const { shopper, shop } = await inside();
    const { barcode } = await stock(bench, shop, { price: 350 });
    await Promise.all(
      Array.from({ length: 8 }, () => bench.as(shopper, (ctx) => scanItem(ctx, { barcode, quantity: 1 }))),
    );
    expect(await cartOf(bench, shopper)).toMatchObject({ quantity: 8, payable: 2_800, lines: [{ quantity: 8 }] });
  });
});

describe('changing the cart', () => {
  it('[ORD-1] sets pieces, removes a line, empties it; a line of another member is not found', async () => {
    const { shopper, shop } = await inside();
    const one = await stock(bench, shop, { price: 350 });
    const two = await stock(bench, shop, { price: 500 });
    const cart = await scan(bench, shopper, one.barcode, two.barcode);
    const [top, bottom] = cart.lines;
    const set = (actor: typeof shopper, lineId: string, quantity: number) =>
      bench.as(actor, (ctx) => setQuantity(ctx, { lineId, quantity }));
    await set(shopper, top?.id ?? '', 3);
    await set(shopper, bottom?.id ?? '', 0);
    expect(await cartOf(bench, shopper)).toMatchObject({ quantity: 3, payable: 1_500, lines: [{ id: top?.id }] });
    const stranger = await inside();
    await scan(bench, stranger.shopper, (await stock(bench, stranger.shop, { price: 100 })).barcode);
    await expect(set(stranger.shopper, top?.id ?? '', 1)).rejects.toMatchObject({ code: 'not_found' });
    await expect(set(shopper, top?.id ?? '', 100)).rejects.toMatchObject({ code: 'invalid_input' });
    await bench.as(shopper, (ctx) => clearCart(ctx));
    expect(await cartOf(bench, shopper)).toMatchObject({ lines: [], quantity: 0, payable: 0 });
  });

  it('[ORD-1] takes the best coupon, another by hand, or none', async () => {
    const { shopper, shop } = await inside();
    const small = await giveCoupon(bench, shopper, { amount: 300 });
    const large = await giveCoupon(bench, shopper, { amount: 800, threshold: 2_000 });
    const { barcode } = await stock(bench, shop, { price: 1_000 });
    expect((await scan(bench, shopper, barcode)).coupon).toMatchObject({ id: small, chosen: 'best' });
    const cart = await scan(bench, shopper, barcode);
    expect(cart).toMatchObject({ payable: 1_200, coupon: { id: large, chosen: 'best' } });
    const choose = (couponId: string | null) => bench.as(shopper, (ctx) => chooseCoupon(ctx, { couponId }));
    await choose(small);
    expect(await cartOf(bench, shopper)).toMatchObject({ payable: 1_700, coupon: { id: small, chosen: 'hand' } });
    await choose(null);
    expect(await cartOf(bench, shopper)).toMatchObject({ payable: 2_000, coupon: null });
    await choose('best');
    expect(await cartOf(bench, shopper)).toMatchObject({ payable: 1_200, coupon: { id: large } });
  });

  it('[ORD-1] refuses a coupon of another member and one that does not reach', async () => {
    const { shopper, shop } = await inside();
    const { barcode } = await stock(bench, shop, { price: 1_000 });
    await scan(bench, shopper, barcode);
    const foreign = await giveCoupon(bench, await makeShopper(bench), { amount: 300 });
    const tooHigh = await giveCoupon(bench, shopper, { amount: 300, threshold: 5_000 });
    for (const couponId of [foreign, tooHigh, newId()]) {
      await expect(bench.as(shopper, (ctx) => chooseCoupon(ctx, { couponId }))).rejects.toMatchObject({
        code: 'coupon_unusable',
      });
    }
    expect((await cartOf(bench, shopper)).coupons).toMatchObject([
      { id: tooHigh, usable: false, reason: 'below_threshold' },
    ]);
  });
});

describe('time', () => {
  it('[ORD-1] keeps the shown price when it rises, and takes it when it falls', async () => {
    const { shopper, shop } = await inside();
    const goods = await stock(bench, shop, { price: 1_000 });
    await scan(bench, shopper, goods.barcode);
    await changeListing(bench, goods.listingId, { storePrice: 1_500 });
    expect(await cartOf(bench, shopper)).toMatchObject({ payable: 1_000 });
    await changeListing(bench, goods.listingId, { storePrice: 900 });
    expect(await cartOf(bench, shopper)).toMatchObject({ payable: 900 });
  });

  it('[ORD-2] survives that its store closes meanwhile: what is in hand is shown and can be bought', async () => {
    const { shopper, shop } = await inside();
    const cola = await stock(bench, shop, { price: 350, name: '可口可乐' });
    const before = await scan(bench, shopper, cola.barcode);
    await bench.as(bench.staff, (ctx) => setStoreState(ctx, shop.storeId, { state: 'closed', reason: '停电' }));
    expect(await cartOf(bench, shopper)).toEqual(before);
    await buyAndPay(bench, shopper);
  });

  it('[ORD-2] shows a delisted item with its problem instead of dropping it', async () => {
    const { shopper, shop } = await inside();
    const goods = await stock(bench, shop, { price: 1_000, onHand: 1 });
    await scan(bench, shopper, goods.barcode, goods.barcode);
    expect((await cartOf(bench, shopper)).lines).toMatchObject([{ problem: 'out_of_stock' }]);
    await changeListing(bench, goods.listingId, { shelfState: 'off' });
    expect((await cartOf(bench, shopper)).lines).toMatchObject([{ problem: 'not_for_sale', payable: 2_000 }]);
  });

  it('[ORD-21] a cart lives 30 minutes after its last change and then expires', async () => {
    const { shopper, shop } = await inside();
    const { barcode } = await stock(bench, shop, { price: 1_000 });
    const first = await scan(bench, shopper, barcode);
    bench.clock.advance(29 * 60_000);
    const line = first.lines[0]?.id ?? '';
    await bench.as(shopper, (ctx) => setQuantity(ctx, { lineId: line, quantity: 2 }));
    bench.clock.advance(29 * 60_000);
    expect(await cartOf(bench, shopper)).toMatchObject({ id: first.id, quantity: 2 });
    bench.clock.advance(60_000);
    expect(await myCart(bench.read(shopper))).toEqual({ cart: null });
    await expect(bench.as(shopper, (ctx) => setQuantity(ctx, { lineId: line, quantity: 1 }))).rejects.toMatchObject({
      code: 'cart_expired',
    });
    await expireCarts.run(bench.runtime);
    expect(bench.heard.some((item) => item.data.id === first.id && item.data.state === 'expired')).toBe(true);
    const second = await scan(bench, shopper, barcode);
    expect(second.id).not.toBe(first.id);
    expect(second).toMatchObject({ quantity: 1 });
  });
});
