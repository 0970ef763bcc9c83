import { requireCustomer } from '../../kernel/actor.ts';
import { audit } from '../../kernel/audit.ts';
import type { Context } from '../../kernel/context.ts';
import { randomToken } from '../../kernel/crypto.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { record } from './announce.ts';
import { findByShareToken, guestsOf, insertGuest, renewCode, revokeGuest, setShareToken } from './door-store.ts';
import { entryCode } from './hold-room.ts';
import { requireUnfrozen } from './may-enter.ts';
import { lockOwn } from './pay.ts';
import { lockBooking } from './store.ts';

const isShared = (state: string): boolean => state === 'confirmed' || state === 'in_use';

/** BKG-6: a new link for friends; the one before ends. Throws not_found, illegal_move. */
export async function shareBooking(ctx: Context, bookingId: string): Promise<{ token: string; url: string }> {
  const booking = await lockOwn(ctx, bookingId);
  if (!isShared(booking.state)) throw new AppError('illegal_move', { state: booking.state });
  const token = randomToken(18);
  await setShareToken(ctx.tx, booking.id, token);
  await audit(ctx, { action: 'bookings.share', object: { kind: 'booking', id: booking.id } });
  return { token, url: `${ctx.kernel.config.publicUrl}/b/${token}` };
}

/** BKG-6: takes the entry right of a link; answers the booking. Throws member_frozen, share_invalid, too_many_people. */
export async function joinBooking(ctx: Context, token: string): Promise<string> {
  const { id: memberId } = requireCustomer(ctx.actor);
  await requireUnfrozen(ctx, memberId);
  const found = await findByShareToken(ctx.db, token);
  if (!found) throw new AppError('share_invalid');
  const booking = await lockBooking(ctx.tx, found.id);
  if (!isShared(booking.state)) throw new AppError('share_invalid');
  if (booking.memberId === memberId) return booking.id;
  const guests = await guestsOf(ctx.db, [booking.id]);
  if (guests.some((guest) => guest.memberId === memberId)) return booking.id;
  if (guests.length + 1 >= booking.people) throw new AppError('too_many_people', { capacity: booking.people });
  // Whom the host sent away does not come back by the same link.
  const joined = await insertGuest(ctx.tx, { id: newId(), bookingId: booking.id, memberId }, ctx.now);
  if (joined === 0) throw new AppError('share_invalid');
  await record(ctx, booking, { name: 'guest.joined' });
  return booking.id;
}

/** BKG-6: the host takes a guest's entry right back, at once; the code is another one from then on. Throws not_found. */
export async function sendGuestAway(ctx: Context, input: { bookingId: string; guestId: string }): Promise<void> {
  const booking = await lockOwn(ctx, input.bookingId);
  const guest = (await guestsOf(ctx.db, [booking.id])).find((one) => one.id === input.guestId);
  if (!guest || (await revokeGuest(ctx.tx, booking.id, guest.id, ctx.now)) === 0) throw new AppError('not_found');
  await renewCode(ctx.tx, booking.id, entryCode(), ctx.now);
  news(ctx, `me:${guest.memberId}`, 'booking.changed', { id: booking.id, bookingId: booking.id, state: 'revoked' });
  await record(ctx, booking, { name: 'guest.revoked' });
  await audit(ctx, {
    action: 'bookings.revoke_guest',
    object: { kind: 'booking', id: booking.id },
    after: { guestId: guest.id },
  });
}
