import { z } from 'zod';

/** Mini-program server API: sign-in codes, phone numbers, subscription messages, and the access token they need. Never repeats a code. */
export interface WechatMiniProgramConfig {
  /** `https://api.weixin.qq.com`, or the emulator's address. */
  baseUrl: string;
  appid: string;
  secret: string;
  /** Milliseconds; 5,000 by default. */
  timeoutMs?: number | undefined;
}

export interface MiniProgramSession {
  openid: string;
  unionid: string | null;
  /** Never leaves the server. */
  sessionKey: string;
}

export interface MiniProgramPhone {
  /** With country code when abroad. */
  phoneNumber: string;
  purePhoneNumber: string;
  countryCode: string;
}

/** One subscription message; a person's one consent to a template is good for one. */
export interface SubscriptionMessage {
  openid: string;
  templateId: string;
  /** Where a tap leads, without a slash in front. */
  page: string;
  language: 'zh_CN' | 'en_US' | 'zh_TW';
  /** By the template's own names of its fields. */
  fields: Readonly<Record<string, string>>;
}

export interface WechatMiniProgram {
  /** Exchanges the code of `wx.login`; a code works once. */
  exchangeCode(code: string): Promise<MiniProgramSession>;
  /** Exchanges the code of the phone-number button. */
  getPhoneNumber(code: string): Promise<MiniProgramPhone>;
  /** Answers WeChat's number of the message, when it tells one. Never sends twice by itself. */
  sendSubscription(message: SubscriptionMessage): Promise<{ messageId: string | null }>;
}

/**
 * - `code_refused`: the code is wrong, used or expired (40029, 40163).
 * - `throttled`: asked too often (45011) or no quota left (1400001): fall back to a text message.
 * - `unavailable`: busy (-1), time-out, network, or an answer of another shape.
 * - `misconfigured`: appid or secret are not accepted.
 */
export type MiniProgramErrorKind = 'code_refused' | 'throttled' | 'unavailable' | 'misconfigured';

export class MiniProgramError extends Error {
  readonly kind: MiniProgramErrorKind;
  readonly errcode: number | null;
  /** Nothing reached WeChat: no connection stood. */
  readonly unsent: boolean;

  constructor(kind: MiniProgramErrorKind, errcode: number | null, cause?: unknown, unsent = false) {
    super(`mini-program call failed: ${kind}${errcode === null ? '' : ` (${errcode})`}`, { cause });
    this.name = 'MiniProgramError';
    this.kind = kind;
    this.errcode = errcode;
    this.unsent = unsent;
  }
}

const KINDS: Readonly<Record<number, MiniProgramErrorKind>> = {
  40029: 'code_refused',
  40163: 'code_refused',
  40226: 'code_refused',
  45011: 'throttled',
  1400001: 'throttled',
  40013: 'misconfigured',
  40125: 'misconfigured',
  41002: 'misconfigured',
  41004: 'misconfigured',
};

const TOKEN_REFUSED: ReadonlySet<number> = new Set([40001, 40014, 42001]);
const REFRESH_EARLY_MS = 5 * 60_000;
const MIN_FORCED_REFRESH_MS = 30_000;
const DEFAULT_TIMEOUT_MS = 5_000;

const errorSchema = z.looseObject({ errcode: z.int().optional() });
const sessionSchema = z.looseObject({
  openid: z.string().min(1),
  session_key: z.string().min(1),
  unionid: z.string().optional(),
});
const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.int().positive() });
const phoneSchema = z.looseObject({
  phone_info: z.looseObject({
    phoneNumber: z.string().min(1),
    purePhoneNumber: z.string().min(1),
    countryCode: z.string().min(1),
    watermark: z.looseObject({ appid: z.string() }),
  }),
});
const sentSchema = z.looseObject({ msgid: z.union([z.int(), z.string()]).optional() });

/** Failures before a connection stood: WeChat cannot have seen anything. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

interface Token {
  value: string;
  /** Milliseconds. */
  refreshAt: number;
}

export function createWechatMiniProgram(
  config: WechatMiniProgramConfig,
  now: () => number = Date.now,
): WechatMiniProgram {
  const getToken = createTokenSource(config, now);

  /** A token that ended early is fetched anew, once. */
  async function withToken<T>(ask: (token: string) => Promise<T>): Promise<T> {
    const token = await getToken(null).catch(beforehand);
    try {
      return await ask(token);
    } catch (error) {
      if (!(error instanceof MiniProgramError) || !TOKEN_REFUSED.has(error.errcode ?? 0)) throw error;
      return ask(await getToken(token).catch(beforehand));
    }
  }

  return {
    async exchangeCode(code) {
      const query = { appid: config.appid, secret: config.secret, js_code: code, grant_type: 'authorization_code' };
      const answer = await request(config, `/sns/jscode2session?${new URLSearchParams(query)}`, sessionSchema);
      return { openid: answer.openid, unionid: answer.unionid ?? null, sessionKey: answer.session_key };
    },
    async getPhoneNumber(code) {
      const answer = await withToken((token) => {
        const path = `/wxa/business/getuserphonenumber?${new URLSearchParams({ access_token: token })}`;
        return request(config, path, phoneSchema, { code });
      });
      const { watermark, phoneNumber, purePhoneNumber, countryCode } = answer.phone_info;
      if (watermark.appid !== config.appid) throw new MiniProgramError('code_refused', null);
      return { phoneNumber, purePhoneNumber, countryCode };
    },
    async sendSubscription({ openid, templateId, page, language, fields }) {
      const data = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]));
      const message = { touser: openid, template_id: templateId, page, lang: language, data };
      const answer = await withToken((token) => {
        const path = `/cgi-bin/message/subscribe/send?${new URLSearchParams({ access_token: token })}`;
        return request(config, path, sentSchema, message);
      });
      return { messageId: answer.msgid === undefined ? null : String(answer.msgid) };
    },
  };
}

/** Without a token nothing was asked yet. */
function beforehand(error: unknown): never {
  if (error instanceof MiniProgramError) throw new MiniProgramError(error.kind, error.errcode, undefined, true);
  throw error;
}

/** The stable token, fetched once for all waiting calls; `refused` names a token the server no longer takes. */
function createTokenSource(config: WechatMiniProgramConfig, now: () => number) {
  let token: Token | null = null;
  let pending: Promise<string> | null = null;
  let forcedAt = Number.NEGATIVE_INFINITY;

  async function fetchToken(force: boolean): Promise<string> {
    if (force) forcedAt = now();
    const body = {
      grant_type: 'client_credential',
      appid: config.appid,
      secret: config.secret,
      force_refresh: force,
    };
    const answer = await request(config, '/cgi-bin/stable_token', tokenSchema, body);
    token = { value: answer.access_token, refreshAt: now() + answer.expires_in * 1000 - REFRESH_EARLY_MS };
    return token.value;
  }

  return (refused: string | null): Promise<string> => {
    if (token && token.value !== refused && now() < token.refreshAt) return Promise.resolve(token.value);
    const force = refused !== null && now() - forcedAt >= MIN_FORCED_REFRESH_MS;
    pending ??= fetchToken(force).finally(() => {
      pending = null;
    });
    return pending;
  };
}

async function request<Schema extends z.ZodType>(
  config: WechatMiniProgramConfig,
  path: string,
  schema: Schema,
  body?: object,
): Promise<z.infer<Schema>> {
  const answer = await exchange(config, path, body);
  const failure = errorSchema.safeParse(answer);
  const errcode = failure.success ? (failure.data.errcode ?? 0) : 0;
  if (errcode !== 0) throw new MiniProgramError(KINDS[errcode] ?? 'unavailable', errcode);
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new MiniProgramError('unavailable', null, parsed.error);
  return parsed.data;
}

/** Errors carry no cause with the address in it: the query holds the secret. */
async function exchange(config: WechatMiniProgramConfig, path: string, body?: object): Promise<unknown> {
  const url = config.baseUrl.replace(/\/$/, '') + path;
  const signal = AbortSignal.timeout(config.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const init: RequestInit = { signal, redirect: 'error' };
  if (body) {
    init.method = 'POST';
    init.headers = { 'Content-Type': 'application/json' };
    init.body = JSON.stringify(body);
  }
  try {
    const response = await fetch(url, init);
    return await response.json();
  } catch (error) {
    const code = (error as { cause?: { code?: string } }).cause?.code ?? '';
    throw new MiniProgramError('unavailable', null, undefined, NEVER_SENT.has(code));
  }
}
