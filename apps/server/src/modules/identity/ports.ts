import type { Locale, ScopeKind } from '@latchkey/contract';
import type { Context, ReadContext } from '../../kernel/context.ts';
import type { Db } from '../../kernel/db.ts';
import type { AppError } from '../../kernel/errors.ts';
import type { WechatMiniProgram } from './wechat-mini-program.ts';

/** A staff member's data scope as it is stored; `ids` are regions, entities or stores, by kind. */
export interface Scope {
  kind: ScopeKind;
  ids: readonly string[];
}

/** What identity needs from the floors above, given by the wiring. */
export interface IdentityPorts {
  /** The WeChat mini-program's server API; null when none is configured. */
  wechat: WechatMiniProgram | null;
  /** In the registration's own transaction. */
  onCustomerRegistered(ctx: Context, registration: { customerId: string; at: Date }): Promise<void>;
  /** In the merge's own transaction. */
  onCustomersMerged(ctx: Context, merge: { fromId: string; intoId: string }): Promise<void>;
  /** In the deletion's own transaction. */
  onCustomerDeleted(ctx: Context, deletion: { customerId: string; at: Date }): Promise<void>;
  /** The stores of a scope; null means all. */
  storeIdsOfScope(db: Db, staffId: string, scope: Scope): Promise<readonly string[] | null>;
  /** What keeps an account from being deleted: open visits, orders, bookings, money. */
  openMatters(ctx: ReadContext, customerId: string): Promise<readonly { kind: string; id: string }[]>;
  /** The member's card number, for the profile. */
  cardNumberOf(ctx: ReadContext, customerId: string): Promise<string>;
  /** IDN-8: the surviving account of a member whom the caller's scope reaches. Throws not_found. */
  visibleMemberId(ctx: ReadContext, memberId: string): Promise<string>;
  /** What the other modules keep about a customer, by section, machine-readable. */
  personalData(ctx: ReadContext, customerId: string): Promise<Record<string, unknown>>;
}

/**
 * The result of a verb whose refusal must leave a trace: a counted try outlives the refused request. The edge
 * commits either way and answers with the refusal.
 */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: AppError };
export const accepted = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refused = (refusal: AppError): Outcome<never> => ({ ok: false, refusal });

/** Throws the refusal; used by edges once the transaction has committed. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw outcome.refusal;
}

/** A new session. The token is known only now: the database keeps its hash. */
export interface SignedIn {
  token: string;
  sessionId: string;
  customerId: string;
  registered: boolean;
  phoneVerified: boolean;
}

export interface Consent {
  noticeVersion: string;
}

export interface Arrival {
  consent?: Consent | undefined;
  locale?: Locale | undefined;
  userAgent?: string | undefined;
}
