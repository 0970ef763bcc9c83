import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { emit } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { forgetPicture } from './choose-picture.ts';
import { customerDeleted } from './events.ts';
import { openPhone, phoneIndex } from './phone-numbers.ts';
import { accepted, type IdentityPorts, type Outcome, refused } from './ports.ts';
import { noticeVersion } from './privacy-notice.ts';
import { spendSmsCode } from './spend-sms-code.ts';
import { closeSessions } from './start-session.ts';
import { forgetCodes } from './store-codes.ts';
import { insertConsent, lockCustomer, pseudonymise } from './store-customers.ts';
import { forgetSessionTraces } from './store-sessions.ts';
import { forgetRefusals } from './store-sign-ins.ts';

/**
 * IDN-4: deletes the signed-in account. What identified the person is removed for good; ids stay, so that the books
 * stay whole. Refuses with wrong_code (commit it: the try counts); throws account_open_matters with what is open.
 */
export async function deleteAccount(
  ctx: Context,
  ports: IdentityPorts,
  input: { code?: string | undefined },
): Promise<Outcome<null>> {
  const { id } = requireCustomer(ctx.actor);
  const customer = await lockCustomer(ctx.tx, id);
  if (customer.state !== 'active') throw new AppError('unauthenticated');
  const open = await ports.openMatters(ctx, id);
  if (open.length > 0) throw new AppError('account_open_matters', { matters: open.slice(0, 20) });
  if (customer.phone_sealed !== null) {
    const phone = openPhone(ctx.kernel.crypto, customer.phone_sealed);
    if (input.code === undefined) return refused(new AppError('wrong_code'));
    const spent = await spendSmsCode(ctx, { phone, purpose: 'delete_account', code: input.code });
    if (!spent.ok) return spent;
    await forgetCodes(ctx.tx, phoneIndex(ctx.kernel.crypto, phone));
  }
  await insertConsent(ctx.tx, {
    id: newId(),
    customerId: id,
    version: customer.consent_version ?? noticeVersion,
    accepted: false,
    at: ctx.now,
    address: null,
  });
  await ports.onCustomerDeleted(ctx, { customerId: id, at: ctx.now });
  await pseudonymise(ctx.tx, id, ctx.now);
  await forgetPicture(ctx, customer.picture);
  await closeSessions(ctx, { audience: 'customer', ownerId: id }, 'account_deleted');
  await forgetSessionTraces(ctx.tx, id);
  await forgetRefusals(ctx.tx, id);
  await emit(ctx, customerDeleted, { customerId: id });
  await audit(ctx, {
    action: 'identity.delete_account',
    object: { kind: 'customer', id },
    after: { state: 'deleted' },
  });
  return accepted(null);
}
