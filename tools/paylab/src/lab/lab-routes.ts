import { createVerify, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refundStatusSchema } from '../books/entries.ts';
import { failOrder, payOrder, presentTransaction } from '../books/orders.ts';
import { getRefund, settleRefund } from '../books/refunds.ts';
import { signingModeSchema } from '../keys/identity.ts';
import { issueLoginCode } from '../mini-program/sign-in.ts';
import { invalidRequest, signError, WireError } from '../wire/errors.ts';
import { parseRequest } from '../wire/requests.ts';
import { faultRuleSchema } from './fault-rules.ts';
import type { Lab } from './lab.ts';

export const LAB_KEY_HEADER = 'x-paylab-key';
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const outTradeNo = z.object({ outTradeNo: z.string() });
const paySchema = z
  .object({ openid: z.string().optional(), bankType: z.string().optional(), force: z.boolean().optional() })
  .default({});
const failSchema = z.object({ reason: z.string().default('银行返回失败') }).default({ reason: '银行返回失败' });
const jsapiSchema = z.object({
  appId: z.string(),
  timeStamp: z.string().regex(/^\d+$/),
  nonceStr: z.string().min(1),
  package: z.string().startsWith('prepay_id='),
  signType: z.literal('RSA'),
  paySign: z.string(),
});

/** The steering wheel for tests and the demo: from this machine only, with the lab's key. */
export function registerLabRoutes(app: FastifyInstance, lab: Lab): void {
  app.register(
    async (scope) => {
      scope.addHook('onRequest', async (request) => assertAllowed(lab, request));
      scope.addHook('onSend', async () => lab.books.settled());
      scope.setErrorHandler((error, _request, reply) => {
        if (error instanceof WireError) {
          return reply.code(error.status).send({ code: error.code, message: error.message, detail: error.detail });
        }
        throw error;
      });
      registerBookRoutes(scope, lab);
      registerSteeringRoutes(scope, lab);
      registerMiniProgramRoutes(scope, lab);
    },
    { prefix: '/_lab' },
  );
}

function assertAllowed(lab: Lab, request: FastifyRequest): void {
  const given = Buffer.from(String(request.headers[LAB_KEY_HEADER] ?? ''));
  const key = Buffer.from(lab.keystore.identity.labKey);
  const right = given.length === key.length && timingSafeEqual(given, key);
  if (!right || !LOOPBACK.has(request.socket.remoteAddress ?? '')) throw new WireError(403, 'NO_AUTH', 'lab only');
}

function registerBookRoutes(scope: FastifyInstance, lab: Lab): void {
  scope.get('/books', async () => presentBooks(lab));
  scope.post('/orders/:outTradeNo/pay', async (request) => {
    const number = parseRequest(outTradeNo, request.params, 'path').outTradeNo;
    const order = payOrder(lab, number, parseRequest(paySchema, request.body ?? undefined, 'body'));
    return presentTransaction(lab, order);
  });
  scope.post('/orders/:outTradeNo/fail', async (request) => {
    const number = parseRequest(outTradeNo, request.params, 'path').outTradeNo;
    const { reason } = parseRequest(failSchema, request.body ?? undefined, 'body');
    return presentTransaction(lab, failOrder(lab, number, reason));
  });
  scope.post('/refunds/:outRefundNo/settle', async (request) => {
    const { outRefundNo } = parseRequest(z.object({ outRefundNo: z.string() }), request.params, 'path');
    const { status } = parseRequest(z.object({ status: refundStatusSchema }), request.body, 'body');
    const refund = getRefund(lab, outRefundNo);
    if (refund.status === 'SUCCESS' || refund.status === 'CLOSED') throw invalidRequest('退款已完成');
    settleRefund(lab, refund, status);
    return { outRefundNo, status };
  });
  scope.post('/jsapi/pay', async (request) => payJsapi(lab, parseRequest(jsapiSchema, request.body, 'body')));
  scope.post('/login-codes', async (request) => {
    const schema = z.object({ openid: z.string().optional(), phone: z.string().optional() }).default({});
    return { code: issueLoginCode(lab, parseRequest(schema, request.body ?? undefined, 'body')) };
  });
}

const grantSchema = z.object({
  openid: z.string().min(1),
  templateIds: z.array(z.string()).min(1).max(3),
  count: z.int().min(1).max(100).default(1),
});

/** What a person does at WeChat's subscription prompt, and what became of the tokens. */
function registerMiniProgramRoutes(scope: FastifyInstance, lab: Lab): void {
  scope.post('/subscriptions', async (request) => {
    const { openid, templateIds, count } = parseRequest(grantSchema, request.body, 'body');
    const at = lab.clock.now();
    for (const templateId of templateIds)
      lab.books.record({ type: 'subscription_granted', at, openid, templateId, count });
    return { granted: templateIds };
  });
  scope.get('/subscriptions', async () => ({
    consents: Object.fromEntries(lab.books.consents),
    messages: lab.books.subscriptionMessages,
  }));
  scope.post('/tokens/expire', async () => {
    lab.tokens.expire();
    return { expired: true };
  });
}

/** What `wx.requestPayment` does on a phone: believes only parameters that the merchant signed. */
function payJsapi(lab: Lab, input: z.infer<typeof jsapiSchema>) {
  const { appid, merchant } = lab.keystore.identity;
  const message = `${input.appId}\n${input.timeStamp}\n${input.nonceStr}\n${input.package}\n`;
  const genuine = createVerify('RSA-SHA256').update(message).verify(merchant.certificate, input.paySign, 'base64');
  if (!genuine || input.appId !== appid) throw signError('支付验证签名失败');
  const order = lab.books.orderByPrepayId(input.package.slice('prepay_id='.length));
  if (!order) throw invalidRequest('prepay_id无效');
  return presentTransaction(lab, payOrder(lab, order.outTradeNo));
}

function registerSteeringRoutes(scope: FastifyInstance, lab: Lab): void {
  scope.get('/clock', async () => ({ now: lab.clock.now(), shiftMs: lab.clock.shiftMs }));
  scope.put('/clock', async (request) => {
    const { shiftMs } = parseRequest(z.object({ shiftMs: z.int() }), request.body, 'body');
    lab.books.record({ type: 'clock_shifted', at: lab.clock.now(), shiftMs });
    lab.wake();
    return { now: lab.clock.now(), shiftMs };
  });
  scope.get('/faults', async () => ({ rules: lab.faults.rules }));
  scope.put('/faults', async (request) => {
    const { rules } = parseRequest(z.object({ rules: z.array(faultRuleSchema).max(100) }), request.body, 'body');
    lab.books.record({ type: 'faults_set', at: lab.clock.now(), rules });
    return { rules };
  });
  scope.post('/keys/rotate', async (request) => {
    const schema = z.object({ what: z.enum(['certificate', 'public-key']) });
    await lab.keystore.rotate(parseRequest(schema, request.body, 'body').what, Date.now());
    return lab.keystore.credentials(lab.publicUrl());
  });
  scope.put('/keys/mode', async (request) => {
    const { mode } = parseRequest(z.object({ mode: signingModeSchema }), request.body, 'body');
    await lab.keystore.setMode(mode);
    return lab.keystore.credentials(lab.publicUrl());
  });
}

/** Everything the channel believes, with sums in fen. */
export function presentBooks(lab: Lab) {
  const orders = [...lab.books.orders.values()].map(({ cashierToken: _secret, ...order }) => order);
  const refunds = [...lab.books.refunds.values()];
  const paid = orders.filter((order) => order.paidAt !== null);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    orders,
    refunds,
    notifications: [...lab.books.notifications.values()],
    totals: {
      orders: orders.length,
      paid: paid.length,
      paidFen: sum(paid.map((order) => order.total)),
      refundedFen: sum(refunds.filter((refund) => refund.status === 'SUCCESS').map((refund) => refund.amount)),
      refundingFen: sum(refunds.filter((refund) => refund.status === 'PROCESSING').map((refund) => refund.amount)),
    },
  };
}
