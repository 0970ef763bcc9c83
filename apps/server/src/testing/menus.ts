// Things of a menu and coupons over the whole product, for tests of what is sold with a room.
import { addMenuItem } from '../modules/catalog/index.ts';
import { createBatch, grantCoupon, moveBatch } from '../modules/marketing/index.ts';
import { makeListing } from './chain.ts';
import type { Person, TestProduct } from './product.ts';

const HOUR = 3_600_000;

/** A tea at 38 yuan that is had hot, or iced for 2 more. */
export async function makeTea(
  product: TestProduct,
  storeId: string,
  options: { name?: string; price?: number; pieces?: number } = {},
) {
  return product.asSystem(async (ctx) => {
    const { pieces } = options;
    const listing = pieces === undefined ? null : await makeListing(ctx, storeId, { onHand: pieces });
    const listingId = listing?.listingId ?? null;
    const { itemId } = await addMenuItem(ctx, storeId, {
      ...{ category: '茶', name: options.name ?? '铁观音', description: null, image: null, sort: 1 },
      ...{ price: options.price ?? 3_800, preparation: 'staff', listingId },
      options: [
        {
          ...{ id: 'warmth', name: '冷热', pick: 'one' },
          choices: [
            { id: 'hot', name: '热', surcharge: 0 },
            { id: 'iced', name: '冰', surcharge: 200 },
          ],
        },
      ],
    });
    return { itemId, listingId: listingId ?? '' };
  });
}

/** Gives a member a coupon; answers its id. Fen. */
export async function giveCoupon(
  product: TestProduct,
  person: Person,
  terms: { amount: number; threshold?: number; storeIds?: string[]; bearer?: 'platform' | 'store' },
): Promise<string> {
  const { amount, threshold = 0, storeIds = [], bearer = 'platform' } = terms;
  return product.asSystem(async (ctx) => {
    const batchId = await createBatch(ctx, {
      ...{ name: `减 ${amount / 100}`, kind: threshold > 0 ? 'threshold' : 'fixed', redPacket: false },
      ...{ amount, threshold, quantity: 10, perMember: 5, validDays: null, storeIds, stackable: false, bearer },
      ...{ validFrom: new Date(ctx.now.getTime() - HOUR), validTo: new Date(ctx.now.getTime() + 720 * HOUR) },
      rule: 'manual',
    });
    await moveBatch(ctx, { batchId, state: 'running' });
    return (await grantCoupon(ctx, { batchId, memberId: person.id, reason: '测试' })).id;
  });
}
