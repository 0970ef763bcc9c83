import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { aProduct, makeStore, staffActor } from '../../testing/chain.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { decidePrice, withdrawPrice } from './decide-price.ts';
import { createListing, createProduct, getListings, updateListing, updateProduct } from './index.ts';
import { priceReview, priceReviews } from './review-queries.ts';

let t: ReturnType<typeof createTestRuntime>;
beforeAll(async () => {
  t = createTestRuntime((await createTestDatabase()).url);
});
afterAll(() => t.close());

const platform = staffActor('platform_administrator', null);
const code = (work: Promise<unknown>) => work.then(() => 'done').catch((error) => error.code ?? error);
const shelf = { shelfState: 'on' as const, stockPolicy: 'strict' as const, lowStockAt: null };

/** A listing at the library's 500 fen, and the manager of its store. */
async function place(priceRule: 'locked' | 'reviewed' | 'limits' = 'reviewed') {
  const { storeId } = await t.as(platform, (ctx) => makeStore(ctx));
  const input = aProduct({ priceRule, salePrice: 500, guidePrice: 500, discountPrice: null });
  const { productId } = await t.as(platform, (ctx) => createProduct(ctx, input));
  const { listingId } = await t.as(platform, (ctx) =>
    createListing(ctx, { storeId, productId, storePrice: null, ...shelf }),
  );
  const manager = staffActor('store_manager', [storeId]);
  let version = 1;
  const ask = async (storePrice: number | null, actor = manager, priceNote: string | null = null) => {
    await t.as(actor, (ctx) => updateListing(ctx, listingId, { ...shelf, storePrice, priceNote, version }));
    version += 1;
  };
  const decide = (
    reviewId: string,
    decision: 'approved' | 'rejected',
    reason: string | null = null,
    actor = platform,
  ) => t.as(actor, (ctx) => decidePrice(ctx, reviewId, { decision, reason }));
  const price = async () => (await getListings(t.read(manager), [listingId])).get(listingId)?.price;
  const reviews = async () => (await priceReviews(t.read(manager), { limit: 20 })).items;
  const waiting = async () => (await reviews()).filter((review) => review.state === 'pending');
  return { storeId, productId, listingId, input, manager, ask, decide, price, reviews, waiting };
}
const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error('nothing is there');
  return item;
};
const tracesOf = async (id: string) => {
  const audits = await t.runtime.database.rows(
    z.object({ action: z.string() }),
    sql`select action from kernel.audit_log where object_id = ${id} order by id`,
  );
  const events = await t.runtime.database.rows(
    z.object({ name: z.string(), state: z.string().nullable() }),
    sql`
      select name, payload ->> 'state' as state from kernel.outbox
      where payload ->> 'reviewId' = ${id} order by emitted_at, id`,
  );
  return { audits: audits.map(({ action }) => action), events: events.map(({ name, state }) => [name, state]) };
};

describe('prices that wait for the platform', () => {
  test('[CAT-4] a price that is always reviewed waits, and the published one stays live', async () => {
    const it = await place();
    await it.ask(620, it.manager, '周末人多');
    const review = first(await it.waiting());
    expect(review).toMatchObject({ price: 620, priceBefore: 500, priceNow: 500, note: '周末人多', state: 'pending' });
    expect(review.requestedBy.id).toBe(it.manager.id);
    expect(await it.price()).toBe(500);
  });

  test('[CAT-4] an approved price is live at once, and is logged and told', async () => {
    const it = await place();
    await it.ask(620);
    const { id } = first(await it.waiting());
    await it.decide(id, 'approved');
    expect(await it.price()).toBe(620);
    expect(await priceReview(t.read(it.manager), id)).toMatchObject({
      state: 'approved',
      decidedBy: { id: platform.id },
    });
    expect(await tracesOf(id)).toEqual({
      audits: ['price_reviews.request', 'price_reviews.approve'],
      events: [
        ['catalog.price_review_requested', null],
        ['catalog.price_review_decided', 'approved'],
      ],
    });
  });

  test('[CAT-4] a rejected price says what to mend and changes nothing', async () => {
    const it = await place();
    await it.ask(900);
    const { id } = first(await it.waiting());
    await it.decide(id, 'rejected', '高于商圈均价，请控制在 6.5 元内');
    expect(await it.price()).toBe(500);
    expect(first(await it.reviews())).toMatchObject({ state: 'rejected', reason: '高于商圈均价，请控制在 6.5 元内' });
    expect(await code(it.decide(id, 'approved'))).toBe('illegal_move');
  });

  test('[CAT-4] inside the limits a price is free; outside them it waits', async () => {
    const it = await place('limits');
    await it.ask(600);
    expect(await it.price()).toBe(600);
    expect(await it.waiting()).toEqual([]);
    await it.ask(601);
    expect(await it.price()).toBe(600);
    expect(first(await it.waiting())).toMatchObject({ price: 601, priceBefore: 600 });
  });

  test('[CAT-4] a newer wish takes the older one’s place, and going back to the library’s price drops it', async () => {
    const it = await place();
    await it.ask(620);
    await it.ask(640);
    expect((await it.reviews()).map(({ price, state }) => [price, state])).toEqual([
      [640, 'pending'],
      [620, 'superseded'],
    ]);
    await it.ask(700, platform);
    expect(await it.price()).toBe(700);
    expect(await it.waiting()).toEqual([]);
    const { events } = await tracesOf(first(await it.reviews()).id);
    expect(events.at(-1)).toEqual(['catalog.price_review_decided', 'superseded']);
  });

  test('[CAT-4] other changes of the listing do not wait for the price', async () => {
    const it = await place();
    await t.as(it.manager, (ctx) =>
      updateListing(ctx, it.listingId, { ...shelf, shelfState: 'off', storePrice: 640, version: 1 }),
    );
    expect((await getListings(t.read(it.manager), [it.listingId])).get(it.listingId)).toMatchObject({ forSale: false });
    expect(first(await it.waiting())).toMatchObject({ price: 640 });
  });

  test('[CAT-4] a new listing with such a price goes on the shelf at the library’s', async () => {
    const it = await place();
    const { productId } = await t.as(platform, (ctx) =>
      createProduct(ctx, aProduct({ salePrice: 500, discountPrice: 450, priceRule: 'reviewed' })),
    );
    const { listingId } = await t.as(it.manager, (ctx) =>
      createListing(ctx, { storeId: it.storeId, productId, storePrice: 800, ...shelf }),
    );
    expect((await getListings(t.read(platform), [listingId])).get(listingId)).toMatchObject({ price: 450 });
    expect(first(await it.waiting())).toMatchObject({ price: 800, priceBefore: 450 });
  });

  test('[CAT-4] a price of a product that was locked meanwhile cannot be approved', async () => {
    const it = await place();
    await it.ask(620);
    const { id } = first(await it.waiting());
    await t.as(platform, (ctx) => updateProduct(ctx, it.productId, { ...it.input, priceRule: 'locked', version: 1 }));
    expect(await code(it.decide(id, 'approved'))).toBe('invalid_input');
    expect(await code(it.decide(id, 'rejected', '已锁价'))).toBe('done');
  });

  test('[CAT-4] the store takes a wish back; others decide nothing, and see nothing of another store', async () => {
    const [it, other] = [await place(), await place()];
    await it.ask(620);
    const { id } = first(await it.waiting());
    expect(await code(it.decide(id, 'approved', null, it.manager))).toBe('forbidden');
    expect(await code(priceReview(t.read(other.manager), id))).toBe('not_found');
    expect(await code(t.as(other.manager, (ctx) => withdrawPrice(ctx, id)))).toBe('not_found');
    expect((await other.reviews()).length).toBe(0);
    await t.as(it.manager, (ctx) => withdrawPrice(ctx, id));
    expect(first(await it.reviews())).toMatchObject({ state: 'withdrawn' });
    expect(await code(it.decide(id, 'approved'))).toBe('illegal_move');
  });

  test('[CAT-4] of two who decide at once, the first decision stands', async () => {
    const it = await place();
    await it.ask(620);
    const { id } = first(await it.waiting());
    const outcomes = await Promise.all([
      code(it.decide(id, 'approved')),
      code(it.decide(id, 'rejected', '太贵')),
      code(t.as(it.manager, (ctx) => withdrawPrice(ctx, id))),
    ]);
    expect(outcomes.sort()).toEqual(['done', 'illegal_move', 'illegal_move']);
  });
});
