import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { mergeCustomers } from './merge-customers.ts';
import { openPhone, storePhone } from './phone-numbers.ts';
import { accepted, type IdentityPorts, type Outcome } from './ports.ts';
import { spendSmsCode } from './spend-sms-code.ts';
import { findByPhone, lockCustomer, lockPhoneNumber, setPhone } from './store-customers.ts';

/**
 * Verifies a phone number by SMS code for the signed-in account and answers the id of the account that has it now:
 * another one when the two were merged. Refuses with wrong_code (commit it: the try counts); throws
 * phone_already_bound, phone_in_use, rate_limited.
 */
export async function bindPhone(
  ctx: Context,
  ports: IdentityPorts,
  input: { phone: string; code: string },
): Promise<Outcome<string>> {
  requireCustomer(ctx.actor);
  const spent = await spendSmsCode(ctx, { phone: input.phone, purpose: 'bind_phone', code: input.code });
  return spent.ok ? accepted(await bindVerifiedPhone(ctx, ports, input.phone)) : spent;
}

/** The same for a number that was verified elsewhere: WeChat's phone-number button. */
export async function bindVerifiedPhone(ctx: Context, ports: IdentityPorts, number: string): Promise<string> {
  const { id } = requireCustomer(ctx.actor);
  const phone = storePhone(ctx.kernel.crypto, number);
  await lockPhoneNumber(ctx.tx, phone.index);
  const own = await lockCustomer(ctx.tx, id);
  const owner = await findByPhone(ctx.tx, phone.index);
  // The same number twice, perhaps from two taps: the first one has merged or bound it already.
  if (owner && (owner.id === id || own.merged_into === owner.id)) return owner.id;
  if (own.state !== 'active') throw new AppError('unauthenticated');
  if (own.phone_sealed !== null && openPhone(ctx.kernel.crypto, own.phone_sealed) !== number) {
    throw new AppError('phone_already_bound');
  }
  if (owner) {
    await mergeCustomers(ctx, ports, { fromId: id, intoId: owner.id });
    return owner.id;
  }
  await setPhone(ctx.tx, id, phone, ctx.now);
  await audit(ctx, {
    action: 'identity.bind_phone',
    object: { kind: 'customer', id },
    before: { phoneVerified: false },
    after: { phoneVerified: true },
  });
  return id;
}
