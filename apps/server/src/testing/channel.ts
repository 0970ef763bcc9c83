// The payment channel's side of the wire for tests: callbacks signed with the platform's key, or wrongly.
import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import type { Context } from '../kernel/context.ts';
import { configureWechatPay } from '../modules/payments/index.ts';
import { encryptResource } from '../modules/payments/wechat-pay/aead.ts';

const SERIAL = 'PUB_KEY_ID_0100000000000000000000000000';
const pem = (key: KeyObject, type: 'pkcs8' | 'spki') => key.export({ type, format: 'pem' } as never).toString();

export interface CallbackForgery {
  /** Replaces parts of the plaintext. */
  transaction?: Record<string, unknown>;
  privateKey?: KeyObject;
  serial?: string;
  apiV3Key?: string;
  /** When it was signed, by the real clock, which signatures are held against; now otherwise. */
  at?: Date;
  /** Stands in the header in place of the true signature. */
  signature?: string;
  /** Changes the body after it was signed. */
  tamper?: (body: string) => string;
}

/** A merchant account of the real channel whose platform keys the test holds. Nothing is ever called. */
export function createTestChannel(code = 'wechat-main') {
  const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const apiV3Key = 'k'.repeat(32);
  const [mchid, appid] = ['1600000001', 'wx1234567890abcdef'];
  return {
    code,
    platform,
    mchid,
    appid,
    secrets: {
      merchantPrivateKey: pem(merchant.privateKey, 'pkcs8'),
      platformPrivateKey: pem(platform.privateKey, 'pkcs8'),
    },
    configure: (ctx: Context) =>
      configureWechatPay(ctx, {
        code,
        entityId: null,
        enabled: true,
        feeRate: 60,
        wechatPay: {
          baseUrl: 'https://api.mch.weixin.qq.com',
          mchid,
          appid,
          merchantSerial: 'A1B2C3D4E5F60718',
          merchantPrivateKey: pem(merchant.privateKey, 'pkcs8'),
          apiV3Key,
          platformKeys: { [SERIAL]: pem(platform.publicKey, 'spki') },
          downloadsCertificates: false,
        },
      }),
    /** The notice that a payment attempt was paid: headers and body as the channel would send them. */
    paidNotice(paymentId: string, amount: number, now: Date, forged: CallbackForgery = {}) {
      const number = paymentId.replaceAll('-', '');
      const plaintext = JSON.stringify({
        mchid,
        appid,
        out_trade_no: number,
        transaction_id: `42${number.slice(0, 26)}`,
        trade_type: 'MWEB',
        trade_state: 'SUCCESS',
        success_time: now.toISOString(),
        amount: { total: amount, payer_total: amount, currency: 'CNY', payer_currency: 'CNY' },
        ...forged.transaction,
      });
      const body = JSON.stringify({
        id: randomUUID(),
        create_time: now.toISOString(),
        event_type: 'TRANSACTION.SUCCESS',
        resource_type: 'encrypt-resource',
        resource: {
          algorithm: 'AEAD_AES_256_GCM',
          original_type: 'transaction',
          ...encryptResource(forged.apiV3Key ?? apiV3Key, plaintext, 'transaction'),
        },
      });
      const timestamp = String(Math.floor((forged.at ?? new Date()).getTime() / 1000));
      const nonce = randomUUID().replaceAll('-', '');
      const signature = createSign('RSA-SHA256')
        .update(`${timestamp}\n${nonce}\n${body}\n`)
        .sign(forged.privateKey ?? platform.privateKey, 'base64');
      return {
        headers: {
          'content-type': 'application/json',
          'wechatpay-timestamp': timestamp,
          'wechatpay-nonce': nonce,
          'wechatpay-serial': forged.serial ?? SERIAL,
          'wechatpay-signature': forged.signature ?? signature,
          'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
        },
        body: forged.tamper ? forged.tamper(body) : body,
      };
    },
  };
}
export type TestChannel = ReturnType<typeof createTestChannel>;
