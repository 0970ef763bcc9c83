import type { Context } from '../../kernel/context.ts';
import { announce } from './announce.ts';
import type { ChannelAccount } from './channel-accounts.ts';
import { endAttempt } from './end-attempt.ts';
import { MAX_REQUEST_TRIES, nextQueryDelay, retryDelay, verdictOf } from './rules.ts';
import { settlePayment } from './settle-payment.ts';
import { type Attempt, closeUnwanted, type PayParameters, reschedule, saveParameters } from './store.ts';
import type { WechatPayError } from './wechat-pay/index.ts';
import { callChannel, later, type Work, write } from './work.ts';

/** Makes the channel's order of an attempt. After an unknown outcome it is asked about, then the SAME number goes again. */
export async function requestAttempt(work: Work, attempt: Attempt): Promise<void> {
  if (attempt.expiresAt <= work.runtime.kernel.clock.now()) {
    await write(work, (ctx) =>
      endAttempt(ctx, attempt, {
        state: 'closed',
        code: 'expired',
        reason: null,
        mayStillBePaid: attempt.tries > 1,
        closeAtChannel: attempt.tries > 1,
      }),
    );
    return;
  }
  if (attempt.tries > 1 && (await settledMeanwhile(work, attempt))) return;
  const { callbackUrl } = work.runtime.kernel.config;
  const called = await callChannel(work, attempt.accountCode, (account) => order(account, attempt, callbackUrl));
  await write(work, async (ctx) => {
    if (called.ok) {
      const saved = await saveParameters(ctx.tx, attempt.id, called.answer, later(ctx, nextQueryDelay(0)), ctx.now);
      if (saved) await announce(ctx, attempt, 'awaiting_payer');
      else await closeUnwanted(ctx.tx, attempt.id, ctx.now);
    } else await explain(ctx, attempt, called.error);
  });
}

/** The outcome of an earlier try is not known: the channel may have made the order, and somebody may have paid it. */
async function settledMeanwhile(work: Work, attempt: Attempt): Promise<boolean> {
  const asked = await callChannel(work, attempt.accountCode, ({ client }) =>
    client.queryByOutTradeNo(attempt.outTradeNumber),
  );
  if (!asked.ok || verdictOf(asked.answer.trade_state) !== 'paid') return false;
  await write(work, (ctx) => settlePayment(ctx, asked.account, asked.answer, 'query'));
  return true;
}

async function order(account: ChannelAccount, attempt: Attempt, callbackUrl: string): Promise<PayParameters> {
  const input = {
    outTradeNo: attempt.outTradeNumber,
    description: attempt.description,
    amount: attempt.amount,
    notifyUrl: `${callbackUrl}/api/v1/channels/wechat/${account.code}/payments`,
    expiresAt: attempt.expiresAt,
    attach: attempt.orderNumber,
  };
  const none = { h5Url: null, codeUrl: null, jsapi: null };
  if (attempt.method === 'native') return { ...none, ...(await account.client.createNativeOrder(input)) };
  if (attempt.method === 'jsapi') {
    const { parameters } = await account.client.createJsapiOrder({ ...input, openid: attempt.openid ?? '' });
    const { appId: _known, ...jsapi } = parameters;
    return { ...none, jsapi };
  }
  const { h5Url } = await account.client.createH5Order({ ...input, clientIp: attempt.clientAddress });
  return { ...none, h5Url: attempt.returnUrl === null ? h5Url : withReturn(h5Url, attempt.returnUrl) };
}

/** The channel leads the browser back to `redirect_url`, given on its own address. */
const withReturn = (h5Url: string, returnUrl: string): string =>
  `${h5Url}&redirect_url=${encodeURIComponent(returnUrl)}`;

async function explain(ctx: Context, attempt: Attempt, error: WechatPayError): Promise<void> {
  if (error.kind !== 'rejected') {
    if (attempt.tries < MAX_REQUEST_TRIES) {
      await reschedule(ctx.tx, attempt.id, 'request', later(ctx, retryDelay(attempt.tries)));
      return;
    }
    const ending = { state: 'failed', code: 'channel_unavailable', reason: error.code } as const;
    await endAttempt(ctx, attempt, { ...ending, mayStillBePaid: true, closeAtChannel: true });
    return;
  }
  if (error.code === 'OUT_TRADE_NO_USED') {
    // Our number, already paid or sent with other words: only a query can tell.
    if (await saveParameters(ctx.tx, attempt.id, null, ctx.now, ctx.now))
      await announce(ctx, attempt, 'awaiting_payer');
    return;
  }
  await endAttempt(ctx, attempt, {
    state: 'failed',
    code: 'channel_refused',
    reason: error.code,
    mayStillBePaid: attempt.tries > 1,
    closeAtChannel: false,
  });
}
