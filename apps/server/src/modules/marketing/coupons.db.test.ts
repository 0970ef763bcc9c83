import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { type Bench, createBench, day, marketer } from '../../testing/coupons.ts';
import { changeMemberState } from '../members/index.ts';
import {
  grantNewcomerCoupons,
  mergeCoupons,
  moveBatch,
  releaseCoupon,
  reserveCoupon,
  usableCoupons,
  useCoupon,
} from './index.ts';
import { myCoupons } from './queries.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

describe('claiming by hand', () => {
  it('[MKT-1] gives one coupon with the batch’s terms, an audit row and an event', async () => {
    const member = await bench.makeMember();
    const batchId = await bench.makeBatch();
    const coupon = await bench.claim(member.actor, batchId);
    expect(coupon).toMatchObject({ batchId, memberId: member.id, state: 'available', amount: 500, threshold: 2_000 });
    expect(await bench.audited('coupons.claim', coupon.id)).toBe(1);
    expect(await bench.emitted('marketing.coupon_granted', coupon.id)).toBe(1);
    expect(bench.product.heard.at(-1)).toMatchObject({ topic: `me:${member.id}`, name: 'coupon.changed' });
    const mine = await myCoupons(bench.product.read(member.actor), {
      params: undefined,
      query: { limit: 20 },
      body: undefined,
    });
    expect(mine.items).toMatchObject([{ id: coupon.id, state: 'available' }]);
  });

  it('[MKT-1] lasts some days after the claim, or to the batch’s end', async () => {
    const member = await bench.makeMember();
    const week = await bench.claim(member.actor, await bench.makeBatch({ validDays: 7 }));
    expect(week.expiresAt.getTime() - week.claimedAt.getTime()).toBe(7 * day);
    const end = new Date(bench.product.clock.now().getTime() + 3 * day);
    expect((await bench.claim(member.actor, await bench.makeBatch({ validTo: end }))).expiresAt).toEqual(end);
  });

  it('[MKT-2] stops at the personal limit, and at the end of the batch', async () => {
    const [one, two, three] = [await bench.makeMember(), await bench.makeMember(), await bench.makeMember()];
    const batchId = await bench.makeBatch({ quantity: 3, perMember: 2 });
    await bench.claim(one.actor, batchId);
    await bench.claim(one.actor, batchId);
    await expect(bench.claim(one.actor, batchId)).rejects.toMatchObject({ code: 'coupon_limit' });
    await bench.claim(two.actor, batchId);
    await expect(bench.claim(three.actor, batchId)).rejects.toMatchObject({ code: 'coupon_sold_out' });
    expect(await bench.figures(batchId)).toMatchObject({ claimed: 3, remaining: 0, used: 0 });
  });

  it('[MKT-1] is refused for drafts, stopped batches, newcomer batches and frozen members', async () => {
    const member = await bench.makeMember();
    await expect(bench.claim(member.actor, await bench.makeBatch({}, 'draft'))).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(bench.claim(member.actor, await bench.makeBatch({ rule: 'batch' }))).rejects.toMatchObject({
      code: 'not_found',
    });
    const stopped = await bench.makeBatch();
    await bench.product.as(marketer, (ctx) => moveBatch(ctx, { batchId: stopped, state: 'stopped', reason: '超预算' }));
    await expect(bench.claim(member.actor, stopped)).rejects.toMatchObject({ code: 'coupon_sold_out' });
    await bench.product.as(marketer, (ctx) =>
      changeMemberState(ctx, { memberId: member.id, state: 'frozen', reason: '恶意退款' }),
    );
    await expect(bench.claim(member.actor, await bench.makeBatch())).rejects.toMatchObject({ code: 'member_frozen' });
    await expect(bench.claim(marketer, await bench.makeBatch())).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('[MKT-2] of sixteen claimants the last hundred get exactly a hundred', async () => {
    const batchId = await bench.makeBatch({ quantity: 100 });
    const members = await Promise.all(Array.from({ length: 160 }, bench.makeMember));
    const waiting = [...members];
    const results: string[] = [];
    const claimant = async () => {
      for (let member = waiting.pop(); member; member = waiting.pop()) {
        results.push(
          await bench.claim(member.actor, batchId).then(
            () => 'granted',
            (error: { code: string }) => error.code,
          ),
        );
      }
    };
    await Promise.all(Array.from({ length: 16 }, claimant));
    expect(results.filter((result) => result === 'granted')).toHaveLength(100);
    expect(results.filter((result) => result === 'coupon_sold_out')).toHaveLength(60);
    expect(await bench.figures(batchId)).toMatchObject({ claimed: 100, remaining: 0 });
    const coupons = await bench.product.runtime.database.row(
      z.object({ count: z.number() }),
      sql`select count(*) from marketing.coupons where batch_id = ${batchId}`,
    );
    expect(coupons.count).toBe(100);
  });

  it('[MKT-2] one member claiming sixteen times at once gets the personal limit, no more', async () => {
    const batchId = await bench.makeBatch({ quantity: 1_000, perMember: 3 });
    for (let round = 1; round <= 10; round++) {
      const member = await bench.makeMember();
      await bench.claim(member.actor, batchId);
      const results = await Promise.allSettled(Array.from({ length: 16 }, () => bench.claim(member.actor, batchId)));
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(2);
      expect(await bench.figures(batchId)).toMatchObject({ claimed: 3 * round, remaining: 1_000 - 3 * round });
    }
  });
});

describe('the newcomer rule', () => {
  it('[MKT-1] [VIS-9] gives each new member the red packet once, however often the event comes', async () => {
    await bench.product.drain();
    const batchId = await bench.makeBatch({
      kind: 'fixed',
      threshold: 0,
      rule: 'registration',
      redPacket: true,
      validDays: 7,
    });
    const member = await bench.makeMember();
    await bench.product.drain();
    const again = () => bench.product.asSystem((ctx) => grantNewcomerCoupons(ctx, { memberId: member.id }));
    await Promise.all([again(), again(), again()]);
    const held = await bench.product.asSystem((ctx) => usableCoupons(ctx, { memberId: member.id }));
    expect(held).toMatchObject([{ kind: 'fixed', amount: 500, threshold: 0 }]);
    expect(await bench.figures(batchId)).toMatchObject({ claimed: 1 });
    await bench.product.as(marketer, (ctx) => moveBatch(ctx, { batchId, state: 'ended' }));
    const late = await bench.makeMember();
    await bench.product.drain();
    expect(await bench.product.asSystem((ctx) => usableCoupons(ctx, { memberId: late.id }))).toEqual([]);
  });

  it('[MKT-1] is the product’s own: nobody else runs it', async () => {
    const member = await bench.makeMember();
    await expect(
      bench.product.as(member.actor, (ctx) => grantNewcomerCoupons(ctx, { memberId: member.id })),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a coupon beside an order', () => {
  it('[MKT-1] is reserved by one order, then used or released', async () => {
    const member = await bench.makeMember();
    const coupon = await bench.claim(member.actor, await bench.makeBatch());
    const [first, second] = [newId(), newId()];
    const reserve = (orderId: string, memberId = member.id) =>
      bench.product.asSystem((ctx) => reserveCoupon(ctx, { couponId: coupon.id, memberId, orderId }));
    expect(await reserve(first, newId())).toBe(false);
    expect(await Promise.all([reserve(first), reserve(second)])).toContain(false);
    await bench.product.asSystem((ctx) => releaseCoupon(ctx, { orderId: first }));
    await bench.product.asSystem((ctx) => releaseCoupon(ctx, { orderId: second }));
    expect(await reserve(second)).toBe(true);
    await bench.product.asSystem((ctx) => useCoupon(ctx, { orderId: second }));
    await bench.product.asSystem((ctx) => releaseCoupon(ctx, { orderId: second }));
    expect(await reserve(first)).toBe(false);
    expect(await bench.figures(coupon.batchId)).toMatchObject({ used: 1 });
  });

  it('[MKT-1] that ran out shows as expired and cannot be reserved', async () => {
    const member = await bench.makeMember();
    const coupon = await bench.claim(member.actor, await bench.makeBatch({ validDays: 1 }));
    const later = new Date(bench.product.clock.now().getTime() + 2 * day);
    const ctx = { ...bench.product.read(member.actor), now: later };
    const shown = await myCoupons(ctx, { params: undefined, query: { limit: 20, state: 'expired' }, body: undefined });
    expect(shown.items).toMatchObject([{ id: coupon.id, state: 'expired' }]);
    const reserved = await bench.product.asSystem((given) =>
      reserveCoupon({ ...given, now: later }, { couponId: coupon.id, memberId: member.id, orderId: newId() }),
    );
    expect(reserved).toBe(false);
  });

  it('[IDN-1] follows its member when two accounts become one, with the personal limit', async () => {
    const [old, kept] = [await bench.makeMember(), await bench.makeMember()];
    const batchId = await bench.makeBatch();
    const coupon = await bench.claim(old.actor, batchId);
    await bench.product.asSystem((ctx) => mergeCoupons(ctx, { fromId: old.id, intoId: kept.id }));
    const held = await bench.product.asSystem((ctx) => usableCoupons(ctx, { memberId: kept.id }));
    expect(held.map((one) => one.id)).toEqual([coupon.id]);
    await expect(bench.claim(kept.actor, batchId)).rejects.toMatchObject({ code: 'coupon_limit' });
  });
});
