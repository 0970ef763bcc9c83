import { createVerify, type KeyObject } from 'node:crypto';
import { distrust } from './errors.ts';
import { joinLines } from './signing.ts';

/** Seconds that the signed timestamp may be away from our clock, either way. */
export const MAX_SKEW_SECONDS = 300;

const SIGNATURE_TYPE = 'WECHATPAY2-SHA256-RSA2048';
const PROBE_PREFIX = 'WECHATPAY/SIGNTEST/';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export interface SignatureHeaders {
  timestamp: number;
  nonce: string;
  serial: string;
  signature: string;
}

/** Reads one header, whatever carries it (`fetch` Headers or Node's lower-cased record). */
export type HeaderReader = (lowerCaseName: string) => string | undefined;

export function headersOfRecord(
  record: Readonly<Record<string, string | readonly string[] | undefined>>,
): HeaderReader {
  return (name) => {
    const value = record[name];
    return typeof value === 'string' ? value : undefined;
  };
}

/** Takes the four signature headers apart and refuses probes, wrong types and stale or future times. */
export function readSignatureHeaders(header: HeaderReader, nowSeconds: number): SignatureHeaders {
  const timestampText = header('wechatpay-timestamp');
  const nonce = header('wechatpay-nonce');
  const serial = header('wechatpay-serial');
  const signature = header('wechatpay-signature');
  if (!timestampText || !nonce || !serial || !signature) {
    throw distrust('SIGNATURE_MISSING', 'A signature header is missing or empty');
  }
  const type = header('wechatpay-signature-type');
  if (type !== undefined && type !== SIGNATURE_TYPE) throw distrust('SIGNATURE_TYPE', 'Unsupported signature type');
  if (signature.startsWith(PROBE_PREFIX)) throw distrust('SIGNATURE_PROBE', 'A signature probe, not a signature');
  if (!BASE64.test(signature)) throw distrust('SIGNATURE_WRONG', 'The signature is not base64');
  if (!/^\d{1,12}$/.test(timestampText))
    throw distrust('TIMESTAMP_INVALID', 'The timestamp is not a number of seconds');
  const timestamp = Number(timestampText);
  if (Math.abs(nowSeconds - timestamp) > MAX_SKEW_SECONDS) {
    throw distrust('TIMESTAMP_SKEW', `The timestamp is more than ${MAX_SKEW_SECONDS} s away`);
  }
  return { timestamp, nonce, serial, signature };
}

/** Throws unless the signature of exactly these body bytes is the platform's. */
export function assertSignature(key: KeyObject, headers: SignatureHeaders, rawBody: Buffer): void {
  const verify = createVerify('RSA-SHA256');
  verify.update(joinLines(headers.timestamp, headers.nonce), 'utf8').update(rawBody).update('\n');
  if (!verify.verify(key, headers.signature, 'base64')) {
    throw distrust('SIGNATURE_WRONG', 'The signature does not match the body');
  }
}
