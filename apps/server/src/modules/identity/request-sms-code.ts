import { randomInt } from 'node:crypto';
import type { Locale } from '@latchkey/contract';
import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { addressOf, spendTry } from './count-tries.ts';
import { smsCodeRequested } from './events.ts';
import { knownDevice } from './known-devices.ts';
import { openPhone, phoneIndex } from './phone-numbers.ts';
import { CODE_LIFETIME_MS, CODE_RESEND_MS, limits } from './rules.ts';
import { type CodePurpose, insertCode, lockNewestCode } from './store-codes.ts';
import { lockCustomer } from './store-customers.ts';

export interface CodeRequest {
  phone: string;
  purpose: CodePurpose;
  locale?: Locale | undefined;
  /** The browser's mark from an earlier sign-in. */
  deviceMark?: string | null | undefined;
}

export interface CodeReceipt {
  resendAfterSeconds: number;
  expiresInSeconds: number;
}

/** A code's keyed hash: six digits would be found from a plain one at once. */
export function codeHash(ctx: Context, codeId: string, code: string): string {
  return ctx.kernel.crypto.blindIndex(`${codeId}:${code}`, 'sms_code');
}

/** The counter's row also makes two requests for one phone come one after the other. */
async function spendTries(ctx: Context, { phone, deviceMark }: CodeRequest): Promise<void> {
  const address = addressOf(ctx);
  const device = knownDevice(ctx.kernel.crypto, 'customer', phone, deviceMark);
  if (device === null && address !== null) await spendTry(ctx, limits.smsPhoneAddressDay, `${phone}|${address}`);
  const subject = device === null ? phone : `${phone}|device|${device}`;
  await spendTry(ctx, limits.smsPhoneHour, subject);
  await spendTry(ctx, limits.smsPhoneDay, subject);
  await spendTry(ctx, limits.smsAddressHour, address);
}

/**
 * Sends a code by SMS; it makes older ones of the same purpose worthless. Never looks whether the number belongs to
 * anybody, so that neither the answer nor its time can tell. Throws rate_limited.
 */
export async function requestSmsCode(ctx: Context, request: CodeRequest): Promise<CodeReceipt> {
  const { crypto, config } = ctx.kernel;
  const index = phoneIndex(crypto, request.phone);
  await spendTries(ctx, request);
  const resendMs = config.demo ? 1000 : CODE_RESEND_MS;
  const last = await lockNewestCode(ctx.tx, index, request.purpose);
  const waitMs = last ? last.created_at.getTime() + resendMs - ctx.now.getTime() : 0;
  if (waitMs > 0) throw new AppError('rate_limited', { seconds: Math.ceil(waitMs / 1000) });

  const id = newId();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = new Date(ctx.now.getTime() + CODE_LIFETIME_MS);
  await insertCode(ctx.tx, {
    id,
    phoneIndex: index,
    purpose: request.purpose,
    codeHash: codeHash(ctx, id, code),
    at: ctx.now,
    expiresAt,
  });
  await emit(ctx, smsCodeRequested, {
    codeId: id,
    phoneSealed: crypto.seal(request.phone, 'phone'),
    codeSealed: crypto.seal(code, 'sms_code'),
    locale: request.locale ?? 'zh-CN',
    expiresAt: expiresAt.toISOString(),
  });
  await audit(ctx, {
    action: 'identity.request_code',
    object: { kind: 'sms_code', id },
    after: { purpose: request.purpose },
  });
  return { resendAfterSeconds: Math.ceil(resendMs / 1000), expiresInSeconds: CODE_LIFETIME_MS / 1000 };
}

/** Sends a code to the customer's own verified phone. Throws phone_not_verified, rate_limited. */
export async function requestOwnCode(ctx: Context, purpose: 'delete_account'): Promise<CodeReceipt> {
  const { id } = requireCustomer(ctx.actor);
  const customer = await lockCustomer(ctx.tx, id);
  if (customer.phone_sealed === null) throw new AppError('phone_not_verified');
  const phone = openPhone(ctx.kernel.crypto, customer.phone_sealed);
  return requestSmsCode(ctx, { phone, purpose, locale: customer.locale });
}
