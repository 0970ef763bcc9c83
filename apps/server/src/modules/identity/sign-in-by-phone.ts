import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { storePhone } from './phone-numbers.ts';
import { type Arrival, accepted, type IdentityPorts, type Outcome, type SignedIn } from './ports.ts';
import { asCustomer, registerCustomer, renewConsent } from './register-customer.ts';
import { refusalOf } from './sign-ins.ts';
import { spendSmsCode } from './spend-sms-code.ts';
import { startSession } from './start-session.ts';
import { findByPhone, lockPhoneNumber } from './store-customers.ts';
import { insertPhoneRefusal } from './store-sign-ins.ts';

/** Opens the session of a known customer and writes it down. */
export async function enterSession(
  ctx: Context,
  customer: { id: string; registered: boolean; phoneVerified: boolean },
  way: 'phone' | 'wechat',
  userAgent?: string,
): Promise<SignedIn> {
  const session = await startSession(ctx, { audience: 'customer', ownerId: customer.id, way, userAgent });
  await audit(asCustomer(ctx, customer.id, customer.phoneVerified, session.id), {
    action: 'identity.sign_in',
    object: { kind: 'customer', id: customer.id },
    after: { by: way },
  });
  return {
    token: session.token,
    sessionId: session.id,
    customerId: customer.id,
    registered: customer.registered,
    phoneVerified: customer.phoneVerified,
  };
}

/**
 * IDN-1: signs in with a phone number and its code, or registers. The refusal wrong_code must be committed, as it
 * counts a try; consent_required is thrown, so that the code still works once consent is given. Also throws rate_limited.
 */
export async function signInByPhone(
  ctx: Context,
  ports: IdentityPorts,
  input: Arrival & { phone: string; code: string; deviceMark?: string | null | undefined },
): Promise<Outcome<SignedIn>> {
  const spent = await spendSmsCode(ctx, { ...input, purpose: 'sign_in' });
  const phone = storePhone(ctx.kernel.crypto, input.phone);
  if (!spent.ok) {
    await insertPhoneRefusal(ctx.tx, phone.index, refusalOf(ctx, 'phone', spent.refusal.code, input.userAgent));
    return spent;
  }
  await lockPhoneNumber(ctx.tx, phone.index);
  const known = await findByPhone(ctx.tx, phone.index);
  if (known) await renewConsent(ctx, known, input);
  const id = known?.id ?? (await registerCustomer(ctx, ports, { phone, openid: null, unionid: null, arrival: input }));
  if (id === null) throw new AppError('conflict');
  const customer = { id, registered: known === null, phoneVerified: true };
  return accepted(await enterSession(ctx, customer, 'phone', input.userAgent));
}
