import { requireCustomer, requireStaff } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import { localParts } from '../../kernel/calendar.ts';
import type { Context, ReadContext } from '../../kernel/context.ts';
import { AppError, invalidInput } from '../../kernel/errors.ts';
import { visibleMemberId } from '../members/index.ts';
import { findBirthDate, insertBirthDate, replaceBirthDate } from './age-store.ts';
import { fullYears } from './rules.ts';

const PURPOSE = 'birth_date';
const OLDEST_YEARS = 120;

/** VIS-2: the member tells the date of birth, once; else a refusal would only teach another one. Throws birth_date_set. */
export async function declareBirthDate(ctx: Context, birthDate: string): Promise<void> {
  const { id } = requireCustomer(ctx.actor);
  requirePossible(ctx, birthDate);
  if (!(await insertBirthDate(ctx.tx, id, ctx.kernel.crypto.seal(birthDate, PURPOSE), ctx.now)))
    throw new AppError('birth_date_set');
  await audit(ctx, { action: 'visits.declare_birth_date', object: { kind: 'member', id } });
}

/** A person has seen the date on a document: it replaces what was declared. Throws not_found, also outside the scope. */
export async function verifyBirthDate(
  ctx: Context,
  input: { memberId: string; birthDate: string; note: string },
): Promise<void> {
  requireStaff(ctx.actor, 'members:edit');
  if (ctx.actor.kind !== 'staff') throw new AppError('forbidden');
  requirePossible(ctx, input.birthDate);
  const id = await visibleMemberId(ctx, input.memberId);
  const sealed = ctx.kernel.crypto.seal(input.birthDate, PURPOSE);
  await replaceBirthDate(ctx.tx, id, sealed, { staffId: ctx.actor.id, at: ctx.now });
  const object = { kind: 'member', id };
  await audit(ctx, { action: 'visits.verify_birth_date', object, after: { note: input.note } });
}

function requirePossible(ctx: Context, birthDate: string): void {
  const years = fullYears(birthDate, localParts(ctx.now, 'Asia/Shanghai').date);
  if (years < 0 || years > OLDEST_YEARS) throw invalidInput('birthDate', 'impossible');
}

/** Full years of a member on the calendar day of a place; null when nobody knows. */
export async function ageOf(ctx: ReadContext, memberId: string, zone: string): Promise<number | null> {
  const row = await findBirthDate(ctx.db, memberId);
  if (!row) return null;
  return fullYears(ctx.kernel.crypto.open(row.born_on_sealed, PURPOSE), localParts(ctx.now, zone).date);
}

/** IDN-4: what is kept, for the personal archive. */
export async function birthDateData(ctx: ReadContext, memberId: string) {
  const row = await findBirthDate(ctx.db, memberId);
  return row && { bornOn: ctx.kernel.crypto.open(row.born_on_sealed, PURPOSE), verified: row.verified_at !== null };
}
