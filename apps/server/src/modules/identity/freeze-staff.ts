import { requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { knownPermissions } from './authenticate.ts';
import { requireAnotherAdministrator, requireAuthorityOver, requireVisible } from './staff-authority.ts';
import { closeSessions } from './start-session.ts';
import { lockAdministrators } from './store-roles.ts';
import { lockStaff, setStaffState } from './store-staff.ts';

/**
 * IDN-10: freezes an account; its sessions are over with the commit and its websockets within 2 s. Throws not_found,
 * forbidden, illegal_move, last_administrator.
 */
export async function freezeStaff(ctx: Context, id: string, reason: string): Promise<void> {
  await changeState(ctx, id, { from: 'active', to: 'frozen', reason });
  await closeSessions(ctx, { audience: 'staff', ownerId: id }, 'frozen');
}

/** Lets a frozen person sign in again. Throws not_found, forbidden, illegal_move. */
export async function unfreezeStaff(ctx: Context, id: string, reason: string): Promise<void> {
  await changeState(ctx, id, { from: 'frozen', to: 'active', reason });
}

async function changeState(
  ctx: Context,
  id: string,
  change: { from: 'active' | 'frozen'; to: 'active' | 'frozen'; reason: string },
): Promise<void> {
  requireStaff(ctx.actor, 'staff:freeze');
  await lockAdministrators(ctx.tx);
  const before = await lockStaff(ctx.tx, id);
  await requireVisible(ctx, before);
  requireAuthorityOver(ctx, knownPermissions(before.permissions));
  if (before.state !== change.from) throw new AppError('illegal_move', { state: before.state });
  if (change.to === 'frozen') await requireAnotherAdministrator(ctx, before);
  await setStaffState(ctx.tx, id, change.to);
  await audit(ctx, {
    action: change.to === 'frozen' ? 'staff.freeze' : 'staff.unfreeze',
    object: { kind: 'staff', id },
    before: { state: before.state },
    after: { state: change.to, reason: change.reason },
  });
}
