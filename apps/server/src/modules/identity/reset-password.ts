import { requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { knownPermissions } from './authenticate.ts';
import { firstPassword, hashPassword } from './passwords.ts';
import { requireAuthorityOver, requireVisible } from './staff-authority.ts';
import { closeSessions } from './start-session.ts';
import { lockStaff, setPassword } from './store-staff.ts';

/** Sets a new first password, answered once; sessions end. Throws not_found, forbidden. */
export async function resetPassword(ctx: Context, id: string): Promise<{ password: string }> {
  requireStaff(ctx.actor, 'staff:reset_password');
  const staff = await lockStaff(ctx.tx, id);
  await requireVisible(ctx, staff);
  requireAuthorityOver(ctx, knownPermissions(staff.permissions));
  const password = firstPassword();
  await setPassword(ctx.tx, id, await hashPassword(password), true);
  await closeSessions(ctx, { audience: 'staff', ownerId: id }, 'password_reset');
  await audit(ctx, {
    action: 'staff.reset_password',
    object: { kind: 'staff', id },
    after: { mustChangePassword: true },
  });
  return { password };
}
