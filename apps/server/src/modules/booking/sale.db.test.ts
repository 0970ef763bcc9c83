import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../kernel/db.ts';
import { giveCoupon, makeTea } from '../../testing/menus.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { hourlyTariff, inMinutes, makeVenue, payAtChannel, type Venue } from '../../testing/rooms.ts';
import { stockOf } from '../inventory/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { calendarFacts, publishDraft, publishedRules, writeDraft } from '../tariffs/index.ts';
import { runDueTimers } from './index.ts';

let product: TestProduct;
let venue: Venue;
let anna: Person;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());
beforeEach(async () => {
  const quarter = 15 * 60_000;
  product.clock.set(new Date((Math.floor(product.clock.now().getTime() / quarter) + 1) * quarter));
  venue = await makeVenue(product, { rooms: 2 });
  anna = await product.customer();
});

const book = { publishedRules, calendarFacts };
const reading = () => product.read(systemActor('test'));
async function pass(minutes: number): Promise<void> {
  product.clock.advance(minutes * 60_000);
  while ((await runDueTimers(product.runtime, book)) > 0);
  await product.drain();
}
const couponState = async (id: string) =>
  (
    await product.runtime.database.row(
      z.object({ state: z.string() }),
      sql`select state from marketing.coupons where id = ${id}`,
    )
  ).state;
const refunds = async (bookingId: string) =>
  (
    await product.runtime.database.row(
      z.object({ sum: z.coerce.number() }),
      sql`select coalesce(sum(amount), 0) as sum from booking.refunds where booking_id = ${bookingId}`,
    )
  ).sum;
const available = async (listingId: string) => (await stockOf(reading(), [listingId])).get(listingId)?.available;
const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;

interface Wish {
  from?: number;
  total: number;
  addOns?: { itemId: string; quantity: number; choiceIds: string[] }[];
  coupon?: string;
  room?: number;
  mode?: string;
  packageId?: string | null;
  minutes?: number;
}
const range = ({ from = 300, minutes = 60 }: Pick<Wish, 'from' | 'minutes'>) => ({
  from: inMinutes(product, from),
  to: inMinutes(product, from + minutes),
});
const hold = (person: Person, { total, addOns = [], coupon = 'none', room = 0, ...wish }: Wish) =>
  person.call('POST /bookings', {
    body: {
      ...{
        roomId: venue.roomIds[room] ?? '',
        people: 2,
        mode: wish.mode ?? 'hourly',
        packageId: wish.packageId ?? null,
      },
      ...range(wish),
      ...{ addOns, coupon, expectedTotal: total },
    },
  });
const teaOf = (itemId: string, quantity = 1, choice = 'hot') => ({ itemId, quantity, choiceIds: [choice] });
const booksAgree = async () => expect((await product.asSystem((ctx) => verifyLedger(ctx))).consistent).toBe(true);

describe('tea and a coupon in one payment', () => {
  it('[BKG-2, CAT-7, BIL-8] the quote explains each line and every coupon, and one payment settles all', async () => {
    const { itemId, listingId } = await makeTea(product, venue.storeId, { pieces: 5 });
    const [small, best, high] = [
      await giveCoupon(product, anna, { amount: 500 }),
      await giveCoupon(product, anna, { amount: 1_000, threshold: 10_000 }),
      await giveCoupon(product, anna, { amount: 9_000, threshold: 50_000 }),
    ];
    const ask = (coupon: string, person: Person = anna) =>
      person.call('POST /rooms/:id/quotes', {
        params: { id: venue.roomId },
        body: { ...range({}), people: 2, addOns: [teaOf(itemId, 2, 'iced')], coupon },
      });
    const { offers } = (await ask('best')).body;
    expect(offers[0]?.quote).toMatchObject({
      addOns: [{ label: '铁观音 · 冰', quantity: 2, unitPrice: 4_000, amount: 8_000 }],
      discounts: [{ kind: 'coupon', id: best, amount: 1_000 }],
      total: 13_000,
    });
    expect(offers[0]?.coupons.map(({ id, value, obstacle }) => [id, value, obstacle])).toEqual([
      [best, 1_000, null],
      [small, 500, null],
      [high, 9_000, 'below_threshold'],
    ]);
    expect((await ask(small)).body.offers[0]?.quote?.total).toBe(13_500);
    expect((await ask('none')).body.offers[0]?.quote?.total).toBe(14_000);
    expect((await ask('best', await product.customer())).body.offers[0]?.quote?.total).toBe(14_000);
    const held = await hold(anna, { total: 13_000, addOns: [teaOf(itemId, 2, 'iced')], coupon: 'best' });
    expect(held.body).toMatchObject({ state: 'held', total: 13_000, menuOrders: [{ state: 'awaiting_payment' }] });
    expect([await couponState(best), await available(listingId)]).toEqual(['reserved', 3]);
    await payAtChannel(product, anna, held.body.id);
    expect(await read(anna, held.body.id)).toMatchObject({
      ...{ state: 'confirmed', paid: 13_000 },
      menuOrders: [{ state: 'placed', settle: 'booking', amount: 8_000 }],
    });
    expect([await couponState(best), await available(listingId)]).toEqual(['used', 3]);
    await booksAgree();
  });

  it('[BKG-2, BKG-4] what lapses lets coupon and pieces go, and a late payment takes them again while it can', async () => {
    const { itemId, listingId } = await makeTea(product, venue.storeId, { pieces: 1 });
    const coupon = await giveCoupon(product, anna, { amount: 500 });
    const wish = { total: 9_300, addOns: [teaOf(itemId)], coupon };
    const pay = async (id: string) => {
      const charge = (await read(anna, id)).charges[0];
      const params = { id, chargeId: charge?.id ?? '' };
      const body = { channel: 'wechat', method: 'h5' };
      return (await anna.call('POST /bookings/:id/charges/:chargeId/payments', { params, body })).body.id;
    };
    const { id } = (await hold(anna, wish)).body;
    const payment = await pay(id);
    await pass(11);
    expect(await read(anna, id)).toMatchObject({ state: 'lapsed', menuOrders: [{ state: 'cancelled' }] });
    expect([await couponState(coupon), await available(listingId)]).toEqual(['available', 1]);
    await product.notifyPaid(payment, 9_300);
    expect(await read(anna, id)).toMatchObject({ state: 'confirmed', paid: 9_300, menuOrders: [{ state: 'placed' }] });
    expect([await couponState(coupon), await available(listingId)]).toEqual(['used', 0]);

    await pass(4);
    const another = await giveCoupon(product, anna, { amount: 500 });
    const late = (await hold(anna, { total: 5_500, coupon: another, from: 600 })).body.id;
    const lost = await pay(late);
    await pass(15);
    expect((await hold(anna, { total: 5_500, coupon: another, from: 900 })).status).toBe(200);
    await product.notifyPaid(lost, 5_500);
    expect(await read(anna, late)).toMatchObject({ state: 'lapsed', paid: 0 });
    expect(await refunds(late)).toBe(5_500);
    await booksAgree();
  });

  it('[BKG-2, BKG-7] a late cancellation keeps its fee of the room alone; one that gives all back gives the coupon back', async () => {
    const { itemId, listingId } = await makeTea(product, venue.storeId, { pieces: 5 });
    const [first, second] = [
      await giveCoupon(product, anna, { amount: 980 }),
      await giveCoupon(product, anna, { amount: 980 }),
    ];
    const book = async (coupon: string, from: number) => {
      const { id } = (await hold(anna, { total: 8_820, addOns: [teaOf(itemId)], coupon, from })).body;
      await payAtChannel(product, anna, id);
      return id;
    };
    const cancel = async (id: string) => {
      const { refund } = (await anna.call('GET /bookings/:id/cancellation', { params: { id } })).body;
      await anna.call('POST /bookings/:id/cancel', { params: { id }, body: { expectedRefund: refund } });
      return refund;
    };
    // 98 yuan less 10 %: 54 for the room, of which 30 % are kept, and 34.20 for the tea.
    const late = await book(first, 60);
    expect([await cancel(late), await couponState(first)]).toEqual([8_820 - 1_620, 'used']);
    expect(await refunds(late)).toBe(7_200);
    const early = await book(second, 600);
    expect([await cancel(early), await couponState(second)]).toEqual([8_820, 'available']);
    expect(await read(anna, early)).toMatchObject({ state: 'cancelled', menuOrders: [{ state: 'cancelled' }] });
    expect(await available(listingId)).toBe(5);
    await booksAgree();
  });

  it('[BKG-2] a booking that its coupon pays whole is confirmed at once and gives it back when cancelled', async () => {
    const coupon = await giveCoupon(product, anna, { amount: 6_000 });
    const { id, state } = (await hold(anna, { total: 0, coupon })).body;
    expect([state, await couponState(coupon)]).toEqual(['confirmed', 'used']);
    await anna.call('POST /bookings/:id/cancel', { params: { id }, body: { expectedRefund: 0 } });
    expect(await couponState(coupon)).toBe('available');
    await booksAgree();
  });

  it('[BKG-2] one coupon, or the last piece, for two holds at once serves one of them', async () => {
    const { itemId } = await makeTea(product, venue.storeId, { pieces: 1 });
    const coupon = await giveCoupon(product, anna, { amount: 500 });
    const race = async (wish: Omit<Wish, 'room'>) =>
      (await Promise.all([0, 1].map((room) => hold(anna, { ...wish, room })))).map(
        (answer) => answer.body.error?.code ?? answer.body.state,
      );
    expect((await race({ total: 5_500, coupon })).sort()).toEqual(['coupon_unusable', 'held']);
    expect((await race({ total: 9_800, addOns: [teaOf(itemId)], from: 600 })).sort()).toEqual(['held', 'out_of_stock']);
  });

  it('[BKG-2, CAT-7] what is sold out, foreign, badly chosen, priced otherwise, or a coupon that does not work here is refused', async () => {
    const { itemId } = await makeTea(product, venue.storeId);
    const other = await makeVenue(product);
    const foreign = await makeTea(product, other.storeId);
    const elsewhere = await giveCoupon(product, anna, { amount: 500, storeIds: [other.storeId] });
    const code = async (wish: Partial<Wish>) => (await hold(anna, { total: 9_800, ...wish })).body.error?.code;
    expect(await code({ addOns: [{ itemId, quantity: 1, choiceIds: [] }] })).toBe('invalid_input');
    expect(await code({ addOns: [teaOf(foreign.itemId)] })).toBe('invalid_input');
    expect(await code({ addOns: [teaOf(itemId)], total: 9_700 })).toBe('price_changed');
    expect(await code({ addOns: [teaOf(itemId)], coupon: elsewhere })).toBe('coupon_unusable');
    expect(
      await code({
        addOns: [teaOf(itemId)],
        coupon: await giveCoupon(product, await product.customer(), { amount: 1 }),
      }),
    ).toBe('coupon_unusable');
    const manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
    await manager.call('POST /staff/menu-items/:id/state', { params: { id: itemId }, body: { state: 'sold_out' } });
    expect(await code({ addOns: [teaOf(itemId)] })).toBe('menu_unavailable');
  });
});

describe('packages', () => {
  it('[BIL-4] a package brings its tea at no price of its own, an early bird pays less, and promotions leave packages alone', async () => {
    const { itemId, listingId } = await makeTea(product, venue.storeId, { pieces: 5 });
    const base = hourlyTariff(6_000);
    const scope = base.rules[0]?.scope;
    if (!scope) throw new Error('the tariff has a rule');
    const items = [
      { label: '双人茶', quantity: 2, productId: itemId },
      { label: '果盘', quantity: 1, productId: null },
    ];
    const price = {
      mode: 'package' as const,
      minutes: 180,
      price: 15_000,
      extraUnitMinutes: 60,
      extraUnitPrice: null,
      items,
    };
    const off = { kind: 'percentage' as const, basisPoints: 1_000 };
    const early = {
      id: 'early',
      label: '早鸟九折',
      kind: 'early_bird' as const,
      scope,
      modes: [],
      leadMinutes: 240,
      threshold: 0,
      off,
    };
    const content = {
      ...base,
      rules: [...base.rules, { id: 'afternoon', label: '双人下午茶', priority: 0, scope, price }],
      promotions: [early],
    };
    await product.asSystem((ctx) => writeDraft(ctx, venue.storeId, { content, revision: 0 }));
    await product.asSystem((ctx) => publishDraft(ctx, venue.storeId, { revision: 1, note: null, effectiveFrom: null }));
    const quotes = await anna.call('POST /rooms/:id/quotes', {
      params: { id: venue.roomId },
      body: { ...range({ minutes: 180 }), people: 2 },
    });
    expect(quotes.body.offers.map((offer) => [offer.mode, offer.label, offer.quote?.total])).toEqual([
      ['hourly', '', 16_200],
      ['package', '双人下午茶', 15_000],
    ]);
    const wish = { total: 15_000, minutes: 180, mode: 'package', packageId: 'afternoon' };
    const { id } = (await hold(anna, wish)).body;
    await payAtChannel(product, anna, id);
    expect((await read(anna, id)).menuOrders).toMatchObject([
      {
        ...{ state: 'placed', amount: 0 },
        lines: [
          { label: '双人茶', quantity: 2, amount: 0 },
          { label: '果盘', quantity: 1, amount: 0 },
        ],
      },
    ]);
    expect(await available(listingId)).toBe(3);
  });
});
