import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import { makeStore, staffActor } from '../../testing/chain.ts';
import { type Bench, createBench, marketer } from '../../testing/coupons.ts';
import { grantCoupon, moveBatch } from './index.ts';
import { claimableBatches, staffBatches } from './queries.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.end());

describe('staff', () => {
  it('[MKT-1] grant a coupon to a member, audited with the reason', async () => {
    const member = await bench.makeMember();
    const batchId = await bench.makeBatch({ rule: 'batch' });
    const coupon = await bench.product.as(marketer, (ctx) =>
      grantCoupon(ctx, { batchId, memberId: member.id, reason: '补偿' }),
    );
    expect(coupon).toMatchObject({ memberId: member.id, state: 'available' });
    expect(await bench.audited('coupons.grant', coupon.id)).toBe(1);
    const unknown = { batchId, memberId: newId(), reason: '补偿' };
    await expect(bench.product.as(marketer, (ctx) => grantCoupon(ctx, unknown))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('[MKT-1] without the permission, or with other stores, cannot create, move or grant', async () => {
    const { storeId } = await bench.product.asSystem((ctx) => makeStore(ctx));
    const member = await bench.makeMember();
    const batchId = await bench.makeBatch();
    const nobody = staffActor([], null);
    const manager = staffActor(['coupons', 'coupons:edit', 'coupons:issue'], [storeId]);
    const grant = { batchId, memberId: member.id, reason: '补偿' };
    for (const actor of [nobody, manager, member.actor]) {
      await expect(bench.product.as(actor, (ctx) => grantCoupon(ctx, grant))).rejects.toMatchObject({
        code: 'forbidden',
      });
      const stop = { batchId, state: 'stopped' as const };
      await expect(bench.product.as(actor, (ctx) => moveBatch(ctx, stop))).rejects.toMatchObject({ code: 'forbidden' });
    }
    const own = { storeIds: [storeId], bearer: 'store' as const };
    const terms = { name: '店庆券', kind: 'fixed' as const, threshold: 0, ...own };
    const id = await bench.makeBatch(terms, 'draft');
    await bench.product.as(manager, (ctx) => moveBatch(ctx, { batchId: id, state: 'running' }));
    const seen = await staffBatches(bench.product.read(manager), {
      params: undefined,
      query: { limit: 100 },
      body: undefined,
    });
    expect(seen.items.map((item) => item.id)).toContain(id);
    const stranger = staffActor(['coupons'], [newId()]);
    const hidden = await staffBatches(bench.product.read(stranger), {
      params: undefined,
      query: { limit: 100 },
      body: undefined,
    });
    expect(hidden.items.map((item) => item.id)).not.toContain(id);
  });

  it('[MKT-1] cannot write down terms that do not fit, or restart an ended batch', async () => {
    await expect(bench.makeBatch({ threshold: 0 })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(bench.makeBatch({ storeIds: [newId()] })).rejects.toMatchObject({ code: 'invalid_input' });
    const id = await bench.makeBatch();
    await bench.product.as(marketer, (ctx) => moveBatch(ctx, { batchId: id, state: 'ended' }));
    await expect(
      bench.product.as(marketer, (ctx) => moveBatch(ctx, { batchId: id, state: 'running' })),
    ).rejects.toMatchObject({ code: 'illegal_move', data: { state: 'ended' } });
    expect(await bench.audited('coupons.move', id)).toBe(2);
  });
});

it('[MKT-1] the coupon centre shows what can be claimed, and what is still open to me', async () => {
  const member = await bench.makeMember();
  const batchId = await bench.makeBatch({ name: '周末券' });
  const hidden = await bench.makeBatch({ rule: 'batch' });
  const look = async (actor: Actor) =>
    (await claimableBatches(bench.product.read(actor), { params: undefined, query: { limit: 100 }, body: undefined }))
      .items;
  expect((await look({ kind: 'anonymous' })).find((item) => item.id === batchId)).toMatchObject({ claimable: true });
  await bench.claim(member.actor, batchId);
  expect((await look(member.actor)).find((item) => item.id === batchId)).toMatchObject({ claimable: false });
  expect((await look(systemActor('test'))).some((item) => item.id === hidden)).toBe(false);
});
