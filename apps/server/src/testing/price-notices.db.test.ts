import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestProduct, type TestProduct } from './product.ts';
import { makeEstate } from './product-world.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await createTestProduct();
}, 60_000);
afterAll(() => product.close());

describe('who hears of a price that waits', () => {
  it('[CAT-4, MSG-2] the platform is told of the wish, and the asker of the decision with its reason', async () => {
    const admin = await product.staff('platform_administrator');
    const estate = await makeEstate(product, admin);
    const regional = await product.staff('platform_administrator', { kind: 'stores', ids: [estate.storeId] });
    const titles = async (person: { call: typeof admin.call }) =>
      ((await person.call('GET /staff/me/messages')).body.items as { title: string; text: string }[]).filter(
        ({ title }) => /price/i.test(title),
      );
    await product.drain();
    expect((await titles(admin))[0]).toMatchObject({ title: 'A price waits for review' });
    expect((await titles(admin))[0]?.text).toContain('青柠气泡水');
    expect(await titles(regional)).toEqual([]);
    const answer = await admin.call('POST /staff/price-reviews/:id/decide', {
      params: { id: estate.priceReviewId },
      body: { decision: 'rejected', reason: '高于商圈均价' },
    });
    expect([answer.status, answer.body.state]).toEqual([200, 'rejected']);
    await product.drain();
    const [told] = await titles(estate.manager);
    expect(told).toMatchObject({ title: 'Your price was not approved' });
    expect(told?.text).toContain('高于商圈均价');
  });

  it('[CAT-4] a rejection without a word of why is not taken', async () => {
    const admin = await product.staff('platform_administrator');
    const estate = await makeEstate(product, admin);
    const answer = await admin.call('POST /staff/price-reviews/:id/decide', {
      params: { id: estate.priceReviewId },
      body: { decision: 'rejected' },
    });
    expect([answer.status, answer.body.error.data.field]).toEqual([400, 'reason']);
  });
});
