import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { sql, violatedConstraint } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { channelTransit, customerRefunds, storeBalance } from './account-rules.ts';
import { createLedgerModule, post, postRefund, postSale, type SaleInput, splitOfOrder, verifyLedger } from './index.ts';
import { accountsPage, journalsPage } from './queries.ts';
import { insertJournal, listAccounts } from './store.ts';

let harness: ReturnType<typeof createTestRuntime>;

beforeAll(async () => {
  harness = createTestRuntime((await createTestDatabase()).url);
});
afterAll(() => harness.close());

let storeId = '';
let entityId = '';
beforeEach(() => {
  storeId = newId();
  entityId = newId();
});

const sale = (overrides: Partial<SaleInput> = {}): SaleInput => ({
  orderId: newId(),
  number: 'LK1',
  storeId,
  entityId,
  at: harness.clock.now(),
  channel: 'wechat',
  paid: 1234,
  storeBorneDiscount: 100,
  platformBorneDiscount: 200,
  serviceFee: 800,
  channelFeeBearer: 'platform',
  channelFee: 7,
  ...overrides,
});

const refund = (orderId: string, amount: number, refundId = newId()) => ({
  refundId,
  orderId,
  number: 'RF1',
  amount,
  at: harness.clock.now(),
});

const system = { kind: 'system', name: 'test' } as const;
const balanceOf = async (owner: string): Promise<number> => {
  const rows = await listAccounts(harness.read(system).db, {
    kind: 'store_balance',
    search: owner,
    storeIds: null,
    after: null,
    limit: 10,
  });
  return rows[0]?.balance ?? 0;
};
const rollUp = async () => {
  for (const sweep of createLedgerModule({ refundsUnderWay: async () => new Map() }).sweeps ?? [])
    while (await sweep.run(harness.runtime));
};
const verify = () => verifyLedger(harness.read(system));

/** Runs raw SQL as an attacker inside the database would, and says which rule stopped it. */
async function stoppedBy(work: (ctx: Context) => Promise<unknown>): Promise<string> {
  try {
    await harness.asSystem(work);
  } catch (error) {
    return violatedConstraint(error) || (error instanceof Error ? error.message : String(error));
  }
  return 'nothing';
}

describe('the database', () => {
  const draft = (amounts: readonly number[]) => ({
    id: newId(),
    kind: 'test',
    reference: { kind: 'test', id: newId(), number: null },
    storeId: null,
    entityId: null,
    memo: null,
    refersTo: null,
    terms: null,
    at: new Date(),
    postings: amounts.map((amount, index) => ({
      account: index % 2 ? customerRefunds : channelTransit('wechat'),
      amount,
    })),
  });

  test('[LED-1] refuses a journal that does not sum to zero, and one without postings', async () => {
    expect(await stoppedBy((ctx) => insertJournal(ctx.tx, draft([5, -4]), ctx.now))).toBe('postings_balanced');
    expect(await stoppedBy((ctx) => insertJournal(ctx.tx, draft([]), ctx.now))).toBe('journals_balanced');
    expect(await stoppedBy((ctx) => insertJournal(ctx.tx, draft([5, -5]), ctx.now))).toBe('nothing');
  });

  test('[LED-1] refuses a posting that joins a journal later, even a pair that sums to zero', async () => {
    const { journalId } = await harness.asSystem((ctx) => insertJournal(ctx.tx, draft([5, -5]), ctx.now));
    const more = sql`
      insert into ledger.postings (journal_id, line, account_id, amount)
      select journal_id, line + 10, account_id, amount from ledger.postings where journal_id = ${journalId}`;
    expect(await stoppedBy((ctx) => ctx.tx.run(more))).toBe('postings_balanced');
  });

  test.each([
    ['update', sql`update ledger.postings set amount = amount * 2`],
    ['delete', sql`delete from ledger.postings`],
    ['journal update', sql`update ledger.journals set memo = 'x'`],
    ['journal delete', sql`delete from ledger.journals`],
    ['truncate', sql`truncate ledger.postings, ledger.waiting_journals, ledger.journals`],
  ])('[LED-1] refuses every %s', async (_name, statement) => {
    await harness.asSystem((ctx) => insertJournal(ctx.tx, draft([5, -5]), ctx.now));
    expect(await stoppedBy((ctx) => ctx.tx.run(statement))).toContain('append-only');
  });
});

describe('sales and refunds', () => {
  test('[LED-2] a sale credits the store with what is left after the fee, live and rolled up', async () => {
    const input = sale();
    const posted = await harness.asSystem((ctx) => postSale(ctx, input));
    expect(posted?.split).toMatchObject({ store: 1319, serviceFee: 115, platformSubsidy: 200 });
    expect(await balanceOf(storeId)).toBe(-1319);
    await rollUp();
    expect(await balanceOf(storeId)).toBe(-1319);
    expect(await splitOfOrder(harness.read(system), input.orderId)).toEqual({
      store: 1319,
      serviceFee: 115,
      channelFee: 7,
      platformSubsidy: 200,
      serviceFeeRate: 800,
      journalId: posted?.journalId,
    });
  });

  test('[LED-1] posting the same sale again, also at once on many connections, changes nothing', async () => {
    const input = sale();
    const all = await Promise.all(Array.from({ length: 12 }, () => harness.asSystem((ctx) => postSale(ctx, input))));
    expect(new Set(all.map((posted) => posted?.journalId)).size).toBe(1);
    expect(await balanceOf(storeId)).toBe(-1319);
  });

  test('[LED-2] refunds in parts give everything back, once each, and never more', async () => {
    const input = sale({ channelFeeBearer: 'entity' });
    await harness.asSystem((ctx) => postSale(ctx, input));
    const first = refund(input.orderId, 333);
    await harness.asSystem((ctx) => postRefund(ctx, first));
    await harness.asSystem((ctx) => postRefund(ctx, first));
    await harness.asSystem((ctx) => postRefund(ctx, refund(input.orderId, 901)));
    expect(await balanceOf(storeId)).toBe(0);
    await expect(harness.asSystem((ctx) => postRefund(ctx, refund(input.orderId, 1)))).rejects.toMatchObject({
      code: 'refund_exceeds_paid',
    });
  });

  test('[LED-2] racing refunds of one order are split one after the other', async () => {
    const input = sale({ paid: 1000, platformBorneDiscount: 0, channelFee: 3 });
    await harness.asSystem((ctx) => postSale(ctx, input));
    const settled = await Promise.allSettled(
      Array.from({ length: 8 }, () => harness.asSystem((ctx) => postRefund(ctx, refund(input.orderId, 250)))),
    );
    expect(settled.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(4);
    expect(await balanceOf(storeId)).toBe(0);
  });

  test('[LED-1] a customer or a staff member cannot post', async () => {
    const customer: Actor = { kind: 'customer', id: newId(), sessionId: newId(), phoneVerified: true };
    await expect(harness.as(customer, (ctx) => postSale(ctx, sale()))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('[LED-1] a journal that does not balance never reaches the database', async () => {
    const postings = [
      { account: storeBalance(storeId), amount: -5 },
      { account: customerRefunds, amount: 4 },
    ];
    const reference = { kind: 'test', id: newId() };
    await expect(harness.asSystem((ctx) => post(ctx, { kind: 'test', reference, postings }))).rejects.toThrow(
      RangeError,
    );
  });
});

describe('verification', () => {
  test('[LED-10] it passes while sales, refunds and roll-ups run side by side', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ paid: fc.integer({ min: 1, max: 9999 }), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        async (orders) => {
          const work = orders.map(async ({ paid, part }) => {
            const input = sale({ paid, channelFee: Math.floor(paid / 200) });
            await harness.asSystem((ctx) => postSale(ctx, input));
            const amount = Math.floor(paid * part);
            if (amount > 0) await harness.asSystem((ctx) => postRefund(ctx, refund(input.orderId, amount)));
          });
          await Promise.all([...work, rollUp(), verify().then((seen) => expect(seen.consistent).toBe(true))]);
          expect(await verify()).toMatchObject({ consistent: true, total: 0, firstDifference: null });
        },
      ),
      { numRuns: 15 },
    );
  });

  test('[LED-10] it names the account whose balance was tampered with', async () => {
    await harness.asSystem((ctx) => postSale(ctx, sale()));
    await rollUp();
    const target = sql`(select id from ledger.accounts where kind = 'store_balance' and owner_id = ${storeId})`;
    await harness.asSystem((ctx) =>
      ctx.tx.run(sql`update ledger.balances set balance = balance + 1 where account_id = ${target}`),
    );
    const found = await verify();
    expect(found.consistent).toBe(false);
    expect(found.firstDifference).toMatchObject({ code: 'store_balance', rollUp: -1318, postings: -1319 });
    await harness.asSystem((ctx) =>
      ctx.tx.run(sql`update ledger.balances set balance = balance - 1 where account_id = ${target}`),
    );
    expect((await verify()).consistent).toBe(true);
  });
});

describe('screens', () => {
  const staff = (storeIds: string[] | null): Actor => ({
    kind: 'staff',
    id: newId(),
    name: '会计',
    sessionId: newId(),
    permissions: new Set(['ledger'] as const),
    storeIds,
    scopeKind: storeIds === null ? 'all' : 'stores',
    mustChangePassword: false,
  });
  const query = (overrides: object = {}) => ({
    params: undefined,
    body: undefined,
    query: { limit: 20, ...overrides },
  });

  test('[LED-3] the sum of all accounts is zero at any moment', async () => {
    await harness.asSystem((ctx) => postSale(ctx, sale()));
    const { total } = await harness
      .read(system)
      .db.row(
        z.object({ total: z.coerce.number() }),
        sql`select sum(balance)::bigint as total from ledger.live_balances`,
      );
    expect(total).toBe(0);
  });

  test('[LED-3] journals of an order, in pages and only in scope', async () => {
    const input = sale();
    await harness.asSystem((ctx) => postSale(ctx, input));
    await harness.asSystem((ctx) => postRefund(ctx, refund(input.orderId, 100)));
    const all = await journalsPage(harness.read(staff([storeId])), query({ orderId: input.orderId }));
    expect(all.items.map((item) => item.kind).sort()).toEqual(['refund', 'sale']);
    for (const item of all.items) expect(item.postings.reduce((sum, line) => sum + line.amount, 0)).toBe(0);
    const first = await journalsPage(harness.read(staff(null)), query({ storeId, limit: 1 }));
    const second = await journalsPage(
      harness.read(staff(null)),
      query({ storeId, limit: 1, cursor: first.nextCursor }),
    );
    expect([...first.items, ...second.items].map((item) => item.id).sort()).toEqual(
      all.items.map((item) => item.id).sort(),
    );
    const foreign = await journalsPage(harness.read(staff([newId()])), query({ orderId: input.orderId }));
    expect(foreign.items).toEqual([]);
  });

  test('[LED-14] a store sees its own balance and nobody else’s accounts', async () => {
    await harness.asSystem((ctx) => postSale(ctx, sale()));
    const page = await accountsPage(harness.read(staff([storeId])), query());
    expect(page.items).toMatchObject([
      { kind: 'store_balance', balance: -1319, owner: { kind: 'store', id: storeId } },
    ]);
  });
});
