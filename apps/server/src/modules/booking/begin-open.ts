import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { moveBooking } from './announce.ts';
import { powerRoom, sayInRoom } from './power.ts';
import type { BookingRow } from './store.ts';
import { addTimers, dropTimers } from './timer-store.ts';

/** The meter of a held session begins to run: the room comes on, and its end is planned right after. */
export async function beginOpen(ctx: Context, booking: BookingRow): Promise<void> {
  await dropTimers(ctx.tx, booking.id, ['lapse']);
  const patch = { holdsUntil: null };
  const confirmed = await moveBooking(ctx, booking, 'confirmed', { name: 'booking.confirmed', patch });
  const started = await moveBooking(ctx, confirmed, 'in_use', {
    name: 'session.started',
    patch: {
      from: ctx.now,
      startedAt: ctx.now,
      ...(booking.to > ctx.now ? {} : { to: new Date(ctx.now.getTime() + 1) }),
    },
  });
  await addTimers(ctx.tx, booking.id, [{ kind: 'open_plan', dueAt: ctx.now, minutes: 0 }]);
  const lit = await powerRoom(ctx, started, 'on');
  await sayInRoom(ctx, lit, 'welcome');
  await audit(ctx, { action: 'bookings.begin_open', object: { kind: 'booking', id: booking.id } });
}
