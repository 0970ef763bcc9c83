import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { spendTry, tryKey } from './count-tries.ts';
import { checkPassword } from './passwords.ts';
import { accepted, type Outcome, refused } from './ports.ts';
import { limits } from './rules.ts';
import { startSession } from './start-session.ts';
import { forgetTries } from './store-codes.ts';
import { lockCredentials, setLastSignIn, setTotpStep } from './store-staff.ts';
import { checkTotp } from './totp.ts';

export interface StaffSignIn {
  loginName: string;
  password: string;
  totp?: string | undefined;
  userAgent?: string | undefined;
}

/**
 * Signs a staff member in. Unknown, frozen and wrong look the same and take the same time. Refuses (commit it: the try
 * counts) with wrong_credentials, totp_required, wrong_code; throws rate_limited.
 */
export async function signInStaff(
  ctx: Context,
  input: StaffSignIn,
): Promise<Outcome<{ token: string; staffId: string; mustChangePassword: boolean }>> {
  const loginName = input.loginName.trim().toLowerCase();
  // Counted before the password is looked at: a hundred tries at once queue up and the eleventh is refused.
  await spendTry(ctx, limits.staffSignInAccount, loginName);
  await spendTry(ctx, limits.staffSignInAddress, ctx.origin?.address ?? null);
  const account = await lockCredentials(ctx.tx, { loginName });
  const right = await checkPassword(account?.password_hash ?? null, input.password);
  if (!account || !right || account.state !== 'active') return refuse(ctx, account?.id ?? null, 'wrong_credentials');
  if (account.totp_sealed !== null) {
    if (input.totp === undefined) return refuse(ctx, account.id, 'totp_required');
    const secret = ctx.kernel.crypto.open(account.totp_sealed, 'totp');
    const step = await checkTotp(secret, input.totp, ctx.now, account.totp_last_step);
    if (step === null) return refuse(ctx, account.id, 'wrong_code');
    await setTotpStep(ctx.tx, account.id, step);
  }
  await forgetTries(ctx.tx, limits.staffSignInAccount, tryKey(ctx, loginName));
  await setLastSignIn(ctx.tx, account.id, ctx.now);
  const secondFactor = account.totp_sealed !== null;
  const owner = { audience: 'staff', ownerId: account.id, secondFactor, userAgent: input.userAgent } as const;
  const session = await startSession(ctx, owner);
  await audit(asStaff(ctx, account.id, session.id), {
    action: 'staff.sign_in',
    object: { kind: 'staff', id: account.id },
    after: { secondFactor },
  });
  return accepted({ token: session.token, staffId: account.id, mustChangePassword: account.must_change_password });
}

async function refuse(
  ctx: Context,
  staffId: string | null,
  code: 'wrong_credentials' | 'totp_required' | 'wrong_code',
): Promise<Outcome<never>> {
  const object = { kind: 'staff', id: staffId ?? 'unknown' };
  await audit(ctx, { action: 'staff.sign_in_refused', object, after: { code } });
  return refused(new AppError(code));
}

/** The same context with the person as the actor, for the audit row of the sign-in itself; it carries no permission. */
function asStaff(ctx: Context, id: string, sessionId: string): Context {
  const permissions = new Set<never>();
  return {
    ...ctx,
    actor: {
      kind: 'staff',
      id,
      name: '',
      sessionId,
      permissions,
      storeIds: [],
      scopeKind: 'own',
      mustChangePassword: false,
    },
  };
}
