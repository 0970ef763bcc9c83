import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Actor, systemActor } from '../../kernel/actor.ts';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { makeStore, staffActor } from '../../testing/chain.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { changeMemberState, enrol } from '../members/index.ts';
import {
  claimCoupon,
  createBatch,
  grantCoupon,
  grantNewcomerCoupons,
  marketingModule,
  mergeCoupons,
  moveBatch,
  releaseCoupon,
  reserveCoupon,
  usableCoupons,
  useCoupon,
} from './index.ts';
import { claimableBatches, getBatch, myCoupons, staffBatches } from './queries.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let product: ReturnType<typeof createTestRuntime>;
const count = z.object({ count: z.number() });
const day = 24 * 3_600_000;

beforeAll(async () => {
  database = await createTestDatabase();
  product = createTestRuntime(database.url, { subscriptions: marketingModule.subscriptions ?? [] });
});
afterAll(async () => {
  await product.close();
  await database.drop();
});

const marketer = staffActor('platform_administrator', null);
type Terms = Parameters<typeof createBatch>[1];

async function makeBatch(change: Partial<Terms> = {}, state: 'draft' | 'running' = 'running'): Promise<string> {
  const now = product.clock.now().getTime();
  const terms: Terms = {
    name: '满 20 减 5',
    kind: 'threshold',
    redPacket: false,
    amount: 500,
    threshold: 2_000,
    quantity: 1_000,
    perMember: 1,
    validFrom: new Date(now - day),
    validTo: new Date(now + 30 * day),
    validDays: null,
    storeIds: [],
    stackable: false,
    bearer: 'platform',
    rule: 'manual',
    ...change,
  };
  const id = await product.as(marketer, (ctx) => createBatch(ctx, terms));
  if (state === 'running') await product.as(marketer, (ctx) => moveBatch(ctx, { batchId: id, state }));
  return id;
}

async function makeMember(): Promise<{ id: string; actor: Actor }> {
  const id = newId();
  await product.asSystem((ctx) => enrol(ctx, { customerId: id, at: ctx.now }));
  return { id, actor: { kind: 'customer', id, sessionId: newId(), phoneVerified: true } };
}

const claim = (actor: Actor, batchId: string) => product.as(actor, (ctx) => claimCoupon(ctx, { batchId }));
const figures = (id: string) => getBatch(product.read(marketer), id);
const recorded = async (table: 'audit' | 'outbox', text: string, id: string): Promise<number> => {
  const statement =
    table === 'audit'
      ? sql`select count(*) from kernel.audit_log where action = ${text} and object_id = ${id}`
      : sql`select count(*) from kernel.outbox where name = ${text} and payload->>'couponId' = ${id}`;
  return (await product.runtime.database.row(count, statement)).count;
};

describe('claiming by hand', () => {
  it('[MKT-1] gives one coupon with the batch’s terms, an audit row and an event', async () => {
    const member = await makeMember();
    const batchId = await makeBatch();
    const coupon = await claim(member.actor, batchId);
    expect(coupon).toMatchObject({ batchId, memberId: member.id, state: 'available', amount: 500, threshold: 2_000 });
    expect(await recorded('audit', 'coupons.claim', coupon.id)).toBe(1);
    expect(await recorded('outbox', 'marketing.coupon_granted', coupon.id)).toBe(1);
    expect(product.heard.at(-1)).toMatchObject({ topic: `me:${member.id}`, name: 'coupon.changed' });
    const mine = await myCoupons(product.read(member.actor), {
      params: undefined,
      query: { limit: 20 },
      body: undefined,
    });
    expect(mine.items).toMatchObject([{ id: coupon.id, state: 'available' }]);
  });

  it('[MKT-1] lasts some days after the claim, or to the batch’s end', async () => {
    const member = await makeMember();
    const week = await claim(member.actor, await makeBatch({ validDays: 7 }));
    expect(week.expiresAt.getTime() - week.claimedAt.getTime()).toBe(7 * day);
    const end = new Date(product.clock.now().getTime() + 3 * day);
    expect((await claim(member.actor, await makeBatch({ validTo: end }))).expiresAt).toEqual(end);
  });

  it('[MKT-2] stops at the personal limit, and at the end of the batch', async () => {
    const [one, two, three] = [await makeMember(), await makeMember(), await makeMember()];
    const batchId = await makeBatch({ quantity: 3, perMember: 2 });
    await claim(one.actor, batchId);
    await claim(one.actor, batchId);
    await expect(claim(one.actor, batchId)).rejects.toMatchObject({ code: 'coupon_limit' });
    await claim(two.actor, batchId);
    await expect(claim(three.actor, batchId)).rejects.toMatchObject({ code: 'coupon_sold_out' });
    expect(await figures(batchId)).toMatchObject({ claimed: 3, remaining: 0, used: 0 });
  });

  it('[MKT-1] is refused for drafts, stopped batches, newcomer batches and frozen members', async () => {
    const member = await makeMember();
    await expect(claim(member.actor, await makeBatch({}, 'draft'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(claim(member.actor, await makeBatch({ rule: 'batch' }))).rejects.toMatchObject({ code: 'not_found' });
    const stopped = await makeBatch();
    await product.as(marketer, (ctx) => moveBatch(ctx, { batchId: stopped, state: 'stopped', reason: '超预算' }));
    await expect(claim(member.actor, stopped)).rejects.toMatchObject({ code: 'coupon_sold_out' });
    await product.as(marketer, (ctx) =>
      changeMemberState(ctx, { memberId: member.id, state: 'frozen', reason: '恶意退款' }),
    );
    await expect(claim(member.actor, await makeBatch())).rejects.toMatchObject({ code: 'member_frozen' });
    await expect(claim(marketer, await makeBatch())).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('[MKT-2] of sixteen claimants the last hundred get exactly a hundred', async () => {
    const batchId = await makeBatch({ quantity: 100 });
    const members = await Promise.all(Array.from({ length: 160 }, makeMember));
    const waiting = [...members];
    const results: string[] = [];
    const claimant = async () => {
      for (let member = waiting.pop(); member; member = waiting.pop()) {
        results.push(
          await claim(member.actor, batchId).then(
            () => 'granted',
            (error: { code: string }) => error.code,
          ),
        );
      }
    };
    await Promise.all(Array.from({ length: 16 }, claimant));
    expect(results.filter((result) => result === 'granted')).toHaveLength(100);
    expect(results.filter((result) => result === 'coupon_sold_out')).toHaveLength(60);
    expect(await figures(batchId)).toMatchObject({ claimed: 100, remaining: 0 });
    const coupons = await product.runtime.database.row(
      count,
      sql`select count(*) from marketing.coupons where batch_id = ${batchId}`,
    );
    expect(coupons.count).toBe(100);
  });

  it('[MKT-2] one member claiming sixteen times at once gets the personal limit, no more', async () => {
    const batchId = await makeBatch({ quantity: 1_000, perMember: 3 });
    const member = await makeMember();
    const results = await Promise.allSettled(Array.from({ length: 16 }, () => claim(member.actor, batchId)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
    expect(await figures(batchId)).toMatchObject({ claimed: 3, remaining: 997 });
  });
});

describe('the newcomer rule', () => {
  it('[MKT-1] [VIS-9] gives each new member the red packet once, however often the event comes', async () => {
    await product.drain();
    const batchId = await makeBatch({
      kind: 'fixed',
      threshold: 0,
      rule: 'registration',
      redPacket: true,
      validDays: 7,
    });
    const member = await makeMember();
    await product.drain();
    const again = () => product.asSystem((ctx) => grantNewcomerCoupons(ctx, { memberId: member.id }));
    await Promise.all([again(), again(), again()]);
    const held = await product.asSystem((ctx) => usableCoupons(ctx, { memberId: member.id }));
    expect(held).toMatchObject([{ kind: 'fixed', amount: 500, threshold: 0 }]);
    expect(await figures(batchId)).toMatchObject({ claimed: 1 });
    await product.as(marketer, (ctx) => moveBatch(ctx, { batchId, state: 'ended' }));
    const late = await makeMember();
    await product.drain();
    expect(await product.asSystem((ctx) => usableCoupons(ctx, { memberId: late.id }))).toEqual([]);
  });

  it('[MKT-1] is the product’s own: nobody else runs it', async () => {
    const member = await makeMember();
    await expect(
      product.as(member.actor, (ctx) => grantNewcomerCoupons(ctx, { memberId: member.id })),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('staff', () => {
  it('[MKT-1] grant a coupon to a member, audited with the reason', async () => {
    const member = await makeMember();
    const batchId = await makeBatch({ rule: 'batch' });
    const coupon = await product.as(marketer, (ctx) =>
      grantCoupon(ctx, { batchId, memberId: member.id, reason: '补偿' }),
    );
    expect(coupon).toMatchObject({ memberId: member.id, state: 'available' });
    expect(await recorded('audit', 'coupons.grant', coupon.id)).toBe(1);
    const unknown = { batchId, memberId: newId(), reason: '补偿' };
    await expect(product.as(marketer, (ctx) => grantCoupon(ctx, unknown))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('[MKT-1] without the permission, or with other stores, cannot create, move or grant', async () => {
    const { storeId } = await product.asSystem((ctx) => makeStore(ctx));
    const member = await makeMember();
    const batchId = await makeBatch();
    const nobody = staffActor([], null);
    const manager = staffActor(['coupons', 'coupons:edit', 'coupons:issue'], [storeId]);
    const grant = { batchId, memberId: member.id, reason: '补偿' };
    for (const actor of [nobody, manager, member.actor]) {
      await expect(product.as(actor, (ctx) => grantCoupon(ctx, grant))).rejects.toMatchObject({ code: 'forbidden' });
      const stop = { batchId, state: 'stopped' as const };
      await expect(product.as(actor, (ctx) => moveBatch(ctx, stop))).rejects.toMatchObject({ code: 'forbidden' });
    }
    const own = { storeIds: [storeId], bearer: 'store' as const };
    const terms = { name: '店庆券', kind: 'fixed' as const, threshold: 0, ...own };
    const id = await makeBatch(terms, 'draft');
    await product.as(manager, (ctx) => moveBatch(ctx, { batchId: id, state: 'running' }));
    const seen = await staffBatches(product.read(manager), {
      params: undefined,
      query: { limit: 100 },
      body: undefined,
    });
    expect(seen.items.map((item) => item.id)).toContain(id);
    const stranger = staffActor(['coupons'], [newId()]);
    const hidden = await staffBatches(product.read(stranger), {
      params: undefined,
      query: { limit: 100 },
      body: undefined,
    });
    expect(hidden.items.map((item) => item.id)).not.toContain(id);
  });

  it('[MKT-1] cannot write down terms that do not fit, or restart an ended batch', async () => {
    await expect(makeBatch({ threshold: 0 })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(makeBatch({ storeIds: [newId()] })).rejects.toMatchObject({ code: 'invalid_input' });
    const id = await makeBatch();
    await product.as(marketer, (ctx) => moveBatch(ctx, { batchId: id, state: 'ended' }));
    await expect(
      product.as(marketer, (ctx) => moveBatch(ctx, { batchId: id, state: 'running' })),
    ).rejects.toMatchObject({ code: 'illegal_move', data: { state: 'ended' } });
    expect(await recorded('audit', 'coupons.move', id)).toBe(2);
  });
});

describe('a coupon beside an order', () => {
  it('[MKT-1] is reserved by one order, then used or released', async () => {
    const member = await makeMember();
    const coupon = await claim(member.actor, await makeBatch());
    const [first, second] = [newId(), newId()];
    const reserve = (orderId: string, memberId = member.id) =>
      product.asSystem((ctx) => reserveCoupon(ctx, { couponId: coupon.id, memberId, orderId }));
    expect(await reserve(first, newId())).toBe(false);
    expect(await Promise.all([reserve(first), reserve(second)])).toContain(false);
    await product.asSystem((ctx) => releaseCoupon(ctx, { orderId: first }));
    await product.asSystem((ctx) => releaseCoupon(ctx, { orderId: second }));
    expect(await reserve(second)).toBe(true);
    await product.asSystem((ctx) => useCoupon(ctx, { orderId: second }));
    await product.asSystem((ctx) => releaseCoupon(ctx, { orderId: second }));
    expect(await reserve(first)).toBe(false);
    expect(await figures(coupon.batchId)).toMatchObject({ used: 1 });
  });

  it('[MKT-1] that ran out shows as expired and cannot be reserved', async () => {
    const member = await makeMember();
    const coupon = await claim(member.actor, await makeBatch({ validDays: 1 }));
    const later = new Date(product.clock.now().getTime() + 2 * day);
    const ctx = { ...product.read(member.actor), now: later };
    const shown = await myCoupons(ctx, { params: undefined, query: { limit: 20, state: 'expired' }, body: undefined });
    expect(shown.items).toMatchObject([{ id: coupon.id, state: 'expired' }]);
    const reserved = await product.asSystem((given) =>
      reserveCoupon({ ...given, now: later }, { couponId: coupon.id, memberId: member.id, orderId: newId() }),
    );
    expect(reserved).toBe(false);
  });

  it('[IDN-1] follows its member when two accounts become one, with the personal limit', async () => {
    const [old, kept] = [await makeMember(), await makeMember()];
    const batchId = await makeBatch();
    const coupon = await claim(old.actor, batchId);
    await product.asSystem((ctx) => mergeCoupons(ctx, { fromId: old.id, intoId: kept.id }));
    const held = await product.asSystem((ctx) => usableCoupons(ctx, { memberId: kept.id }));
    expect(held.map((one) => one.id)).toEqual([coupon.id]);
    await expect(claim(kept.actor, batchId)).rejects.toMatchObject({ code: 'coupon_limit' });
  });
});

it('[MKT-1] the coupon centre shows what can be claimed, and what is still open to me', async () => {
  const member = await makeMember();
  const batchId = await makeBatch({ name: '周末券' });
  const hidden = await makeBatch({ rule: 'batch' });
  const look = async (actor: Actor) =>
    (await claimableBatches(product.read(actor), { params: undefined, query: { limit: 100 }, body: undefined })).items;
  expect((await look({ kind: 'anonymous' })).find((item) => item.id === batchId)).toMatchObject({ claimable: true });
  await claim(member.actor, batchId);
  expect((await look(member.actor)).find((item) => item.id === batchId)).toMatchObject({ claimable: false });
  expect((await look(systemActor('test'))).some((item) => item.id === hidden)).toBe(false);
});
