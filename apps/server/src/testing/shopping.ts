import { generateKeyPairSync } from 'node:crypto';
import type { EventPayload } from '@latchkey/device-kit';
import { z } from 'zod';
import type { Actor } from '../kernel/actor.ts';
import { systemActor } from '../kernel/actor.ts';
import { sql } from '../kernel/db.ts';
import { newId } from '../kernel/ids.ts';
import { updateListing } from '../modules/catalog/index.ts';
import { lockListing } from '../modules/catalog/store.ts';
import { recordEvent, recordPresence } from '../modules/devices/index.ts';
import { inventoryModule } from '../modules/inventory/index.ts';
import { createBatch, grantCoupon, marketingModule, moveBatch } from '../modules/marketing/index.ts';
import {
  cartSummaries,
  checkOut,
  myCart,
  orderPaid,
  ordersModule,
  ordersOfVisits,
  requestPayment,
  scanItem,
  unpaidOrder,
} from '../modules/orders/index.ts';
import type { CartView } from '../modules/orders/present.ts';
import { findAccount } from '../modules/payments/account-store.ts';
import { createChannels } from '../modules/payments/channel-accounts.ts';
import { configureWechatPay } from '../modules/payments/index.ts';
import { paymentSweeps } from '../modules/payments/jobs.ts';
import { lockRefund, refundsOfOrderRows } from '../modules/payments/refund-store.ts';
import { settlePayment } from '../modules/payments/settle-payment.ts';
import { finishRefund, settleRefund as settleChannelRefund } from '../modules/payments/settle-refund.ts';
import { lockAttempt, saveParameters } from '../modules/payments/store.ts';
import { createVisitsModule, findOpenVisit, openDoor } from '../modules/visits/index.ts';
import { makeListing } from './chain.ts';
import { makeCustomer } from './customers.ts';
import { makeStoreWithDoor, staffActor } from './device-bench.ts';
import { createTestRuntime } from './runtime.ts';
import { createTestDatabase } from './test-database.ts';

const visitsPorts = { unpaidOrder, cartSummaries, ordersOfVisits };
const parts = [marketingModule, inventoryModule, ordersModule, createVisitsModule({ ...visitsPorts, orderPaid })];
export type Bench = Awaited<ReturnType<typeof createBench>>;
export type Shopper = Extract<Actor, { kind: 'customer' }>;
export interface Shop {
  storeId: string;
  door: { deviceId: string; code: string };
}

let sequence = 0;
const account = 'test-pay';

/** The modules that a purchase needs, over a database of their own, with a channel account that nothing calls. */
export async function createBench() {
  const database = await createTestDatabase();
  const product = createTestRuntime(database.url, { subscriptions: parts.flatMap((part) => part.subscriptions ?? []) });
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await product.asSystem((ctx) =>
    configureWechatPay(ctx, {
      code: account,
      entityId: null,
      enabled: true,
      feeRate: 60,
      wechatPay: {
        baseUrl: 'http://127.0.0.1:1',
        mchid: '1900000001',
        appid: 'wxlab0000000001',
        merchantSerial: 'A1B2C3',
        merchantPrivateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        apiV3Key: 'paylab0123456789paylab0123456789',
        platformKeys: { PUB_KEY_ID_1: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString() },
        downloadsCertificates: false,
      },
    }),
  );
  return {
    ...product,
    product,
    staff: staffActor(),
    end: async () => {
      await product.close();
      await database.drop();
    },
  };
}

/** A customer with a verified phone number, enrolled as a member. */
export const makeShopper = (bench: Bench): Promise<Shopper> => makeCustomer(bench);

/** A store with its door online. */
export async function makeShop(bench: Bench): Promise<Shop> {
  const { storeId, door } = await makeStoreWithDoor(bench.product);
  await bench.asSystem((ctx) => recordPresence(ctx, { code: door.code, online: true }));
  return { storeId, door };
}

/** Goods on a shop's shelf. Price in fen. */
export function stock(
  bench: Bench,
  shop: Shop,
  options: {
    price: number;
    discountPrice?: number;
    onHand?: number;
    name?: string;
    policy?: 'strict' | 'allow_negative';
  },
) {
  const { price, discountPrice = null, onHand = 100, name = '青柠气泡水', policy = 'strict' } = options;
  return bench.asSystem((ctx) =>
    makeListing(ctx, shop.storeId, { product: { name, salePrice: price, discountPrice }, onHand, stockPolicy: policy }),
  );
}

/** Changes a listing as a store manager would. */
export async function changeListing(
  bench: Bench,
  listingId: string,
  change: { storePrice?: number; shelfState?: 'on' | 'off' },
): Promise<void> {
  await bench.as(bench.staff, async (ctx) => {
    const { version, storePrice, shelfState, stockPolicy, lowStockAt } = await lockListing(ctx.tx, listingId);
    await updateListing(ctx, listingId, { version, storePrice, shelfState, stockPolicy, lowStockAt, ...change });
  });
}

async function doorReports(bench: Bench, shop: Shop, name: string, data: EventPayload['data']): Promise<void> {
  const at = bench.clock.now().toISOString();
  const event = { v: 1 as const, id: newId(), seq: ++sequence, name, data, at };
  await bench.asSystem((ctx) => recordEvent(ctx, { code: shop.door.code, event }));
  await bench.drain();
}

/** The shopper opens the door and goes in; answers the visit's id. */
export async function enter(bench: Bench, shopper: Shopper, shop: Shop): Promise<string> {
  const opening = await bench.as(shopper, (ctx) => openDoor(ctx, visitsPorts, { storeId: shop.storeId }));
  const { commandId } = await bench.runtime.database.row(
    z.object({ commandId: z.string() }),
    sql`select command_id as "commandId" from visits.openings where id = ${opening.id}`,
  );
  await doorReports(bench, shop, 'door.opened', { reason: 'entry', commandId });
  await doorReports(bench, shop, 'door.closed', { openMs: 900 });
  const visit = await findOpenVisit(bench.read(shopper), shopper.id);
  if (!visit) throw new Error('The door opened and no visit began.');
  return visit.id;
}

/** The released door opens and closes behind the shopper: the visit ends. */
export async function leave(bench: Bench, visitId: string, shop: Shop): Promise<void> {
  const { commandId } = await bench.runtime.database.row(
    z.object({ commandId: z.string() }),
    sql`select command_id as "commandId" from visits.openings
      where visit_id = ${visitId} and purpose = 'exit_paid' order by requested_at desc limit 1`,
  );
  await doorReports(bench, shop, 'door.opened', { reason: 'exit', commandId });
  await doorReports(bench, shop, 'door.closed', { openMs: 900 });
}

/** What the customer sees of the cart; there must be one. */
export async function cartOf(bench: Bench, shopper: Shopper): Promise<CartView> {
  const { cart } = await myCart(bench.read(shopper));
  if (!cart) throw new Error('There is no cart.');
  return cart;
}

/** Scans one piece of each barcode; a barcode may come several times. */
export async function scan(bench: Bench, shopper: Shopper, ...barcodes: string[]): Promise<CartView> {
  for (const barcode of barcodes) {
    bench.clock.advance(400);
    await bench.as(shopper, (ctx) => scanItem(ctx, { barcode, quantity: 1 }));
  }
  return cartOf(bench, shopper);
}

/** Checks out what the customer sees; answers the order's id. */
export async function buy(bench: Bench, shopper: Shopper): Promise<string> {
  const cart = await cartOf(bench, shopper);
  return bench.as(shopper, (ctx) => checkOut(ctx, checkOutOf(cart)));
}

export const checkOutOf = (cart: CartView) => ({
  cartId: cart.id,
  cartVersion: cart.version,
  expectedPayable: cart.payable,
});

/** Begins a payment of an order; answers the attempt's id. */
export async function beginPayment(
  bench: Bench,
  shopper: Shopper,
  orderId: string,
  method: 'h5' | 'native' = 'h5',
): Promise<string> {
  const request = { orderId, channel: 'wechat', method, returnUrl: null, clientAddress: '127.0.0.1' } as const;
  return (await bench.as(shopper, (ctx) => requestPayment(ctx, request))).id;
}

/** The channel's verified word that an attempt was paid, and everything that follows from it. */
export async function channelSaysPaid(bench: Bench, paymentId: string, amount: number): Promise<void> {
  await bench.runtime.transaction(systemActor('payments'), async (ctx) => {
    const configured = await findAccount(ctx.db, account);
    if (!configured) throw new Error('The channel account is missing.');
    const { mchid, appid } = configured.settings;
    const paid = {
      mchid,
      appid,
      out_trade_no: paymentId.replaceAll('-', ''),
      transaction_id: `42${paymentId.replaceAll('-', '').slice(0, 26)}`,
      trade_state: 'SUCCESS' as const,
      amount: { total: amount, currency: 'CNY' },
    };
    await settlePayment(ctx, configured, paid, 'callback');
  });
  await bench.drain();
}

/** The channel's word that every refund of an order on its way has arrived, and everything that follows. */
export async function refundArrives(bench: Bench, orderId: string): Promise<void> {
  await bench.runtime.transaction(systemActor('payments'), async (ctx) => {
    const configured = await findAccount(ctx.db, account);
    if (!configured) throw new Error('The channel account is missing.');
    for (const refund of await refundsOfOrderRows(ctx.db, orderId)) {
      if (refund.state === 'closed') continue;
      const attempt = await lockAttempt(ctx.tx, refund.attemptId);
      const message = {
        number: refund.number,
        outTradeNumber: attempt.outTradeNumber,
        channelNumber: `50${refund.number}`,
        status: 'SUCCESS' as const,
        amount: refund.amount,
        total: attempt.amount,
      };
      await settleChannelRefund(ctx, configured, message, 'callback');
    }
  });
  await bench.drain();
}

/** The channel has the attempt's order, and waits for its payer. */
export const channelAwaitsPayer = (bench: Bench, paymentId: string): Promise<boolean> =>
  bench.asSystem((ctx) => saveParameters(ctx.tx, paymentId, null, ctx.now, ctx.now));

/** The state of an attempt. */
export const attemptState = (bench: Bench, paymentId: string): Promise<string> =>
  bench.asSystem(async (ctx) => (await lockAttempt(ctx.tx, paymentId)).state);

/** Due queries go out. The channel of this bench answers none: each finds it out of reach. */
export async function queryChannels(bench: Bench): Promise<void> {
  const sweeps = paymentSweeps(createChannels(), Number.POSITIVE_INFINITY);
  await sweeps.find((sweep) => sweep.name === 'payments.queries')?.run(bench.runtime);
  await bench.drain();
}

/** The channel's word that it does not take a refund, and everything that follows. */
export async function channelRejects(bench: Bench, refundId: string, code: string): Promise<void> {
  await bench.runtime.transaction(systemActor('payments'), async (ctx) => {
    const refund = await lockRefund(ctx.tx, refundId);
    const attempt = await lockAttempt(ctx.tx, refund.attemptId);
    await finishRefund(ctx, attempt, refund, { state: 'failed', channelNumber: null, code });
  });
  await bench.drain();
}

/** Buys and pays what is in the cart; answers the order's id. */
export async function buyAndPay(bench: Bench, shopper: Shopper): Promise<string> {
  const { payable } = await cartOf(bench, shopper);
  const orderId = await buy(bench, shopper);
  if (payable > 0) await channelSaysPaid(bench, await beginPayment(bench, shopper, orderId), payable);
  else await bench.drain();
  return orderId;
}

/** Gives the shopper a coupon that takes off `amount` fen from `threshold` on. */
export async function giveCoupon(
  bench: Bench,
  shopper: Shopper,
  terms: { amount: number; threshold?: number; bearer?: 'platform' | 'store'; validForMs?: number },
): Promise<string> {
  const { amount, threshold = 0, bearer = 'platform', validForMs = 30 * 86_400_000 } = terms;
  const now = bench.clock.now().getTime();
  return bench.as(bench.staff, async (ctx) => {
    const batchId = await createBatch(ctx, {
      name: `立减 ${amount / 100} 元`,
      kind: threshold > 0 ? 'threshold' : 'fixed',
      redPacket: false,
      amount,
      threshold,
      quantity: 10,
      perMember: 1,
      validFrom: new Date(now - 1_000),
      validTo: new Date(now + validForMs),
      validDays: null,
      storeIds: [],
      stackable: false,
      bearer,
      rule: 'batch',
    });
    await moveBatch(ctx, { batchId, state: 'running' });
    return (await grantCoupon(ctx, { batchId, memberId: shopper.id, reason: '测试' })).id;
  });
}
