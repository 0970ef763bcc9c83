import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalCode, distrust, WechatPayError } from './errors.ts';
import { authorizationHeader, createNonce, type MerchantIdentity } from './signing.ts';
import { assertSignature, type HeaderReader, readSignatureHeaders } from './verification.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const USER_AGENT = 'latchkey-wechat-pay/1';

const errorBodySchema = z.looseObject({
  code: z.string(),
  message: z.string().default(''),
  detail: z
    .looseObject({
      field: z.string().optional(),
      value: z.unknown(),
      issue: z.string().optional(),
      location: z.string().optional(),
    })
    .optional()
    .catch(undefined),
});

export interface TransportOptions {
  baseUrl: string;
  merchant: MerchantIdentity;
  timeoutMs: number;
  /** Milliseconds. */
  now: () => number;
  /** Names the key that the platform should sign its answer with. */
  preferredSerial: () => string | null;
}

export interface ApiRequest {
  method: 'GET' | 'POST';
  /** Path and query below the base address, beginning with `/v3/`. */
  path: string;
  body?: object;
}

export interface RawAnswer {
  status: number;
  header: HeaderReader;
  body: Buffer;
}

/** Finds the platform key for a serial; may fetch certificates. */
export type KeyFinder = (serial: string, answer: RawAnswer) => Promise<KeyObject>;

/** Sends one signed request and returns the verified raw body. Never repeats by itself. */
export async function send(options: TransportOptions, request: ApiRequest, findKey: KeyFinder): Promise<Buffer> {
  const answer = await exchange(options, request);
  const nowSeconds = Math.floor(options.now() / 1000);
  if (answer.status >= 200 && answer.status < 300) {
    await verifyAnswer(answer, nowSeconds, findKey);
    return answer.body;
  }
  throw await readFailure(answer, nowSeconds, findKey);
}

async function exchange(options: TransportOptions, request: ApiRequest): Promise<RawAnswer> {
  const url = new URL(options.baseUrl.replace(/\/$/, '') + request.path);
  const body = request.body === undefined ? '' : JSON.stringify(request.body);
  const headers = new Headers({
    Accept: 'application/json',
    'User-Agent': USER_AGENT,
    Authorization: authorizationHeader(options.merchant, {
      method: request.method,
      target: url.pathname + url.search,
      body,
      timestamp: Math.floor(options.now() / 1000),
      nonce: createNonce(),
    }),
  });
  if (body) headers.set('Content-Type', 'application/json; charset=utf-8');
  const serial = options.preferredSerial();
  if (serial) headers.set('Wechatpay-Serial', serial);
  try {
    const signal = AbortSignal.timeout(options.timeoutMs);
    const init = { method: request.method, headers, signal, redirect: 'error' as const };
    const response = await fetch(url, body ? { ...init, body } : init);
    const header: HeaderReader = (name) => response.headers.get(name) ?? undefined;
    return { status: response.status, header, body: await readBody(response) };
  } catch (cause) {
    const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
    const code = timedOut ? 'TIMEOUT' : 'NETWORK';
    throw new WechatPayError({ kind: 'unknown', code, message: 'The channel did not answer', cause });
  }
}

async function readBody(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new RangeError('The answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function verifyAnswer(answer: RawAnswer, nowSeconds: number, findKey: KeyFinder): Promise<void> {
  const headers = readSignatureHeaders(answer.header, nowSeconds);
  assertSignature(await findKey(headers.serial, answer), headers, answer.body);
}

async function readFailure(answer: RawAnswer, nowSeconds: number, findKey: KeyFinder): Promise<WechatPayError> {
  const { status } = answer;
  const parsed = errorBodySchema.safeParse(parseJsonOrNull(answer.body));
  const code = parsed.success ? canonicalCode(parsed.data.code) : `HTTP_${status}`;
  const message = parsed.success ? parsed.data.message : 'The channel failed without saying why';
  const detail = parsed.success ? parsed.data.detail : undefined;
  const uncertain = status >= 500 || status === 429 || status < 400 || code === 'SYSTEM_ERROR';
  const verified = await verifyAnswer(answer, nowSeconds, findKey).then(
    () => true,
    () => false,
  );
  return new WechatPayError({ kind: uncertain ? 'unknown' : 'rejected', code, message, status, detail, verified });
}

function parseJsonOrNull(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** Parses a verified body; a body of another shape is not believed. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: Buffer): z.infer<Schema> {
  const parsed = schema.safeParse(parseJsonOrNull(body));
  if (!parsed.success) throw distrust('BODY_MALFORMED', 'The body has another shape than documented', parsed.error);
  return parsed.data;
}
