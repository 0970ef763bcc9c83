import type { Context } from '../../kernel/context.ts';
import { type RefundRow, stepRefund } from './refund-store.ts';
import { retryDelay } from './rules.ts';
import { finishRefund, settleRefund } from './settle-refund.ts';
import { type Attempt, getAttempt } from './store.ts';
import type { Refund, WechatPayError } from './wechat-pay/index.ts';
import { callChannel, later, refused, type Work, write } from './work.ts';

const MINUTE = 60_000;
/** The channel asks for patience: it says so about too many calls, and about refunds of one payment that come too close. */
const waits: ReadonlySet<string> = new Set(['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED']);

/**
 * Sends a refund, or asks how it stands when the channel has it. After an unknown outcome it is asked about first, and the
 * SAME number goes again when the channel does not know it.
 */
export async function sendRefund(work: Work, refund: RefundRow): Promise<void> {
  const attempt = await getAttempt(work.runtime.database, refund.orderId, refund.attemptId);
  const asks = refund.state === 'processing' || refund.tries > 1;
  const first = asks
    ? await callChannel(work, attempt.accountCode, ({ client }) => client.queryRefund(refund.number))
    : await request(work, attempt, refund);
  const unknown = asks && !first.ok && refused(first.error, 'RESOURCE_NOT_EXISTS');
  const called = unknown ? await request(work, attempt, refund) : first;
  await write(work, async (ctx) => {
    if (called.ok) await settleRefund(ctx, called.account, messageOf(called.answer), 'query');
    else await explain(ctx, attempt, refund, called.error, !asks || unknown);
  });
}

function request(work: Work, attempt: Attempt, refund: RefundRow) {
  const { callbackUrl } = work.runtime.kernel.config;
  return callChannel(work, attempt.accountCode, ({ client, code }) =>
    client.refund({
      outTradeNo: attempt.outTradeNumber,
      outRefundNo: refund.number,
      reason: [...refund.reason].slice(0, 80).join(''),
      notifyUrl: `${callbackUrl}/api/v1/channels/wechat/${code}/refunds`,
      refund: refund.amount,
      total: attempt.amount,
    }),
  );
}

const messageOf = (refund: Refund) => ({
  number: refund.out_refund_no,
  outTradeNumber: refund.out_trade_no,
  channelNumber: refund.refund_id,
  status: refund.status,
  amount: refund.amount.refund,
  total: refund.amount.total,
});

/** Only a refusal of the refund itself ends it; a query that failed tells nothing. */
async function explain(
  ctx: Context,
  attempt: Attempt,
  refund: RefundRow,
  error: WechatPayError,
  sent: boolean,
): Promise<void> {
  const { code } = error;
  const step = {
    state: refund.state === 'processing' ? 'processing' : 'requesting',
    channelNumber: null,
    code,
  } as const;
  if (waits.has(error.code)) {
    await stepRefund(ctx.tx, refund.id, { ...step, workAt: later(ctx, MINUTE) });
  } else if (sent && refused(error)) {
    await finishRefund(ctx, attempt, refund, { state: 'failed', channelNumber: null, code });
  } else {
    await stepRefund(ctx.tx, refund.id, { ...step, workAt: later(ctx, retryDelay(refund.tries)) });
  }
}
