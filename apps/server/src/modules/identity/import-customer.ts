import type { Locale } from '@latchkey/contract';
import { requireSystem } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { storePhone } from './phone-numbers.ts';
import type { IdentityPorts } from './ports.ts';
import { noticeVersion } from './privacy-notice.ts';
import { asCustomer, registerCustomer } from './register-customer.ts';
import { lockPhoneNumber } from './store-customers.ts';
import { updateProfile } from './update-profile.ts';

/**
 * Registers a customer whose phone number was verified and whose consent was given elsewhere: an import, the demo.
 * System only. Answers the id; throws conflict when the number is somebody's already.
 */
export async function importCustomer(
  ctx: Context,
  ports: IdentityPorts,
  input: { phone: string; name: string | null; locale?: Locale },
): Promise<string> {
  requireSystem(ctx.actor);
  const phone = storePhone(ctx.kernel.crypto, input.phone);
  await lockPhoneNumber(ctx.tx, phone.index);
  const arrival = { consent: { noticeVersion }, locale: input.locale };
  const id = await registerCustomer(ctx, ports, { phone, openid: null, unionid: null, arrival });
  if (id === null) throw new AppError('conflict');
  if (input.name !== null) await updateProfile(asCustomer(ctx, id, true), { name: input.name });
  return id;
}
