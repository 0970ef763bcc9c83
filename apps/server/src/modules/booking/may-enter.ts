import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { getMember } from '../members/index.ts';
import { othersAreIn } from './room-use-store.ts';
import type { BookingRow } from './store.ts';

/** VIS-4: a frozen member neither enters nor joins nor orders. Throws member_frozen. */
export async function requireUnfrozen(ctx: ReadContext, memberId: string): Promise<void> {
  const refusal = await refusalOf(
    getMember(ctx, memberId).then(({ state }) => {
      if (state === 'frozen') throw new AppError('member_frozen');
    }),
  );
  // Who registered a moment ago is a member in a moment.
  if (refusal && refusal.code !== 'not_found') throw refusal;
}

/** Who comes before the start waits until those in the room have left: it is their time. Throws entry_too_early. */
export async function requireRoomLeft(ctx: ReadContext, booking: BookingRow): Promise<void> {
  if (booking.state === 'confirmed' && ctx.now < booking.from && (await othersAreIn(ctx.db, booking)))
    throw new AppError('entry_too_early', { from: booking.from.toISOString() });
}

/** The refusal that a check throws, for what answers nobody. Other errors pass. */
export async function refusalOf(check: Promise<void>): Promise<AppError | null> {
  try {
    await check;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
