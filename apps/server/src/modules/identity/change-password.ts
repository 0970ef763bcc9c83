import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { spendTry, tryKey } from './count-tries.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { accepted, type Outcome, refused } from './ports.ts';
import { isWeakPassword, limits } from './rules.ts';
import { closeSessions } from './start-session.ts';
import { forgetTries } from './store-codes.ts';
import { lockCredentials, setPassword } from './store-staff.ts';

/** The signed-in staff member, also before the first password was changed. Throws unauthenticated. */
export function requireSelf(actor: Actor): StaffActor {
  if (actor.kind !== 'staff') throw new AppError('unauthenticated');
  return actor;
}

/** Checks the own password again; a wrong one counts as a failed sign-in. */
export async function confirmOwnPassword(
  ctx: Context,
  password: string,
): Promise<Outcome<NonNullable<Awaited<ReturnType<typeof lockCredentials>>>>> {
  const { id } = requireSelf(ctx.actor);
  const account = await lockCredentials(ctx.tx, { id });
  if (!account) throw new AppError('unauthenticated');
  await spendTry(ctx, limits.staffSignInAccount, account.login_name);
  if (!(await checkPassword(account.password_hash, password))) return refused(new AppError('wrong_credentials'));
  await forgetTries(ctx.tx, limits.staffSignInAccount, tryKey(ctx, account.login_name));
  return accepted(account);
}

/**
 * Changes the own password; the other sessions end. Refuses (commit it) with wrong_credentials; throws weak_password,
 * rate_limited.
 */
export async function changePassword(ctx: Context, input: { current: string; next: string }): Promise<Outcome<null>> {
  const { id, sessionId } = requireSelf(ctx.actor);
  const confirmed = await confirmOwnPassword(ctx, input.current);
  if (!confirmed.ok) return confirmed;
  const account = confirmed.value;
  if (isWeakPassword(input.next, account.login_name) || input.next === input.current)
    throw new AppError('weak_password');
  await setPassword(ctx.tx, id, await hashPassword(input.next), false);
  await closeSessions(ctx, { audience: 'staff', ownerId: id, exceptId: sessionId }, 'password_changed');
  await audit(ctx, {
    action: 'staff.change_password',
    object: { kind: 'staff', id },
    before: { mustChangePassword: account.must_change_password },
    after: { mustChangePassword: false },
  });
  return accepted(null);
}
