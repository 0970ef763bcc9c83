import type { Context } from '../../kernel/context.ts';
import { type RefundRow, stepRefund } from './refund-store.ts';
import { retryDelay } from './rules.ts';
import { finishRefund, settleRefund } from './settle-refund.ts';
import { type Attempt, getAttempt } from './store.ts';
import type { Refund, WechatPayError } from './wechat-pay/index.ts';
import { callChannel, later, refused, type Work, write } from './work.ts';

const MINUTE = 60_000;

/** Sends a refund, or asks how it stands when the channel has it. After an unknown outcome the SAME number goes again. */
export async function sendRefund(work: Work, refund: RefundRow): Promise<void> {
  const attempt = await getAttempt(work.runtime.database, refund.orderId, refund.attemptId);
  const { callbackUrl } = work.runtime.kernel.config;
  const called = await callChannel(work, attempt.accountCode, ({ client, code }) =>
    refund.state === 'processing'
      ? client.queryRefund(refund.number)
      : client.refund({
          outTradeNo: attempt.outTradeNumber,
          outRefundNo: refund.number,
          reason: [...refund.reason].slice(0, 80).join(''),
          notifyUrl: `${callbackUrl}/api/v1/channels/wechat/${code}/refunds`,
          refund: refund.amount,
          total: attempt.amount,
        }),
  );
  await write(work, async (ctx) => {
    if (called.ok) await settleRefund(ctx, called.account, messageOf(called.answer), 'query');
    else await explain(ctx, attempt, refund, called.error);
  });
}

const messageOf = (refund: Refund) => ({
  number: refund.out_refund_no,
  outTradeNumber: refund.out_trade_no,
  channelNumber: refund.refund_id,
  status: refund.status,
  amount: refund.amount.refund,
  total: refund.amount.total,
});

async function explain(ctx: Context, attempt: Attempt, refund: RefundRow, error: WechatPayError): Promise<void> {
  const { code } = error;
  const step = {
    state: refund.state === 'processing' ? 'processing' : 'requesting',
    channelNumber: null,
    code,
  } as const;
  if (error.code === 'FREQUENCY_LIMITED') {
    await stepRefund(ctx.tx, refund.id, { ...step, workAt: later(ctx, MINUTE) });
  } else if (refused(error, 'NOT_ENOUGH')) {
    // The merchant's balance is short: it fills with the next sales.
    ctx.log.warn({ account: attempt.accountCode, refund: refund.number }, 'not enough money for a refund');
    await stepRefund(ctx.tx, refund.id, { ...step, workAt: later(ctx, 10 * MINUTE) });
  } else if (refund.state === 'processing' && refused(error, 'RESOURCE_NOT_EXISTS')) {
    await stepRefund(ctx.tx, refund.id, { ...step, state: 'requesting', workAt: ctx.now });
  } else if (refund.state !== 'processing' && refused(error)) {
    await finishRefund(ctx, refund, { state: 'failed', channelNumber: null, code });
  } else {
    await stepRefund(ctx.tx, refund.id, { ...step, workAt: later(ctx, retryDelay(refund.tries)) });
  }
}
