// A whole purchase in an unattended shop: scans, checkout, and payment from the member's balance.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { systemActor } from '../../../../apps/server/src/kernel/actor.ts';
import { sql } from '../../../../apps/server/src/kernel/db.ts';
import { newId } from '../../../../apps/server/src/kernel/ids.ts';
import { writePlan } from '../../../../apps/server/src/modules/wallet/index.ts';
import { settleTopUp } from '../../../../apps/server/src/modules/wallet/settle-top-up.ts';
import { insertTopUp } from '../../../../apps/server/src/modules/wallet/top-up-store.ts';
import type { HttpClient } from './http-client.ts';
import type { Product } from './product.ts';
import { inParallel, type Shopper } from './world.ts';

const maker = systemActor('bench');

/** Everybody has ¥500 on the balance, credited as a believed payment does. */
export async function fillWallets({ runtime }: Pick<Product, 'runtime'>, shoppers: readonly Shopper[]): Promise<void> {
  const { entityId } = await runtime.database.row(
    z.object({ entityId: z.string() }),
    sql`select id as "entityId" from organisation.entities limit 1`,
  );
  const freeAmount = { least: 100, most: 100_000 };
  const plan = { entityId, tiers: [{ amount: 50_000, gift: 0 }], freeAmount, validFrom: new Date(), validTo: null };
  const planId = await runtime.transaction(maker, async (ctx) => {
    await writePlan(ctx, plan);
    return (await ctx.tx.row(z.object({ id: z.string() }), sql`select id from wallet.plans limit 1`)).id;
  });
  await inParallel(shoppers, (shopper, index) =>
    runtime.transaction(maker, async (ctx) => {
      const id = newId();
      const terms = { number: `T${String(index).padStart(12, '0')}`, planId, entityId, amount: 50_000, gift: 0 };
      await insertTopUp(ctx.tx, { id, memberId: shopper.id, ...terms }, ctx.now);
      const payment = { paymentId: newId(), channel: 'wechat', amount: 50_000, channelFee: 300, at: ctx.now };
      await settleTopUp(ctx, { topUpId: id, ...payment });
    }),
  );
}

/** One person's purchase as the phone does it; answers the paid order. Throws when any step is refused. */
export async function shop(http: HttpClient, shopper: Shopper, barcodes: readonly string[]): Promise<string> {
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const headers = { ...shopper.headers, 'idempotency-key': randomUUID() };
    return JSON.parse(await http.ok('POST', `/api/v1${path}`, body, headers)) as T;
  };
  let cart = { id: '', version: 0, payable: 0 };
  for (const barcode of barcodes)
    ({ cart } = await post<{ cart: typeof cart }>('/cart/scans', { barcode, quantity: 1 }));
  const order = await post<{ id: string }>('/orders', {
    ...{ cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable },
  });
  const paid = await post<{ state: string }>(`/orders/${order.id}/balance-payment`, undefined);
  if (paid.state !== 'paid') throw new Error(`an order ended as ${paid.state}`);
  return order.id;
}
