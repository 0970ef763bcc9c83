// Members with stored balance, over the real routes.
import { findAccount } from '../modules/payments/account-store.ts';
import { refundsOfOrderRows } from '../modules/payments/refund-store.ts';
import { settleRefund } from '../modules/payments/settle-refund.ts';
import { lockAttempt } from '../modules/payments/store.ts';
import type { Person, Shop, TestProduct } from './product.ts';

type Staff = Awaited<ReturnType<TestProduct['staff']>>;

const HOUR = 3_600_000;

/** Puts a plan in force: 100 yuan get 20 on top, 300 get 80; other amounts from 1 to 5000 yuan are taken too. */
export async function plan(product: TestProduct, admin: Staff, shop: Shop, change: Record<string, unknown> = {}) {
  const { entity } = (await admin.call('GET /staff/stores/:id', { params: { id: shop.storeId } })).body;
  const answer = await admin.call('POST /staff/top-up-plans', {
    body: {
      entityId: entity.id,
      tiers: [
        { amount: 10_000, gift: 2_000 },
        { amount: 30_000, gift: 8_000 },
      ],
      freeAmount: { least: 100, most: 500_000 },
      validFrom: new Date(product.clock.now().getTime() - HOUR).toISOString(),
      validTo: null,
      ...change,
    },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as { id: string; version: number; entity: { id: string } };
}

/** Tops up through the channel's verified callback; answers the top-up. Fen. */
export async function topUp(product: TestProduct, person: Person, amount: number) {
  const body = { amount, expectedGift: 0, channel: 'wechat', method: 'h5' };
  const begun = await person.call('POST /me/top-ups', { body });
  if (begun.status !== 200) throw new Error(begun.text);
  await product.notifyPaid(begun.body.payment?.id ?? '', amount);
  return (await person.call('GET /me/top-ups/:id', { params: { id: begun.body.id } })).body;
}

/** Scans pieces and checks out; answers the unpaid order. */
export async function place(person: Person, barcode: string, quantity = 1) {
  const { cart } = (await person.call('POST /cart/scans', { body: { barcode, quantity } })).body;
  const body = { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable };
  return (await person.call('POST /orders', { body })).body as { id: string; number: string; payable: number };
}

export const payFromBalance = (person: Person, orderId: string) =>
  person.call('POST /orders/:id/balance-payment', { params: { id: orderId } });

export const balanceOf = async (person: Person): Promise<{ balance: number; principal: number; gift: number }> =>
  (await person.call('GET /me/balance')).body;

/** The channel's word on the refunds of a top-up that are on their way, and what follows from it. */
export async function channelAnswersRefunds(product: TestProduct, topUpId: string, status: 'SUCCESS' | 'CLOSED') {
  await product.asSystem(async (ctx) => {
    const account = await findAccount(ctx.db, product.channel.code);
    if (!account) throw new Error('the channel account is missing');
    for (const refund of await refundsOfOrderRows(ctx.db, topUpId)) {
      const attempt = await lockAttempt(ctx.tx, refund.attemptId);
      const { number, amount } = refund;
      const { outTradeNumber, amount: total } = attempt;
      const message = { number, outTradeNumber, channelNumber: `50${number}`, status, amount, total };
      await settleRefund(ctx, account, message, 'callback');
    }
  });
  await product.drain();
}
