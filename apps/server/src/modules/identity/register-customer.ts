import type { Locale } from '@latchkey/contract';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { customerRegistered } from './events.ts';
import type { StoredPhone } from './phone-numbers.ts';
import type { Arrival, IdentityPorts } from './ports.ts';
import { noticeVersion } from './privacy-notice.ts';
import { type CustomerRow, insertConsent, insertCustomer, setConsentVersion } from './store-customers.ts';

/** The same context with the customer as the actor: for what the person does while still a stranger to the edge. */
export function asCustomer(ctx: Context, id: string, phoneVerified: boolean, sessionId = ''): Context {
  return { ...ctx, actor: { kind: 'customer', id, sessionId, phoneVerified } };
}

function requireCurrentConsent(arrival: Arrival): void {
  if (arrival.consent?.noticeVersion !== noticeVersion)
    throw new AppError('consent_required', { version: noticeVersion });
}

/** Writes one step in the history of consents. */
export async function writeConsent(
  ctx: Context,
  customerId: string,
  version: string,
  accepted: boolean,
): Promise<void> {
  await insertConsent(ctx.tx, {
    id: newId(),
    customerId,
    version,
    accepted,
    at: ctx.now,
    address: ctx.origin?.address ?? null,
  });
  await setConsentVersion(ctx.tx, customerId, accepted ? version : null);
}

/**
 * Registers a customer with consent to the notice in force (IDN-4). Throws consent_required. Null when the phone
 * number or WeChat account got an owner in between.
 */
export async function registerCustomer(
  ctx: Context,
  ports: IdentityPorts,
  person: { phone: StoredPhone | null; openid: string | null; unionid: string | null; arrival: Arrival },
): Promise<string | null> {
  requireCurrentConsent(person.arrival);
  const id = newId();
  const locale: Locale = person.arrival.locale ?? 'zh-CN';
  const added = await insertCustomer(ctx.tx, {
    id,
    locale,
    phone: person.phone,
    openid: person.openid,
    unionid: person.unionid,
    consentVersion: noticeVersion,
    at: ctx.now,
  });
  if (!added) return null;
  const own = asCustomer(ctx, id, person.phone !== null);
  await writeConsent(own, id, noticeVersion, true);
  await ports.onCustomerRegistered(own, { customerId: id, at: ctx.now });
  await emit(own, customerRegistered, { customerId: id });
  await audit(own, {
    action: 'identity.register',
    object: { kind: 'customer', id },
    after: { by: person.phone ? 'phone' : 'wechat', consentVersion: noticeVersion },
  });
  return id;
}

/** Who withdrew consent must give it again to come back; newer notices may be accepted on the way. */
export async function renewConsent(ctx: Context, customer: CustomerRow, arrival: Arrival): Promise<void> {
  if (customer.consent_version === null) requireCurrentConsent(arrival);
  if (arrival.consent?.noticeVersion !== noticeVersion || customer.consent_version === noticeVersion) return;
  const own = asCustomer(ctx, customer.id, customer.phone_sealed !== null);
  await writeConsent(own, customer.id, noticeVersion, true);
  await audit(own, {
    action: 'identity.accept_notice',
    object: { kind: 'customer', id: customer.id },
    before: { consentVersion: customer.consent_version },
    after: { consentVersion: noticeVersion },
  });
}
