import type { Context } from '../../kernel/context.ts';
import { record } from './announce.ts';
import { powerRoom } from './power.ts';
import { endTimers } from './rules.ts';
import { type BookingRow, changeBooking } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

/** BKG-13: the end of a locked booking moves, with everything that happens by it; a room on its way down comes up again. */
export async function extendTo(ctx: Context, booking: BookingRow, to: Date): Promise<BookingRow> {
  const moved = await changeBooking(ctx.tx, booking.id, { to }, ctx.now);
  await dropTimers(ctx.tx, booking.id, ['reminder', 'end', 'dim', 'grace', 'cut']);
  if (moved.state === 'in_use') {
    await addTimers(ctx.tx, booking.id, endTimers(to, moved.policy, ctx.now));
    if (moved.power !== 'on') await powerRoom(ctx, moved, 'on');
  }
  await record(ctx, moved, { name: 'session.extended', detail: { to: to.toISOString() } });
  return moved;
}
