// What rooms, their bookings and menus can be.
import { z } from 'zod';

/** ORG-10. */
export const roomKind = z.enum(['tea', 'mahjong', 'billiards', 'party', 'meeting', 'other']);
export const roomState = z.enum(['open', 'closed', 'retired']);
/** BKG-24. A block keeps a room from being booked; it is `confirmed` until it is over. */
export const bookingState = z.enum(['held', 'confirmed', 'in_use', 'completed', 'lapsed', 'cancelled', 'no_show']);
/** An `offer` keeps a room for the one whose turn it is on the waiting list. */
export const bookingKind = z.enum(['customer', 'walk_in', 'open', 'block', 'offer']);
/** BKG-17: a room that has to be cleaned; `blocked` cannot be, for now. */
export const cleaningState = z.enum(['open', 'taken', 'done', 'blocked']);
/** BKG-8: a place on the waiting list, from joining to what came of it. */
export const waitState = z.enum(['waiting', 'offered', 'taken', 'declined', 'missed', 'left', 'expired']);
/** BKG-24: the words that customers see and filter by. */
export const bookingStage = z.enum(['to_pay', 'to_use', 'in_use', 'completed', 'cancelled']);
/** What one payment of a booking is for. */
export const bookingChargeKind = z.enum([
  'booking',
  'reschedule',
  'renewal',
  'extension',
  'deposit',
  'usage',
  'overtime',
  'menu',
]);
/** BKG-15: what sets the end of a session that was begun without one. */
export const openLimit = z.enum(['next_booking', 'closing', 'maximum', 'horizon', 'deposit']);
export const bookingChargeState = z.enum(['awaiting_payment', 'paid', 'void', 'owed']);
/** CAT-7: whether something of a menu can be had, and who makes it. */
export const menuItemState = z.enum(['available', 'sold_out']);
export const menuPreparation = z.enum(['staff', 'device']);
/** BKG-18: how an order from the menu goes, and how it is paid: with the booking, at once, or on the bill. */
export const menuOrderState = z.enum(['awaiting_payment', 'placed', 'preparing', 'served', 'cancelled']);
export const menuOrderSettlement = z.enum(['booking', 'now', 'bill']);
/** BKG-29, BKG-30: why a booking cannot begin as it was sold. */
export const disruptionCause = z.enum(['overrun', 'cleaning', 'lockdown']);
/** BIL-1, BIL-7. */
export const roomMode = z.enum(['hourly', 'segmented', 'day_part', 'session', 'package']);
/** BIL-2: what a local day is; `makeup_workday` is a weekend day that is worked for a holiday. */
export const dayType = z.enum(['workday', 'weekend', 'holiday', 'makeup_workday']);
/** BKG-20: how far the power of a room is. */
export const powerStep = z.enum(['off', 'on', 'warned', 'dimmed', 'grace', 'cut']);

export type RoomKind = z.infer<typeof roomKind>;
export type RoomState = z.infer<typeof roomState>;
export type BookingState = z.infer<typeof bookingState>;
export type BookingKind = z.infer<typeof bookingKind>;
export type CleaningState = z.infer<typeof cleaningState>;
export type WaitState = z.infer<typeof waitState>;
export type BookingStage = z.infer<typeof bookingStage>;
export type BookingChargeKind = z.infer<typeof bookingChargeKind>;
export type OpenLimit = z.infer<typeof openLimit>;
export type BookingChargeState = z.infer<typeof bookingChargeState>;
export type MenuItemState = z.infer<typeof menuItemState>;
export type MenuPreparation = z.infer<typeof menuPreparation>;
export type MenuOrderState = z.infer<typeof menuOrderState>;
export type MenuOrderSettlement = z.infer<typeof menuOrderSettlement>;
export type RoomMode = z.infer<typeof roomMode>;
export type DayType = z.infer<typeof dayType>;
export type PowerStep = z.infer<typeof powerStep>;
