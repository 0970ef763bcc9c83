import type { Context } from '../../kernel/context.ts';
import { sameSecret } from '../../kernel/crypto.ts';
import { AppError } from '../../kernel/errors.ts';
import { addressOf, requireTriesLeft, tryKey } from './count-tries.ts';
import { knownDevice } from './known-devices.ts';
import { phoneIndex } from './phone-numbers.ts';
import { accepted, type Outcome, refused } from './ports.ts';
import { codeHash } from './request-sms-code.ts';
import { judgeCode, limits, windowStart } from './rules.ts';
import { type CodePurpose, countTry, countWrongTry, lockNewestCode, markCodeUsed } from './store-codes.ts';

/** Stands in for a code that was never sent, so that both cases do the same work. */
const NO_CODE = { id: '00000000-0000-0000-0000-000000000000', code_hash: '' };

/**
 * Uses up a code: it works once, for five minutes, and dies of five wrong tries. A refusal is counted and must be
 * committed. Refuses with wrong_code; throws rate_limited.
 */
export async function spendSmsCode(
  ctx: Context,
  given: { phone: string; purpose: CodePurpose; code: string; deviceMark?: string | null | undefined },
): Promise<Outcome<null>> {
  const address = addressOf(ctx);
  const device = knownDevice(ctx.kernel.crypto, 'customer', given.phone, given.deviceMark);
  const guesser = device === null ? `${given.phone}|${address ?? ''}` : `${given.phone}|device|${device}`;
  await requireTriesLeft(ctx, limits.wrongCodePhoneHour, guesser);
  await requireTriesLeft(ctx, limits.wrongCodeAddressHour, address);
  const stored = await lockNewestCode(ctx.tx, phoneIndex(ctx.kernel.crypto, given.phone), given.purpose);
  const compared = stored ?? NO_CODE;
  const matches = sameSecret(codeHash(ctx, compared.id, given.code), compared.code_hash);
  const verdict = judgeCode(
    stored && { expiresAt: stored.expires_at, usedAt: stored.used_at, wrongTries: stored.wrong_tries, matches },
    ctx.now,
  );
  if (verdict === 'right' && stored) {
    await markCodeUsed(ctx.tx, stored.id, ctx.now);
    return accepted(null);
  }
  if (verdict === 'wrong' && stored) await countWrongTry(ctx.tx, stored.id);
  for (const [limit, subject] of [
    [limits.wrongCodePhoneHour, guesser],
    [limits.wrongCodeAddressHour, address],
  ] as const) {
    if (subject !== null) await countTry(ctx.tx, limit, tryKey(ctx, subject), windowStart(limit, ctx.now));
  }
  return refused(new AppError('wrong_code'));
}
