import type { ReadContext } from '../../kernel/context.ts';
import { getBooking } from './store.ts';

/** ORG-13: what a review of a stay needs to know. Throws not_found. `completedAt` is null while there was no stay or it lasts. */
export async function bookingToReview(ctx: ReadContext, bookingId: string) {
  const { number, storeId, roomId, memberId, state, startedAt, endedAt } = await getBooking(ctx.db, bookingId);
  const completedAt = state === 'completed' && startedAt !== null ? endedAt : null;
  return { number, storeId, roomId, memberId, completedAt };
}
