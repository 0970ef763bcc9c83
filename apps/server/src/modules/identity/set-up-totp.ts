import { requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { confirmOwnPassword, requireSelf } from './change-password.ts';
import { accepted, type Outcome } from './ports.ts';
import { requireSecondFactor } from './staff-authority.ts';
import { markSecondFactor } from './store-sessions.ts';
import { activateTotp, lockCredentials, setPendingTotp } from './store-staff.ts';
import { checkTotp, newTotpSecret, totpAddress } from './totp.ts';

/**
 * Begins two-factor set-up with a secret that counts once it is confirmed. Replacing a working one needs a session
 * that was opened with it. Refuses (commit it) with wrong_credentials; throws second_factor_required, rate_limited.
 */
export async function beginTotp(ctx: Context, password: string): Promise<Outcome<{ secret: string; address: string }>> {
  requireStaff(ctx.actor, null);
  const { id } = requireSelf(ctx.actor);
  const confirmed = await confirmOwnPassword(ctx, password);
  if (!confirmed.ok) return confirmed;
  if (confirmed.value.totp_sealed !== null) await requireSecondFactor(ctx);
  const secret = newTotpSecret();
  await setPendingTotp(ctx.tx, id, ctx.kernel.crypto.seal(secret, 'totp'));
  await audit(ctx, { action: 'staff.begin_totp', object: { kind: 'staff', id } });
  return accepted({ secret, address: totpAddress(secret, confirmed.value.login_name) });
}

/** Confirms two-factor set-up with a first code; this session counts as opened with it. Throws wrong_code, illegal_move. */
export async function confirmTotp(ctx: Context, code: string): Promise<void> {
  requireStaff(ctx.actor, null);
  const { id, sessionId } = requireSelf(ctx.actor);
  const account = await lockCredentials(ctx.tx, { id });
  if (!account?.totp_pending_sealed) throw new AppError('illegal_move', { state: 'totp_not_begun' });
  const secret = ctx.kernel.crypto.open(account.totp_pending_sealed, 'totp');
  const step = await checkTotp(secret, code, ctx.now, null);
  if (step === null) throw new AppError('wrong_code');
  await activateTotp(ctx.tx, id, step);
  await markSecondFactor(ctx.tx, sessionId, ctx.now);
  await audit(ctx, {
    action: 'staff.confirm_totp',
    object: { kind: 'staff', id },
    before: { totpEnabled: account.totp_sealed !== null },
    after: { totpEnabled: true },
  });
}
