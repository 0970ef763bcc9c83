import { z } from 'zod';
import type { Actor } from '../kernel/actor.ts';
import { sql } from '../kernel/db.ts';
import { newId } from '../kernel/ids.ts';
import { claimCoupon, createBatch, marketingModule, moveBatch } from '../modules/marketing/index.ts';
import { getBatch } from '../modules/marketing/queries.ts';
import { enrol } from '../modules/members/index.ts';
import { staffActor } from './chain.ts';
import { createTestRuntime } from './runtime.ts';
import { createTestDatabase } from './test-database.ts';

export const day = 24 * 3_600_000;
export const marketer = staffActor('platform_administrator', null);
type Terms = Parameters<typeof createBatch>[1];

/** Marketing over a database of its own, with its verbs at hand. */
export async function createBench() {
  const database = await createTestDatabase();
  const product = createTestRuntime(database.url, { subscriptions: marketingModule.subscriptions ?? [] });
  return {
    product,

    async makeBatch(change: Partial<Terms> = {}, state: 'draft' | 'running' = 'running'): Promise<string> {
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
    },

    async makeMember(): Promise<{ id: string; actor: Actor }> {
      const id = newId();
      await product.asSystem((ctx) => enrol(ctx, { customerId: id, at: ctx.now }));
      return { id, actor: { kind: 'customer', id, sessionId: newId(), phoneVerified: true } };
    },

    claim: (actor: Actor, batchId: string) => product.as(actor, (ctx) => claimCoupon(ctx, { batchId })),
    figures: (id: string) => getBatch(product.read(marketer), id),

    /** Rows of the audit log about an object. */
    async audited(action: string, id: string): Promise<number> {
      const statement = sql`select count(*) from kernel.audit_log where action = ${action} and object_id = ${id}`;
      return (await product.runtime.database.row(z.object({ count: z.number() }), statement)).count;
    },

    /** Events about a coupon that wait for their listeners. */
    async emitted(name: string, couponId: string): Promise<number> {
      const statement = sql`
        select count(*) from kernel.outbox where name = ${name} and payload->>'couponId' = ${couponId}`;
      return (await product.runtime.database.row(z.object({ count: z.number() }), statement)).count;
    },

    async end() {
      await product.close();
      await database.drop();
    },
  };
}
export type Bench = Awaited<ReturnType<typeof createBench>>;
