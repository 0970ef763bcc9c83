import { z } from 'zod';
import type { Permission } from './permissions.ts';
import { id, instant } from './schemas.ts';

/**
 * WebSocket `/ws`. A customer may subscribe to `me`; staff to `me` and `store:{id}` of the stores in their scope.
 * News carry ids and states only: screens read details over HTTP, so that a missed message costs nothing.
 */
export const realtimeTopic = z.string().regex(/^(me|store:[0-9a-f-]{36})$/);

export const realtimeEventName = z.enum([
  'opening.changed',
  'visit.changed',
  'cart.changed',
  'order.changed',
  'booking.changed',
  'payment.changed',
  'coupon.changed',
  'balance.changed',
  'message.created',
  'alert.created',
  'alert.changed',
  'device.changed',
  'store.changed',
  'service.changed',
  'stock.changed',
  'menu.changed',
  'menu_order.changed',
  'review.changed',
  'session.ended',
]);
export type RealtimeEventName = z.infer<typeof realtimeEventName>;

/**
 * IDN-7: which staff hear news of a store in their scope: whoever holds one of the permissions. News that nobody here
 * may hear come to `me` alone. A staff member may listen to a store when there is anything to hear.
 */
export const storeNewsReaders: Record<RealtimeEventName, readonly Permission[]> = {
  'opening.changed': ['visits', 'desk'],
  'visit.changed': ['visits', 'desk'],
  'cart.changed': ['orders', 'desk'],
  'order.changed': ['orders', 'desk'],
  'booking.changed': ['bookings', 'desk'],
  'payment.changed': [],
  'coupon.changed': [],
  'balance.changed': [],
  'message.created': [],
  'alert.created': ['desk'],
  'alert.changed': ['desk'],
  'device.changed': ['devices', 'desk'],
  'store.changed': ['stores', 'desk'],
  'service.changed': ['desk'],
  'stock.changed': ['stock'],
  'menu.changed': ['menus'],
  'menu_order.changed': ['menus', 'desk'],
  'review.changed': ['reviews'],
  'session.ended': [],
};

export const realtimeFromClient = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), topics: z.array(realtimeTopic).min(1).max(200) }),
  z.object({ type: z.literal('unsubscribe'), topics: z.array(realtimeTopic).min(1).max(200) }),
  z.object({ type: z.literal('ping') }),
]);

/** `data` of every event: what changed, by id. `state` is the new state where the thing has one. */
export const realtimeData = z.object({
  id,
  storeId: id.optional(),
  visitId: id.optional(),
  orderId: id.optional(),
  bookingId: id.optional(),
  state: z.string().max(40).optional(),
  kind: z.string().max(40).optional(),
});

export const realtimeFromServer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), at: instant }),
  z.object({ type: z.literal('subscribed'), topics: z.array(z.string()), refused: z.array(z.string()) }),
  /** Sent every 10 s: a client that misses two of them shows that the connection is lost. */
  z.object({ type: z.literal('pong'), at: instant }),
  z.object({ type: z.literal('event'), topic: z.string(), name: realtimeEventName, data: realtimeData, at: instant }),
  z.object({ type: z.literal('error'), code: z.string() }),
]);
export type RealtimeFromClient = z.infer<typeof realtimeFromClient>;
export type RealtimeFromServer = z.infer<typeof realtimeFromServer>;
export type RealtimeData = z.infer<typeof realtimeData>;
