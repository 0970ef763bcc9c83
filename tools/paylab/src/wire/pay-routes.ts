import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Order } from '../books/books.ts';
import type { TradeType } from '../books/entries.ts';
import { closeOrder, createOrder, getOrder, presentTransaction } from '../books/orders.ts';
import { createRefund, getRefund, presentRefund } from '../books/refunds.ts';
import { formatChinaTime } from '../clock.ts';
import type { Lab } from '../lab/lab.ts';
import { orderNotExist, WireError } from './errors.ts';
import { encrypt } from './platform-signature.ts';
import {
  closeSchema,
  h5OrderSchema,
  jsapiOrderSchema,
  nativeOrderSchema,
  parseRequest,
  refundSchema,
} from './requests.ts';

/** The merchant API of WeChat Pay v3. Requests arrive here with their merchant signature already checked. */
export function registerPayRoutes(app: FastifyInstance, lab: Lab): void {
  registerOrderRoutes(app, lab);
  registerQueryRoutes(app, lab);
  registerRefundRoutes(app, lab);
  app.get('/v3/certificates', async () => ({
    data: lab.keystore.identity.certificates.map((entry) => ({
      serial_no: entry.serial,
      effective_time: formatChinaTime(entry.validFrom),
      expire_time: formatChinaTime(entry.validTo),
      encrypt_certificate: encrypt(lab.keystore.identity.apiV3Key, entry.certificate, 'certificate'),
    })),
  }));
}

function registerOrderRoutes(app: FastifyInstance, lab: Lab): void {
  app.post('/v3/pay/transactions/h5', async (request) => {
    const body = parseRequest(h5OrderSchema, request.body, 'body');
    const order = placeOrder(lab, 'H5', body, null);
    const query = new URLSearchParams({ prepay_id: order.prepayId, package: order.cashierToken });
    return { h5_url: `${lab.publicUrl()}/cgi-bin/mmpayweb-bin/checkmweb?${query}` };
  });
  app.post('/v3/pay/transactions/native', async (request) => {
    const order = placeOrder(lab, 'NATIVE', parseRequest(nativeOrderSchema, request.body, 'body'), null);
    return { code_url: `${lab.publicUrl()}/native/pay?pr=${order.cashierToken}` };
  });
  app.post('/v3/pay/transactions/jsapi', async (request) => {
    const body = parseRequest(jsapiOrderSchema, request.body, 'body');
    return { prepay_id: placeOrder(lab, 'JSAPI', body, body.payer.openid).prepayId };
  });
  app.post('/v3/pay/transactions/out-trade-no/:number/close', async (request, reply) => {
    const { mchid } = parseRequest(closeSchema, request.body, 'body');
    assertMerchant(lab, mchid);
    closeOrder(lab, numberOf(request));
    return reply.code(204).send();
  });
}

function placeOrder(
  lab: Lab,
  tradeType: TradeType,
  body: z.infer<typeof nativeOrderSchema>,
  openid: string | null,
): Order {
  assertMerchant(lab, body.mchid);
  if (body.appid !== lab.keystore.identity.appid) {
    throw new WireError(400, 'APPID_MCHID_NOT_MATCH', '商户号和appid不匹配');
  }
  return createOrder(lab, {
    outTradeNo: body.out_trade_no,
    tradeType,
    description: body.description,
    attach: body.attach ?? null,
    notifyUrl: body.notify_url,
    total: body.amount.total,
    expiresAt: body.time_expire === undefined ? null : Date.parse(body.time_expire),
    openid,
  });
}

function registerQueryRoutes(app: FastifyInstance, lab: Lab): void {
  app.get('/v3/pay/transactions/out-trade-no/:number', async (request) => {
    assertMerchant(lab, mchidOf(request));
    return presentTransaction(lab, getOrder(lab, numberOf(request)));
  });
  app.get('/v3/pay/transactions/id/:number', async (request) => {
    assertMerchant(lab, mchidOf(request));
    const order = lab.books.orderByTransactionId(numberOf(request));
    if (!order) throw orderNotExist();
    return presentTransaction(lab, order);
  });
}

function registerRefundRoutes(app: FastifyInstance, lab: Lab): void {
  app.post('/v3/refund/domestic/refunds', async (request) => {
    const body = parseRequest(refundSchema, request.body, 'body');
    const refund = createRefund(lab, {
      outTradeNo: body.out_trade_no ?? null,
      transactionId: body.transaction_id ?? null,
      outRefundNo: body.out_refund_no,
      reason: body.reason ?? null,
      notifyUrl: body.notify_url ?? null,
      refund: body.amount.refund,
      total: body.amount.total,
    });
    return presentRefund(lab, refund);
  });
  app.get('/v3/refund/domestic/refunds/:number', async (request) =>
    presentRefund(lab, getRefund(lab, numberOf(request))),
  );
}

function assertMerchant(lab: Lab, mchid: string): void {
  if (mchid !== lab.keystore.identity.mchid) throw new WireError(403, 'NO_AUTH', '商户无权限');
}

const numberOf = (request: FastifyRequest) =>
  parseRequest(z.object({ number: z.string().min(1).max(64) }), request.params, 'path').number;

const mchidOf = (request: FastifyRequest) =>
  parseRequest(z.object({ mchid: z.string().min(1) }), request.query, 'query').mchid;
