import { constants, createSign, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';

export const AUTHORIZATION_SCHEME = 'WECHATPAY2-SHA256-RSA2048';

export interface MerchantIdentity {
  mchid: string;
  /** Serial number of the merchant's API certificate, upper-case hex. */
  serial: string;
  privateKey: KeyObject;
}

export function createNonce(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}

/** Joins the parts as the protocol wants them: every part, also an empty body, ends with a line feed. */
export function joinLines(...parts: readonly (string | number)[]): string {
  return `${parts.join('\n')}\n`;
}

/** RSA PKCS#1 v1.5 with SHA-256, base64. */
export function signSha256(privateKey: KeyObject, message: string): string {
  return createSign('RSA-SHA256').update(message, 'utf8').sign(privateKey, 'base64');
}

export interface SignedRequestParts {
  method: string;
  /** Path with query exactly as sent. */
  target: string;
  body: string;
  /** Seconds since the epoch. */
  timestamp: number;
  nonce: string;
}

/** The `Authorization` header of a WeChat Pay v3 request. */
export function authorizationHeader(merchant: MerchantIdentity, request: SignedRequestParts): string {
  const { method, target, timestamp, nonce, body } = request;
  const signature = signSha256(merchant.privateKey, joinLines(method, target, timestamp, nonce, body));
  const fields = [
    `mchid="${merchant.mchid}"`,
    `nonce_str="${nonce}"`,
    `timestamp="${timestamp}"`,
    `serial_no="${merchant.serial}"`,
    `signature="${signature}"`,
  ];
  return `${AUTHORIZATION_SCHEME} ${fields.join(',')}`;
}

/** Parameters for `wx.requestPayment` (mini-program) and `WeixinJSBridge` (JSAPI). */
export interface JsapiParameters {
  appId: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'RSA';
  paySign: string;
}

export function signJsapiParameters(
  merchant: MerchantIdentity,
  input: { appid: string; prepayId: string; timestamp: number; nonce: string },
): JsapiParameters {
  const timeStamp = String(input.timestamp);
  const packageText = `prepay_id=${input.prepayId}`;
  const message = joinLines(input.appid, timeStamp, input.nonce, packageText);
  return {
    appId: input.appid,
    timeStamp,
    nonceStr: input.nonce,
    package: packageText,
    signType: 'RSA',
    paySign: signSha256(merchant.privateKey, message),
  };
}

/** Encrypts a sensitive field (name, card holder) for the channel: RSA-OAEP with SHA-1, base64. */
export function encryptSensitiveField(platformKey: KeyObject, text: string): string {
  const options = { key: platformKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
  return publicEncrypt(options, Buffer.from(text, 'utf8')).toString('base64');
}
