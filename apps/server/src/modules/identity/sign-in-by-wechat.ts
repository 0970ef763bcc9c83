import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Arrival, IdentityPorts, SignedIn } from './ports.ts';
import { registerCustomer, renewConsent } from './register-customer.ts';
import { enterSession } from './sign-in-by-phone.ts';
import { findByOpenid } from './store-customers.ts';

/**
 * IDN-1: signs in, or registers, the owner of a WeChat account. The edge has exchanged the code before, as no network
 * call may happen in a transaction. Throws consent_required.
 */
export async function signInByWechat(
  ctx: Context,
  ports: IdentityPorts,
  input: Arrival & { openid: string; unionid: string | null },
): Promise<SignedIn> {
  const known = await findByOpenid(ctx.tx, input.openid);
  if (known) {
    await renewConsent(ctx, known, input);
    const customer = { id: known.id, registered: false, phoneVerified: known.phone_sealed !== null };
    return enterSession(ctx, customer, 'wechat', input.userAgent);
  }
  const person = { phone: null, openid: input.openid, unionid: input.unionid, arrival: input };
  const id = await registerCustomer(ctx, ports, person);
  if (id !== null) return enterSession(ctx, { id, registered: true, phoneVerified: false }, 'wechat', input.userAgent);
  // A second sign-in of the same WeChat account committed first.
  const winner = await findByOpenid(ctx.tx, input.openid);
  if (!winner) throw new AppError('conflict');
  const customer = { id: winner.id, registered: false, phoneVerified: winner.phone_sealed !== null };
  return enterSession(ctx, customer, 'wechat', input.userAgent);
}
