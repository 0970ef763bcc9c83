/**
 * What went wrong with a call to the channel, by what the caller may conclude:
 * - `rejected`: the channel refused; the request had no effect.
 * - `unknown`: timeout, network, 429 or 5xx; query first, then repeat the SAME number.
 * - `untrusted`: the answer (or callback) failed verification; nothing in it may be believed.
 */
export type WechatPayErrorKind = 'rejected' | 'unknown' | 'untrusted';

export interface WechatPayErrorDetail {
  field?: string | undefined;
  value?: unknown;
  issue?: string | undefined;
  location?: string | undefined;
}

interface WechatPayErrorInit {
  kind: WechatPayErrorKind;
  code: string;
  message: string;
  status?: number | undefined;
  detail?: WechatPayErrorDetail | undefined;
  /** True when the error answer itself carried a valid platform signature. */
  verified?: boolean | undefined;
  cause?: unknown;
}

export class WechatPayError extends Error {
  readonly kind: WechatPayErrorKind;
  readonly code: string;
  readonly status: number | undefined;
  readonly detail: WechatPayErrorDetail | undefined;
  readonly verified: boolean;

  constructor(init: WechatPayErrorInit) {
    super(`${init.code}: ${init.message}`, { cause: init.cause });
    this.name = 'WechatPayError';
    this.kind = init.kind;
    this.code = init.code;
    this.status = init.status;
    this.detail = init.detail;
    this.verified = init.verified ?? false;
  }
}

/** Reasons why a signed message is not believed; used as `code` of an `untrusted` error. */
export type DistrustReason =
  | 'SIGNATURE_MISSING'
  | 'SIGNATURE_TYPE'
  | 'SIGNATURE_PROBE'
  | 'SIGNATURE_WRONG'
  | 'TIMESTAMP_INVALID'
  | 'TIMESTAMP_SKEW'
  | 'SERIAL_UNKNOWN'
  | 'DECRYPTION_FAILED'
  | 'BODY_MALFORMED';

export function distrust(code: DistrustReason, message: string, cause?: unknown): WechatPayError {
  return new WechatPayError({ kind: 'untrusted', code, message, cause });
}

/** Spellings on older documentation pages, mapped to today's. */
const OLD_SPELLINGS: Readonly<Record<string, string>> = {
  SYSTEMERROR: 'SYSTEM_ERROR',
  ORDERNOTEXIST: 'ORDER_NOT_EXIST',
  RULELIMIT: 'RULE_LIMIT',
  NOAUTH: 'NO_AUTH',
  NOTENOUGH: 'NOT_ENOUGH',
  NOENOUGH: 'NOT_ENOUGH',
  ORDERCLOSED: 'ORDER_CLOSED',
  RESOURCENOTEXISTS: 'RESOURCE_NOT_EXISTS',
  FREQUENCYLIMITED: 'FREQUENCY_LIMITED',
};

export function canonicalCode(code: string): string {
  return OLD_SPELLINGS[code] ?? code;
}
