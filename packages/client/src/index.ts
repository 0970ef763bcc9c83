import type { ErrorBody, ErrorCode, Locale, RouteKey, Routes } from '@latchkey/contract';

// Types only come from the contract: the mini-program must not carry the schemas' code.
type InputOf<S> = S extends { _zod: { input: infer I } } ? I : never;
type OutputOf<S> = S extends { _zod: { output: infer O } } ? O : never;
type Part<R, K extends string> = R extends Record<K, infer S> ? { [P in K]: InputOf<S> } : unknown;
type AllOptional<T> = Record<never, never> extends T ? true : false;
type QueryPart<R> = R extends { query: infer S }
  ? AllOptional<InputOf<S>> extends true
    ? { query?: InputOf<S> }
    : { query: InputOf<S> }
  : unknown;
type BodyPart<R> = R extends { body: infer S } ? { body: InputOf<S> } : unknown;

/** What a call of the route takes: `params`, `query` and `body` where the route has them, and call options. */
export type CallInput<K extends RouteKey> = Part<Routes[K], 'params'> &
  QueryPart<Routes[K]> &
  BodyPart<Routes[K]> &
  CallOptions;
/** What the route answers. */
export type Answer<K extends RouteKey> = OutputOf<Routes[K]['response']>;
/** What the route's body looks like on the way in. */
export type Body<K extends RouteKey> = Routes[K] extends { body: infer S } ? InputOf<S> : never;

export interface CallOptions {
  /** Makes a retry of the same act safe: the server answers the first answer again. A fresh one is made for each write otherwise. */
  idempotencyKey?: string;
}

export interface TransportRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** JSON text. */
  body?: string;
}
export interface TransportResponse {
  status: number;
  /** Parsed JSON, or null when the answer was empty or no JSON. */
  body: unknown;
}
/** Sends one request. Throws on network failure only. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** An answer that is not a success. `status` 0 means that the server could not be reached. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'offline';
  readonly status: number;
  readonly data: Record<string, unknown>;
  readonly requestId: string | null;
  constructor(
    code: ErrorCode | 'offline',
    message: string,
    status: number,
    data: Record<string, unknown> = {},
    requestId: string | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.data = data;
    this.requestId = requestId;
  }
}

export interface ClientOptions {
  /** Scheme and host with `/api/v1`, or just `/api/v1` for the same origin. */
  base: string;
  transport: Transport;
  /** The language that errors and texts come in. */
  locale?: () => Locale;
  /** A session token where cookies are not at hand (mini-program, scripts). */
  token?: () => string | null;
}

const offlineText: Record<Locale, string> = {
  'zh-CN': '网络不通，您的内容没有丢失，请检查网络后重试',
  en: 'No connection; nothing was lost, please check your network and try again',
  'zh-TW': '網路不通，您的內容沒有遺失，請檢查網路後再試',
};

/** A random key for one act; needs no crypto because it only tells one act from another of the same caller. */
export function newIdempotencyKey(): string {
  let key = Date.now().toString(36);
  while (key.length < 30) key += Math.random().toString(36).slice(2, 10);
  return key.slice(0, 30);
}

function queryText(query: Record<string, unknown> | undefined): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '')
      parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  }
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function errorFrom(answer: TransportResponse, locale: Locale): ApiError {
  const error = (answer.body as Partial<ErrorBody> | null)?.error;
  if (error) return new ApiError(error.code, error.message, answer.status, error.data, error.requestId);
  return new ApiError('unavailable', offlineText[locale], answer.status);
}

/**
 * A typed client of the HTTP interface: `call('POST /visits/openings', { body })`.
 * Throws ApiError on every answer that is not a success.
 */
export function createClient(options: ClientOptions) {
  return async function call<K extends RouteKey>(
    key: K,
    ...[input]: AllOptional<CallInput<K>> extends true ? [CallInput<K>?] : [CallInput<K>]
  ): Promise<Answer<K>> {
    const given = (input ?? {}) as {
      params?: Record<string, string>;
      query?: Record<string, unknown>;
      body?: unknown;
    } & CallOptions;
    const [method = 'GET', template = '/'] = key.split(' ');
    const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(given.params?.[name])));
    const locale = options.locale?.() ?? 'zh-CN';
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': locale };
    const token = options.token?.();
    if (token) headers.authorization = `Bearer ${token}`;
    if (method !== 'GET') headers['idempotency-key'] = given.idempotencyKey ?? newIdempotencyKey();
    const request: TransportRequest = { method, url: options.base + path + queryText(given.query), headers };
    if (method !== 'GET') {
      headers['content-type'] = 'application/json';
      request.body = JSON.stringify(given.body ?? {});
    }
    let answer: TransportResponse;
    try {
      answer = await options.transport(request);
    } catch {
      throw new ApiError('offline', offlineText[locale], 0);
    }
    if (answer.status < 200 || answer.status >= 300) throw errorFrom(answer, locale);
    return answer.body as Answer<K>;
  };
}
export type Client = ReturnType<typeof createClient>;

/** The transport of browsers and Node. Cookies of the same origin go along. */
export const fetchTransport: Transport = async ({ method, url, headers, body }) => {
  const answer = await fetch(url, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  try {
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  } catch {
    return { status: answer.status, body: null };
  }
};
