import type { PaymentPurpose } from '@latchkey/contract';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { accountForEntity } from './account-store.ts';
import { announce } from './announce.ts';
import { askClose, attemptsOfOrder, insertAttempt, lockOrderPayments } from './store.ts';
import { type PaymentView, presentPayment } from './views.ts';

export interface PaymentInput {
  /** What is paid for: `orderId` and `orderNumber` name an order, or a top-up, which has no store. */
  purpose: PaymentPurpose;
  orderId: string;
  orderNumber: string;
  storeId: string | null;
  entityId: string;
  customerId: string;
  /** Needed for `jsapi`. */
  openid: string | null;
  /** Fen. */
  amount: number;
  channel: 'wechat';
  method: 'h5' | 'jsapi' | 'native';
  description: string;
  /** The customer's address; the channel wants it for `h5`. */
  clientAddress: string;
  /** Where the cashier leads back to; ignored when it is not an address of ours. */
  returnUrl: string | null;
  expiresAt: Date;
}

/** Attempts for one order: somebody who changes the method more often is not paying. */
const MOST_ATTEMPTS = 40;

/**
 * PAY-5: begins an attempt to pay an order; a worker asks the channel right after the commit, and the parameters follow.
 * The caller has checked that the order may be paid by the actor. A running attempt of the same method and amount is
 * answered again; any other running one is closed. Throws channel_not_configured, wechat_login_failed
 * without openid, rate_limited.
 */
export async function beginPayment(ctx: Context, input: PaymentInput): Promise<PaymentView> {
  const account = await accountForEntity(ctx.db, input.channel, input.entityId);
  if (!account || (account.emulator && !ctx.kernel.config.demo)) throw new AppError('channel_not_configured');
  if (input.method === 'jsapi' && input.openid === null) throw new AppError('wechat_login_failed');
  await lockOrderPayments(ctx.tx, input.orderId);
  const attempts = await attemptsOfOrder(ctx.db, input.orderId);
  const paid = attempts.find((attempt) => attempt.state === 'succeeded');
  if (paid) return presentPayment(paid);
  const running = attempts.find(
    (attempt) =>
      (attempt.state === 'created' || attempt.state === 'requesting' || attempt.state === 'awaiting_payer') &&
      attempt.closeAt === null &&
      attempt.method === input.method &&
      attempt.amount === input.amount &&
      attempt.accountCode === account.code &&
      attempt.expiresAt > ctx.now,
  );
  if (running) return presentPayment(running);
  if (attempts.length >= MOST_ATTEMPTS) {
    const seconds = Math.ceil((input.expiresAt.getTime() - ctx.now.getTime()) / 1000);
    throw new AppError('rate_limited', { seconds: Math.max(1, seconds) });
  }
  const id = newId();
  if ((await askClose(ctx.tx, input.orderId, null, ctx.now)) > 0) ctx.afterCommit.hints.add('payments.closes');
  const attempt = await insertAttempt(
    ctx.tx,
    {
      ...input,
      id,
      accountCode: account.code,
      outTradeNumber: id.replaceAll('-', ''),
      returnUrl: ownAddress(ctx, input.returnUrl),
    },
    ctx.now,
  );
  ctx.afterCommit.hints.add('payments.requests');
  await announce(ctx, attempt, 'created');
  return presentPayment(attempt);
}

/** An absolute address at one of our own origins, or null. */
function ownAddress(ctx: Context, address: string | null): string | null {
  const { publicUrl, trustedOrigins } = ctx.kernel.config;
  if (address === null || !URL.canParse(address, publicUrl)) return null;
  const url = new URL(address, publicUrl);
  return [new URL(publicUrl).origin, ...trustedOrigins].includes(url.origin) ? url.href : null;
}
