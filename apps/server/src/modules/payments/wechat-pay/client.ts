import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { decryptResource, parseApiV3Key } from './aead.ts';
import { type CallbackReader, createCallbackReader } from './callback.ts';
import { distrust } from './errors.ts';
import { createKeyRing, type KeyRing, type PlatformCertificate } from './key-ring.ts';
import { createNonce, type JsapiParameters, type MerchantIdentity, signJsapiParameters } from './signing.ts';
import { type ApiRequest, type KeyFinder, parseBody, send, type TransportOptions } from './transport.ts';
import {
  certificateListSchema,
  type OrderInput,
  outTradeNoSchema,
  type Refund,
  type RefundInput,
  refundSchema,
  type Transaction,
  transactionSchema,
  type WechatPayConfig,
} from './types.ts';

const DEFAULT_TIMEOUT_MS = 8_000;
const MAX_DESCRIPTION = 127;

/**
 * A thin client of WeChat Pay v3 (https://pay.weixin.qq.com/doc/v3/). It signs, verifies and parses; it never repeats:
 * after an error of kind `unknown` the caller queries and then repeats the same number.
 */
export interface WechatPayClient {
  /** Returns the address to send the customer's browser to. */
  createH5Order(input: OrderInput & { clientIp: string }): Promise<{ h5Url: string }>;
  /** Returns the text to draw as a QR code. */
  createNativeOrder(input: OrderInput): Promise<{ codeUrl: string }>;
  createJsapiOrder(input: OrderInput & { openid: string }): Promise<{ prepayId: string; parameters: JsapiParameters }>;
  queryByOutTradeNo(outTradeNo: string): Promise<Transaction>;
  queryByTransactionId(transactionId: string): Promise<Transaction>;
  closeOrder(outTradeNo: string): Promise<void>;
  /** An answer means accepted; watch `status`. */
  refund(input: RefundInput): Promise<Refund>;
  queryRefund(outRefundNo: string): Promise<Refund>;
  downloadCertificates(): Promise<readonly PlatformCertificate[]>;
  readCallback: CallbackReader;
}

export interface WechatPayClientOptions {
  /** Milliseconds; the machine's clock by default. */
  now?: (() => number) | undefined;
  minCertificateRefreshMs?: number | undefined;
}

export function createWechatPayClient(config: WechatPayConfig, options: WechatPayClientOptions = {}): WechatPayClient {
  const now = options.now ?? Date.now;
  parseApiV3Key(config.apiV3Key);
  const merchant: MerchantIdentity = {
    mchid: config.mchid,
    serial: config.merchantSerial,
    privateKey: createPrivateKey(config.merchantPrivateKey),
  };
  const keys: KeyRing = createKeyRing({
    keys: config.platformKeys,
    merchantSerial: config.merchantSerial,
    download: config.downloadsCertificates ? () => download() : undefined,
    now,
    minRefreshMs: options.minCertificateRefreshMs,
  });
  const transport: TransportOptions = {
    baseUrl: config.baseUrl,
    merchant,
    timeoutMs: config.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    now,
    preferredSerial: () => keys.preferredSerial(),
  };
  const download = () => downloadCertificates(transport, config.apiV3Key, keys);
  const call = (request: ApiRequest) => send(transport, request, (serial) => keys.get(serial));
  const orders = orderCalls(config, call, (prepayId) =>
    signJsapiParameters(merchant, {
      appid: config.appid,
      prepayId,
      timestamp: Math.floor(now() / 1000),
      nonce: createNonce(),
    }),
  );
  return {
    ...orders,
    ...queryCalls(config, call),
    ...refundCalls(call),
    downloadCertificates: download,
    readCallback: createCallbackReader({ keys, apiV3Key: config.apiV3Key, now }),
  };
}

type Call = (request: ApiRequest) => Promise<Buffer>;

function orderBody(config: WechatPayConfig, input: OrderInput): Record<string, unknown> {
  if (!Number.isSafeInteger(input.amount) || input.amount < 1) throw new RangeError('An order costs at least 1 fen');
  return {
    appid: config.appid,
    mchid: config.mchid,
    description: [...input.description].slice(0, MAX_DESCRIPTION).join(''),
    out_trade_no: outTradeNoSchema.parse(input.outTradeNo),
    ...(input.expiresAt ? { time_expire: formatChinaTime(input.expiresAt) } : {}),
    ...(input.attach === undefined ? {} : { attach: input.attach }),
    notify_url: input.notifyUrl,
    amount: { total: input.amount, currency: 'CNY' },
  };
}

function orderCalls(config: WechatPayConfig, call: Call, sign: (prepayId: string) => JsapiParameters) {
  const order = (kind: string, body: object) => call({ method: 'POST', path: `/v3/pay/transactions/${kind}`, body });
  return {
    async createH5Order(input: OrderInput & { clientIp: string }) {
      const scene_info = { payer_client_ip: input.clientIp, h5_info: { type: 'Wap' } };
      const answer = await order('h5', { ...orderBody(config, input), scene_info });
      return { h5Url: parseBody(z.looseObject({ h5_url: z.url() }), answer).h5_url };
    },
    async createNativeOrder(input: OrderInput) {
      const answer = await order('native', orderBody(config, input));
      return { codeUrl: parseBody(z.looseObject({ code_url: z.string().min(1) }), answer).code_url };
    },
    async createJsapiOrder(input: OrderInput & { openid: string }) {
      const answer = await order('jsapi', { ...orderBody(config, input), payer: { openid: input.openid } });
      const prepayId = parseBody(z.looseObject({ prepay_id: z.string().min(1) }), answer).prepay_id;
      return { prepayId, parameters: sign(prepayId) };
    },
    async closeOrder(outTradeNo: string) {
      const path = `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}/close`;
      await call({ method: 'POST', path, body: { mchid: config.mchid } });
    },
  };
}

function queryCalls(config: WechatPayConfig, call: Call) {
  const query = async (kind: 'id' | 'out-trade-no', number: string) => {
    const path = `/v3/pay/transactions/${kind}/${encodeURIComponent(number)}?mchid=${encodeURIComponent(config.mchid)}`;
    return parseBody(transactionSchema, await call({ method: 'GET', path }));
  };
  return {
    queryByOutTradeNo: (outTradeNo: string) => query('out-trade-no', outTradeNo),
    queryByTransactionId: (transactionId: string) => query('id', transactionId),
  };
}

function refundCalls(call: Call) {
  return {
    async refund(input: RefundInput) {
      const body = {
        out_trade_no: input.outTradeNo,
        out_refund_no: input.outRefundNo,
        ...(input.reason === undefined ? {} : { reason: input.reason }),
        notify_url: input.notifyUrl,
        amount: { refund: input.refund, total: input.total, currency: 'CNY' },
      };
      return parseBody(refundSchema, await call({ method: 'POST', path: '/v3/refund/domestic/refunds', body }));
    },
    async queryRefund(outRefundNo: string) {
      const path = `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}`;
      return parseBody(refundSchema, await call({ method: 'GET', path }));
    },
  };
}

/**
 * Certificates authenticate themselves by decrypting under the APIv3 key; the answer's own signature is then
 * checked with the keys it brought or the ones already known, so the first download needs no trusted key.
 */
async function downloadCertificates(
  transport: TransportOptions,
  apiV3Key: string,
  keys: KeyRing,
): Promise<readonly PlatformCertificate[]> {
  const findKey: KeyFinder = async (serial, answer) => {
    keys.add(readCertificates(apiV3Key, answer.body));
    const key = keys.find(serial);
    if (!key) throw distrust('SERIAL_UNKNOWN', 'The certificate list is signed by a key it does not contain');
    return key;
  };
  const body = await send(transport, { method: 'GET', path: '/v3/certificates' }, findKey);
  return readCertificates(apiV3Key, body);
}

function readCertificates(apiV3Key: string, body: Buffer): PlatformCertificate[] {
  return parseBody(certificateListSchema, body).data.map((entry) => ({
    serial: entry.serial_no.toUpperCase(),
    pem: decryptResource(apiV3Key, entry.encrypt_certificate),
  }));
}

/** RFC 3339 in China's offset, whole seconds. */
export function formatChinaTime(time: Date): string {
  const shifted = new Date(time.getTime() + 8 * 3_600_000);
  return `${shifted.toISOString().slice(0, 19)}+08:00`;
}
