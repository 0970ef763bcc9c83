import { createPublicKey, createVerify } from 'node:crypto';
import { signError } from './errors.ts';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048 ';
const FIELD = /^([a-z_]+)="([^"]*)"$/;
const MAX_SKEW_SECONDS = 300;

export interface MerchantKey {
  mchid: string;
  serial: string;
  /** PEM of the certificate or public key. */
  certificate: string;
}

export interface ReceivedRequest {
  method: string;
  /** Path and query exactly as received. */
  target: string;
  rawBody: Buffer;
  authorization: string | undefined;
}

/** Checks a merchant's `Authorization`; returns nothing or throws SIGN_ERROR saying what is wrong. */
export function assertMerchantSignature(request: ReceivedRequest, key: MerchantKey, nowSeconds: number): void {
  const { authorization } = request;
  if (!authorization?.startsWith(SCHEME)) throw signError('Http头Authorization缺失或认证类型错误');
  const fields = parseFields(authorization.slice(SCHEME.length));
  const [mchid, serial, timestamp, nonce, signature] = [
    'mchid',
    'serial_no',
    'timestamp',
    'nonce_str',
    'signature',
  ].map((name) => fields.get(name) ?? '') as [string, string, string, string, string];
  if (!mchid || !serial || !timestamp || !nonce || !signature) throw signError('签名信息不完整');
  if (mchid !== key.mchid) throw signError('商户号不存在');
  if (serial !== key.serial) throw signError('商户证书序列号有误');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowSeconds - Number(timestamp)) > MAX_SKEW_SECONDS) {
    throw signError('签名时间戳已过期');
  }
  const verify = createVerify('RSA-SHA256');
  verify.update(`${request.method}\n${request.target}\n${timestamp}\n${nonce}\n`).update(request.rawBody).update('\n');
  if (!verify.verify(createPublicKey(key.certificate), signature, 'base64')) throw signError('签名与验签内容不一致');
}

function parseFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const part of text.split(',')) {
    const match = FIELD.exec(part.trim());
    const [, name, value] = match ?? [];
    if (name === undefined || value === undefined || fields.has(name)) throw signError('签名信息格式有误');
    fields.set(name, value);
  }
  return fields;
}
