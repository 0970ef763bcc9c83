import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import { id, idParams, instant, label, note, pageOf, pageQuery, zone } from '../schemas.ts';

export const permitState = z.enum(['to_come', 'current', 'over', 'revoked']);

/** BKG-9: a right to enter without a booking. */
export const permit = z.object({
  id,
  store: z.object({ id, name: z.string(), zone }),
  /** Whom it is for. */
  label: z.string(),
  reason: z.string(),
  state: permitState,
  /** What a door's scanner or keypad takes, as digits or as a QR of them; null once it is of no use. */
  code: z.string().nullable(),
  from: instant,
  to: instant,
  /** Rooms whose doors it opens beside the store's own. */
  rooms: z.array(z.object({ id, name: z.string() })).max(50),
  createdBy: z.string().nullable(),
  createdAt: instant,
  revokedBy: z.string().nullable(),
  revokedAt: instant.nullable(),
  revokeReason: z.string().nullable(),
  /** How often a door opened for it, and when last. */
  openings: z.int(),
  lastOpenedAt: instant.nullable(),
});

export const permitsRoutes = defineRoutes({
  'GET /staff/permits': {
    summary: 'BKG-9: temporary entry permits in scope, newest first.',
    audience: 'staff',
    permission: 'bookings',
    query: pageQuery.extend({ storeId: id.optional(), open: z.enum(['true']).optional() }),
    response: pageOf(permit),
  },
  'POST /staff/permits': {
    summary: 'BKG-9: let somebody in for a time without a booking, by a code; 31 days at most.',
    audience: 'staff',
    permission: 'bookings:edit',
    ratePerMinute: 60,
    body: z.object({
      storeId: id,
      label,
      reason: note,
      from: instant,
      to: instant,
      roomIds: z.array(id).max(50),
    }),
    response: permit,
  },
  'POST /staff/permits/:id/revoke': {
    summary: 'BKG-25: take a permit back; its code opens nothing from now on.',
    audience: 'staff',
    permission: 'bookings:edit',
    params: idParams,
    body: z.object({ reason: note }),
    response: permit,
  },
});
