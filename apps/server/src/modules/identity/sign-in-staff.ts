import { audit } from '../../kernel/audit.ts';
import type { Context, Origin, Runtime } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { addressOf, requireTriesLeft, spendTry, tryKey } from './count-tries.ts';
import { knownDevice, markDevice } from './known-devices.ts';
import { checkPassword } from './passwords.ts';
import { accepted, type Outcome, refused } from './ports.ts';
import { limits, windowStart } from './rules.ts';
import { refusalOf } from './sign-ins.ts';
import { startSession } from './start-session.ts';
import { countTry, forgetTries } from './store-codes.ts';
import { insertStaffRefusal } from './store-sign-ins.ts';
import { findPasswordHash, lockCredentials, setLastSignIn, setTotpStep } from './store-staff.ts';
import { checkTotp } from './totp.ts';

export interface StaffSignIn {
  loginName: string;
  password: string;
  totp?: string | undefined;
  userAgent?: string | undefined;
  /** The browser's mark from an earlier sign-in. */
  deviceMark?: string | null | undefined;
}
interface StaffSession {
  token: string;
  staffId: string;
  mustChangePassword: boolean;
  deviceMark: string;
}

/** Whose tries are counted together: a known device's own, else those from one network. */
function triesOf(ctx: Context, loginName: string, device: string | null): string {
  return device === null ? `${loginName}|${addressOf(ctx) ?? ''}` : `${loginName}|device|${device}`;
}

/** Counted before the password is looked at: a hundred tries at once queue up and the eleventh is refused. */
async function spendTries(ctx: Context, loginName: string, device: string | null): Promise<string | null> {
  await spendTry(ctx, limits.staffSignInAccount, triesOf(ctx, loginName, device));
  if (device === null) await spendTry(ctx, limits.staffSignInStrangers, loginName);
  await spendTry(ctx, limits.staffSignInAddress, addressOf(ctx));
  return findPasswordHash(ctx.tx, loginName);
}

/**
 * Signs a staff member in. Unknown, frozen and wrong look the same and take the same time. The password is checked
 * between two transactions: the slow hash holds no connection. Refuses with wrong_credentials, totp_required,
 * wrong_code; throws rate_limited.
 */
export async function signInStaff(
  runtime: Runtime,
  input: StaffSignIn,
  origin: Origin | null,
): Promise<Outcome<StaffSession>> {
  const loginName = input.loginName.trim().toLowerCase();
  const device = knownDevice(runtime.kernel.crypto, 'staff', loginName, input.deviceMark);
  const anonymous = { kind: 'anonymous' } as const;
  const hash = await runtime.transaction(anonymous, (ctx) => spendTries(ctx, loginName, device), origin);
  const right = await checkPassword(hash, input.password);
  return runtime.transaction(
    anonymous,
    (ctx) => enter(ctx, { ...input, loginName, device, provenHash: right ? hash : null }),
    origin,
  );
}

type Proven = StaffSignIn & { device: string | null; provenHash: string | null };

async function enter(ctx: Context, input: Proven): Promise<Outcome<StaffSession>> {
  const { loginName, device, userAgent } = input;
  const account = await lockCredentials(ctx.tx, { loginName });
  // A password that was changed meanwhile proves nothing any more.
  const right = account !== null && input.provenHash === account.password_hash;
  if (!account || !right || account.state !== 'active')
    return refuse(ctx, account?.id ?? null, 'wrong_credentials', userAgent);
  const secondFactor = account.totp_sealed !== null;
  if (account.totp_sealed !== null) {
    if (input.totp === undefined) return refuse(ctx, account.id, 'totp_required', userAgent);
    await requireTriesLeft(ctx, limits.staffOneTimeCode, loginName);
    const secret = ctx.kernel.crypto.open(account.totp_sealed, 'totp');
    const step = await checkTotp(secret, input.totp, ctx.now, account.totp_last_step);
    if (step === null) {
      await countTry(
        ctx.tx,
        limits.staffOneTimeCode,
        tryKey(ctx, loginName),
        windowStart(limits.staffOneTimeCode, ctx.now),
      );
      return refuse(ctx, account.id, 'wrong_code', userAgent);
    }
    await setTotpStep(ctx.tx, account.id, step);
  }
  await forgetTries(ctx.tx, limits.staffSignInAccount, tryKey(ctx, triesOf(ctx, loginName, device)));
  await setLastSignIn(ctx.tx, account.id, ctx.now);
  const owner = { audience: 'staff', ownerId: account.id, way: 'password', secondFactor, userAgent } as const;
  const session = await startSession(ctx, owner);
  await audit(asStaff(ctx, account.id, session.id), {
    action: 'staff.sign_in',
    object: { kind: 'staff', id: account.id },
    after: { secondFactor },
  });
  return accepted({
    token: session.token,
    staffId: account.id,
    mustChangePassword: account.must_change_password,
    deviceMark: markDevice(ctx.kernel.crypto, 'staff', loginName),
  });
}

async function refuse(
  ctx: Context,
  staffId: string | null,
  code: 'wrong_credentials' | 'totp_required' | 'wrong_code',
  userAgent: string | undefined,
): Promise<Outcome<never>> {
  const object = { kind: 'staff', id: staffId ?? 'unknown' };
  await audit(ctx, { action: 'staff.sign_in_refused', object, after: { code } });
  if (staffId !== null && code !== 'totp_required')
    await insertStaffRefusal(ctx.tx, staffId, refusalOf(ctx, 'password', code, userAgent));
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
