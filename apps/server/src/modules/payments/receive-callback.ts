import type { Actor } from '../../kernel/actor.ts';
import type { Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import type { Http } from '../../kernel/http.ts';
import { countRefusal } from './alarm-store.ts';
import type { ChannelAccount, Channels } from './channel-accounts.ts';
import { paymentAlarm } from './events.ts';
import { verdictOf } from './rules.ts';
import { settlePayment } from './settle-payment.ts';
import { settleRefund } from './settle-refund.ts';
import { type Callback, headersOfRecord, WechatPayError } from './wechat-pay/index.ts';

/** What the channel reads: 200 ends its tries, anything else brings the callback again. */
export type CallbackAnswer = { code: 'SUCCESS' } | { code: 'FAIL'; message: string };

const channelActor = (account: string): Actor => ({ kind: 'channel', name: `wechat:${account}` });

/**
 * PAY-3: a callback is verified over its raw bytes before anything in it is read, then settled in one transaction; the
 * channel hears SUCCESS only after the commit. One address per purpose: a refund notice at the payments' address is
 * refused, and the other way round.
 */
export async function receiveCallback(
  runtime: Runtime,
  channels: Channels,
  purpose: 'transaction' | 'refund',
  accountCode: string,
  http: Http,
): Promise<CallbackAnswer> {
  const account = await openAccount(runtime, channels, accountCode);
  if (!account) return refuse(http, 404, 'unknown account');
  let callback: Callback;
  try {
    callback = await account.client.readCallback(headersOfRecord(http.headers), http.rawBody);
  } catch (error) {
    if (!(error instanceof WechatPayError)) throw error;
    return distrust(runtime, account, http, error);
  }
  const understood = await settle(runtime, account, purpose, callback);
  return understood ? { code: 'SUCCESS' } : refuse(http, 400, 'not as expected');
}

async function openAccount(runtime: Runtime, channels: Channels, code: string): Promise<ChannelAccount | null> {
  try {
    return await channels.open(runtime, code);
  } catch (error) {
    if (error instanceof AppError && error.code === 'channel_not_configured') return null;
    throw error;
  }
}

async function settle(
  runtime: Runtime,
  account: ChannelAccount,
  purpose: 'transaction' | 'refund',
  callback: Callback,
): Promise<boolean> {
  if (callback.kind === 'other' || callback.kind !== purpose) return false;
  return runtime.transaction(channelActor(account.code), async (ctx) => {
    if (callback.kind === 'refund') {
      const { refund } = callback;
      const message = {
        number: refund.out_refund_no,
        outTradeNumber: refund.out_trade_no,
        channelNumber: refund.refund_id,
        status: refund.refund_status,
        amount: refund.amount.refund,
        total: refund.amount.total,
      };
      if (refund.mchid !== account.settings.mchid) return false;
      return (await settleRefund(ctx, account, message, 'callback')) !== 'contradiction';
    }
    const { transaction } = callback;
    // Only success is announced by this channel; another state tells nothing that a query would not.
    if (verdictOf(transaction.trade_state) !== 'paid') return true;
    return (await settlePayment(ctx, account, transaction, 'callback')) !== 'contradiction';
  });
}

/** Counted by minute and reason; the first of each raises the alarm, so that a flood raises one a minute. */
async function distrust(
  runtime: Runtime,
  account: ChannelAccount,
  http: Http,
  error: WechatPayError,
): Promise<CallbackAnswer> {
  // Only a download of certificates can fail otherwise: the callback may be genuine, so it should come again.
  const reason = error.kind === 'untrusted' ? error.code : 'CERTIFICATES_UNAVAILABLE';
  runtime.log.warn({ account: account.code, reason, address: http.address }, 'a payment callback was not believed');
  await runtime.transaction(channelActor(account.code), async (ctx) => {
    if ((await countRefusal(ctx.tx, account.code, reason, http.address, ctx.now)) > 1) return;
    const detail = { reason, address: http.address };
    await emit(ctx, paymentAlarm, {
      kind: 'callback_refused',
      account: account.code,
      orderId: null,
      storeId: null,
      detail,
    });
  });
  return refuse(http, error.kind === 'untrusted' ? 401 : 503, reason);
}

function refuse(http: Http, status: number, message: string): CallbackAnswer {
  http.status(status);
  return { code: 'FAIL', message };
}
