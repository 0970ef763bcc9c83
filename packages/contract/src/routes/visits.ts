import { z } from 'zod';
import { openingPurpose, openingState, visitEnding, visitState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { coordinates, done, fen, id, idParams, instant, note, pageOf, pageQuery } from '../schemas.ts';

/** VIS-14: one try to open a door, with the time of each step that was reached. */
export const opening = z.object({
  id,
  storeId: id,
  storeName: z.string(),
  visitId: id.nullable(),
  purpose: openingPurpose,
  state: openingState,
  code: z.string().nullable(),
  requestedAt: instant,
  sentAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  /** The door answered after the time-out: it may be unlocked, but only its own report of opening counts. */
  answeredLateAt: instant.nullable(),
  openedAt: instant.nullable(),
  settledAt: instant.nullable(),
  expiresAt: instant,
});

/** VIS-11: nine digits for the keypad of a door that no server can reach. Good once, at this store, for some minutes. */
export const offlineCode = z.object({
  storeId: id,
  storeName: z.string(),
  code: z.string().regex(/^\d{9}$/),
  validUntil: instant,
});

export const timelineEntry = z.object({
  at: instant,
  /** A stable name for screens to translate: `visit.entered`, `door.opened`, `cart.scanned`, `order.paid`, `desk.open_door`… */
  name: z.string(),
  actor: z.enum(['customer', 'staff', 'system', 'device', 'channel']),
  actorName: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** A visit as its customer sees it. */
export const customerVisit = z.object({
  id,
  number: z.string(),
  /** `utcOffset`: minutes that the store's clock was ahead of UTC at the entry, for devices without zone tables. */
  store: z.object({ id, name: z.string(), address: z.string(), utcOffset: z.int() }),
  state: visitState,
  ending: visitEnding.nullable(),
  enteredAt: instant.nullable(),
  endedAt: instant.nullable(),
  firstVisit: z.boolean(),
  /** What the customer can do next; screens follow it. */
  nextStep: z.enum(['wait_for_door', 'scan', 'pay', 'leave', 'wait_for_agent', 'walk_out', 'none']),
  cart: z.object({ lines: z.int(), quantity: z.int(), total: fen }).nullable(),
  orderId: id.nullable(),
  opening: opening.nullable(),
  exitRequestedAt: instant.nullable(),
});

export const staffVisit = z.object({
  id,
  number: z.string(),
  store: z.object({ id, name: z.string(), zone: z.string() }),
  member: z.object({
    id,
    name: z.string().nullable(),
    phone: z.string().nullable(),
    level: z.string(),
    state: z.string(),
    visits: z.int(),
  }),
  state: visitState,
  ending: visitEnding.nullable(),
  flags: z.array(
    z.enum([
      'abnormal_member',
      'first_visit',
      'tailgating',
      'overstay',
      'unpaid_cart',
      'exit_requested',
      'emergency',
      'help',
      'lost_contact',
    ]),
  ),
  enteredAt: instant.nullable(),
  endedAt: instant.nullable(),
  exitRequestedAt: instant.nullable(),
  cart: z.object({ lines: z.int(), quantity: z.int(), total: fen }).nullable(),
  orders: z.array(z.object({ id, number: z.string(), state: z.string(), payable: fen })),
  opening: opening.nullable(),
});

export const visitsRoutes = defineRoutes({
  'POST /visits/openings': {
    summary:
      'Ask for the door: by door code, or by store from the nearby list. Answers as soon as the command is on its way; follow it with GET or the websocket.',
    audience: 'customer',
    ratePerMinute: 60,
    body: z
      .object({
        doorToken: z.string().min(8).max(64).optional(),
        storeId: id.optional(),
        position: coordinates.optional(),
      })
      .refine((b) => Boolean(b.doorToken) !== Boolean(b.storeId), {
        path: ['doorToken'],
        message: 'give either doorToken or storeId',
      }),
    response: opening,
  },
  'POST /visits/offline-codes': {
    summary:
      'A code for the keypad of a door that is offline, for members in good standing. The same member gets the same code within a minute.',
    audience: 'customer',
    ratePerMinute: 20,
    body: z
      .object({
        doorToken: z.string().min(8).max(64).optional(),
        storeId: id.optional(),
        position: coordinates.optional(),
      })
      .refine((b) => Boolean(b.doorToken) !== Boolean(b.storeId), {
        path: ['doorToken'],
        message: 'give either doorToken or storeId',
      }),
    response: offlineCode,
  },
  'PUT /me/birth-date': {
    summary: 'Declare the date of birth, once: stores for adults ask for it.',
    audience: 'customer',
    ratePerMinute: 10,
    body: z.object({ birthDate: z.iso.date() }),
    response: done,
  },
  'GET /visits/openings/:id': {
    summary: 'How far an opening got.',
    audience: 'customer',
    ratePerMinute: 600,
    params: idParams,
    response: opening,
  },
  'GET /visits/current': {
    summary: 'The customer\u2019s open visit, or null.',
    audience: 'customer',
    ratePerMinute: 600,
    response: z.object({ visit: customerVisit.nullable() }),
  },
  'GET /visits': {
    summary: 'The customer\u2019s visits, newest first.',
    audience: 'customer',
    query: pageQuery,
    response: pageOf(customerVisit),
  },
  'GET /visits/:id': {
    summary: 'One visit of the customer, with its timeline.',
    audience: 'customer',
    params: idParams,
    response: z.object({ visit: customerVisit, timeline: z.array(timelineEntry).max(500) }),
  },
  'POST /visits/:id/exit-requests': {
    summary: 'Leave without buying: an agent opens after a look, or the store\u2019s policy opens by itself.',
    audience: 'customer',
    params: idParams,
    ratePerMinute: 20,
    response: customerVisit,
  },
  'POST /visits/:id/emergency-exits': {
    summary: 'Open at once and raise the alarm. Works for any visit state, cart or member.',
    audience: 'customer',
    params: idParams,
    ratePerMinute: 60,
    response: opening,
  },
  'POST /visits/:id/exits': {
    summary: 'Open the door again after paying.',
    audience: 'customer',
    params: idParams,
    ratePerMinute: 30,
    response: opening,
  },
  'POST /visits/:id/help': {
    summary: 'Call an agent.',
    audience: 'customer',
    params: idParams,
    ratePerMinute: 10,
    body: z.object({ reason: z.enum(['door', 'barcode', 'payment', 'other']), note: z.string().max(200).optional() }),
    response: customerVisit,
  },

  'POST /staff/stores/:id/offline-codes': {
    summary: 'A code for the keypad of a door that is offline, for an agent to read out; the note says to whom.',
    audience: 'staff',
    permission: 'desk:act',
    params: idParams,
    body: z.object({ note }),
    response: offlineCode,
  },
  'PUT /staff/members/:id/birth-date': {
    summary: 'Record the date of birth that was seen on a document.',
    audience: 'staff',
    permission: 'members:edit',
    params: idParams,
    body: z.object({ birthDate: z.iso.date(), note }),
    response: done,
  },
  'GET /staff/visits': {
    summary: 'Visits in scope, newest first.',
    audience: 'staff',
    permission: 'visits',
    query: pageQuery.extend({
      storeId: id.optional(),
      state: visitState.optional(),
      memberId: id.optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(staffVisit),
  },
  'GET /staff/visits/:id': {
    summary: 'One visit with its timeline.',
    audience: 'staff',
    permission: 'visits',
    params: idParams,
    response: z.object({ visit: staffVisit, timeline: z.array(timelineEntry).max(500) }),
  },
});
