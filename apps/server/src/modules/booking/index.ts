/**
 * Booking: rooms by the hour: free time, holds, payment, entry, sessions with power, renewals, bills (BKG).
 * Owns schema `booking`. Invariants: no two bookings have a room at the same time, cleaning included (by the database); a
 * charge is paid once and is one sale of the journal; what happens by the clock is a timer that is done once.
 * Lock order: the booking, its room (advisory), timers, payments, wallet, ledger, devices.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import { cleaningSweep } from './cleaning-rounds.ts';
import { disruptionSweep } from './disrupt.ts';
import { menuSweep } from './menu-orders.ts';
import { openHandlers } from './open-routes.ts';
import { climateSweep } from './precondition.ts';
import type { PriceBook } from './prices.ts';
import { handlers } from './routes.ts';
import { cleaningHandlers } from './routes-cleaning.ts';
import { waitingHandlers } from './routes-waiting.ts';
import { timerSweep } from './run-timers.ts';
import { subscriptions } from './subscriptions.ts';
import { waitSweeps } from './waiting-offer.ts';

export { bookingDisrupted, bookingRescheduled, sessionMoved } from './change-events.ts';
export { keepUncleaned, tellLateCleaning } from './cleaning-rounds.ts';
export {
  giveMinutes,
  lockForDesk,
  noteDeskAct,
  openDoorByDesk,
  powerAnswer,
  powerByDesk,
  sayByDesk,
} from './desk-acts.ts';
export { roomsOnBoard, sessionForDesk } from './desk-queries.ts';
export { tellLockedOut, tellOverruns } from './disrupt.ts';
export { equipRoom } from './equip-room.ts';
export {
  bookingMoved,
  bookingRefunded,
  chargePaid,
  cleaningBlocked,
  cleaningLate,
  codesGuessed,
  depositRunsOut,
  endApproaches,
  menuOrderMoved,
  overtimeOwed,
  renewedByItself,
  waitMoved,
} from './events.ts';
export { bookingsPersonalData, entryCodeOf, mergeBookings, openBookingMatters } from './members.ts';
export { pastStays } from './past-stays.ts';
export { readMeters } from './precondition.ts';
export type { PriceBook } from './prices.ts';
export { bookingToReview } from './reviewable.ts';
export { runDueTimers } from './run-timers.ts';
export { endByHand } from './session.ts';
export { closeWaits } from './waiting-list.ts';
export { endWaits, offerFreed } from './waiting-offer.ts';
export { bookingSealedColumns } from './walk-in.ts';

export const createBookingModule = (book: PriceBook): ModuleParts => ({
  handlers: { ...handlers(book), ...openHandlers(book), ...waitingHandlers(book), ...cleaningHandlers },
  subscriptions,
  sweeps: [timerSweep(book), disruptionSweep, ...waitSweeps, cleaningSweep, climateSweep, menuSweep],
});
