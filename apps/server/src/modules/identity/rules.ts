import type { Permission, ScopeKind } from '@latchkey/contract';

/** An SMS code lives for five minutes and dies of five wrong tries (IDN-2). */
export const CODE_LIFETIME_MS = 5 * 60_000;
export const CODE_WRONG_TRIES = 5;
export const CODE_RESEND_MS = 60_000;

const DAY_MS = 24 * 3_600_000;
/** A customer stays signed in for 90 days after the last use, staff for 12 hours after signing in. */
export const CUSTOMER_SESSION_MS = 90 * DAY_MS;
export const STAFF_SESSION_MS = 12 * 3_600_000;
/** A sliding session is written at most once in this time, so that reads stay reads. */
export const SESSION_RENEWAL_MS = DAY_MS;

/** So many tries in a window, by rule. Windows are fixed: they begin at multiples of their length. */
export interface Limit {
  rule: string;
  tries: number;
  windowMs: number;
}
export const limits = {
  smsPhoneHour: { rule: 'sms_phone_hour', tries: 5, windowMs: 3_600_000 },
  smsPhoneDay: { rule: 'sms_phone_day', tries: 10, windowMs: DAY_MS },
  smsAddressHour: { rule: 'sms_address_hour', tries: 30, windowMs: 3_600_000 },
  /** One network may have half of a phone's codes of a day: the owner, elsewhere, still gets one. */
  smsPhoneAddressDay: { rule: 'sms_phone_address_day', tries: 6, windowMs: DAY_MS },
  /** Of a phone, by network or known device. Over all of them five tries a code and ten codes a day are the bound. */
  wrongCodePhoneHour: { rule: 'wrong_code_phone_hour', tries: 15, windowMs: 3_600_000 },
  wrongCodeAddressHour: { rule: 'wrong_code_address_hour', tries: 60, windowMs: 3_600_000 },
  /** Of an account, by network or known device. */
  staffSignInAccount: { rule: 'staff_account', tries: 10, windowMs: 15 * 60_000 },
  /** Of an account, by all devices that it was never signed in on. */
  staffSignInStrangers: { rule: 'staff_strangers', tries: 30, windowMs: 15 * 60_000 },
  /** Wrong one-time codes of an account, from anywhere: whoever sends them has its password. */
  staffOneTimeCode: { rule: 'staff_totp', tries: 10, windowMs: 3_600_000 },
  staffSignInAddress: { rule: 'staff_address', tries: 60, windowMs: 15 * 60_000 },
} satisfies Record<string, Limit>;

/** When the window that holds the instant began. */
export function windowStart(limit: Limit, now: Date): Date {
  return new Date(Math.floor(now.getTime() / limit.windowMs) * limit.windowMs);
}

/** Whole seconds until the window ends; at least one. */
export function secondsLeft(limit: Limit, now: Date): number {
  return Math.max(1, Math.ceil((windowStart(limit, now).getTime() + limit.windowMs - now.getTime()) / 1000));
}

export type CodeVerdict = 'right' | 'wrong' | 'dead';
export interface CodeFacts {
  expiresAt: Date;
  usedAt: Date | null;
  wrongTries: number;
  matches: boolean;
}

/** `dead` codes count no further tries: used, expired, burnt, or never sent. */
export function judgeCode(code: CodeFacts | null, now: Date): CodeVerdict {
  if (!code || code.usedAt !== null || code.expiresAt.getTime() <= now.getTime()) return 'dead';
  if (code.wrongTries >= CODE_WRONG_TRIES) return 'dead';
  return code.matches ? 'right' : 'wrong';
}

const COMMON_PASSWORDS = new Set([
  '1234567890',
  '12345678910',
  '0123456789',
  '1111111111',
  '0000000000',
  '8888888888',
  '6666666666',
  '1234554321',
  '1122334455',
  '5201314520',
  'qwertyuiop',
  '1q2w3e4r5t',
  'qazwsxedcrfv',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'administrator',
  'admin12345',
  'admin123456',
  'admin123456789',
  'iloveyou123',
  'woaini1314',
  'woaini520',
  'asdfghjkl123',
  'abc1234567',
  'abcd123456',
  'a123456789',
  'a1234567890',
  'aa123456789',
  'welcome123',
  'letmein1234',
  'changeme123',
  'latchkey123',
]);

/** Ten characters or more, not a well-known one, not the account's name with something around it, not one character repeated. */
export function isWeakPassword(password: string, loginName: string): boolean {
  const plain = password.toLowerCase();
  if ([...password].length < 10 || new Set(plain).size < 4) return true;
  if (COMMON_PASSWORDS.has(plain)) return true;
  return plain.includes(loginName.toLowerCase());
}

/**
 * Permissions that let a person gain others or move money out. Only who holds one may give it to somebody, or touch
 * the account of somebody who has it: else an account manager could become an administrator by resetting a password.
 */
export const guardedPermissions: ReadonlySet<Permission> = new Set([
  'staff:edit',
  'staff:freeze',
  'staff:reset_password',
  'roles:edit',
  'payouts:approve',
  'settings:edit',
]);

/** True when somebody with the `held` permissions may give, or manage an account with, the `wanted` ones. */
export function mayManage(held: ReadonlySet<Permission>, wanted: Iterable<Permission>): boolean {
  for (const permission of wanted) if (guardedPermissions.has(permission) && !held.has(permission)) return false;
  return true;
}

/** True when the permissions hold one that may be given only after a second factor (IDN-6). */
export function isGuarded(permissions: Iterable<Permission>): boolean {
  for (const permission of permissions) if (guardedPermissions.has(permission)) return true;
  return false;
}

/** IDN-8: a scope is covered when every store it reaches is within the giver's; null reaches all. */
export function coversStores(own: readonly string[] | null, wanted: readonly string[] | null): boolean {
  if (own === null) return true;
  if (wanted === null) return false;
  const reach = new Set(own);
  return wanted.every((id) => reach.has(id));
}

export interface MergeSide {
  name: string | null;
  openid: string | null;
  unionid: string | null;
  consentVersion: string | null;
  guideSeen: boolean;
  picture: string | null;
}

/** What the surviving account carries on: its own facts first, the other's where it has none. Null when two WeChat accounts collide. */
export function mergedFacts(into: MergeSide, from: MergeSide): MergeSide | null {
  if (into.openid !== null && from.openid !== null && into.openid !== from.openid) return null;
  return {
    name: into.name ?? from.name,
    openid: into.openid ?? from.openid,
    unionid: into.unionid ?? from.unionid,
    consentVersion: into.consentVersion ?? from.consentVersion,
    guideSeen: into.guideSeen || from.guideSeen,
    picture: into.picture ?? from.picture,
  };
}

export interface ScopeFacts {
  kind: ScopeKind;
  ids: readonly string[];
}

/** IDN-8: whose account a person with a limited scope may see; the twin of the filter in `selectStaff`. */
export function isWithinScope(own: ScopeFacts, ownStoreIds: readonly string[], other: ScopeFacts): boolean {
  if (other.kind === 'stores') return coversStores(ownStoreIds, other.ids);
  if (other.kind !== 'region' && other.kind !== 'entity') return false;
  return own.kind === other.kind && other.ids.every((id) => own.ids.includes(id));
}

/** A scope names its regions, entities or stores, unless it is all or what the person is assigned to. */
export function isScopeWellFormed(scope: ScopeFacts): boolean {
  const named = scope.kind !== 'all' && scope.kind !== 'own';
  return named ? scope.ids.length > 0 && new Set(scope.ids).size === scope.ids.length : scope.ids.length === 0;
}
