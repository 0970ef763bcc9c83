import { z } from 'zod';
import {
  alertKind,
  caseDecision,
  caseKind,
  doorAvailability,
  memberState,
  serviceKind,
  serviceOutcome,
  storeState,
} from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, idParams, instant, note, pageOf, pageQuery } from '../schemas.ts';
import { opening, staffVisit, timelineEntry } from './visits.ts';

export const boardStore = z.object({
  id,
  name: z.string(),
  city: z.string(),
  zone: z.string(),
  state: storeState,
  availability: doorAvailability,
  /** ORG-9: who locked the store down, when and why. */
  lockdown: z.object({ reason: z.string(), since: instant, by: z.string() }).nullable(),
  /** ORG-8: today's attended windows in the store's zone, `08:00–22:00`, and whether one holds now. */
  attended: z.object({ today: z.string(), now: z.boolean() }),
  door: z
    .object({
      deviceId: id,
      online: z.boolean(),
      contact: z.enum(['open', 'closed', 'unknown']),
      locked: z.boolean().nullable(),
      /** What the controller itself says of the lockdown; null when it has said nothing. */
      lockdown: z.boolean().nullable(),
    })
    .nullable(),
  inside: z.int(),
  capacity: z.int().nullable(),
  visits: z.array(staffVisit).max(50),
  openAlerts: z.int(),
  /** The open alerts by kind: what the store's place on the board follows. */
  alerts: z.array(z.object({ kind: alertKind, count: z.int(), untaken: z.int(), since: instant })).max(20),
  /** VIS-17: visits that wait for a decision. */
  openCases: z.int(),
  lastEntryAt: instant.nullable(),
  insideByCounter: z.int().nullable(),
});
export const alert = z.object({
  id,
  kind: alertKind,
  storeId: id,
  storeName: z.string(),
  visitId: id.nullable(),
  memberName: z.string().nullable(),
  detail: z.string().nullable(),
  createdAt: instant,
  takenBy: z.object({ id, name: z.string() }).nullable(),
  takenAt: instant.nullable(),
  closedAt: instant.nullable(),
  /** DSK-2: how often it was passed on because nobody took it, and when last. */
  escalation: z.object({ level: z.int(), at: instant }).nullable(),
});
export const serviceRecord = z.object({
  id,
  kind: serviceKind,
  outcome: serviceOutcome,
  code: z.string().nullable(),
  store: z.object({ id, name: z.string() }),
  visitId: id.nullable(),
  visitNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  agent: z.object({ id, name: z.string() }),
  note: z.string().nullable(),
  openingId: id.nullable(),
  /** The session in a room that it was about. */
  bookingId: id.nullable(),
  /** VIS-14: how far the door got, step by step; null for what needs no opening. */
  opening: opening.nullable(),
  requestedAt: instant,
  settledAt: instant.nullable(),
});

/** VIS-17: an open visit that a person must decide about. */
export const visitCase = z.object({
  id,
  kind: caseKind,
  store: z.object({ id, name: z.string(), zone: z.string() }),
  visitId: id,
  visitNumber: z.string(),
  member: z.object({ id, name: z.string().nullable(), state: memberState }),
  enteredAt: instant,
  openedAt: instant,
  decision: caseDecision.nullable(),
  decidedBy: z.object({ id, name: z.string() }).nullable(),
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
});
/** What speaks for one decision or another, at the moment of reading. */
export const caseEvidence = z.object({
  /** The last that anybody or anything told of this visit. */
  lastSign: timelineEntry.nullable(),
  paid: z.boolean(),
  /** What was scanned and never settled, also of a cart that ran out or was left behind. */
  unpaid: z.object({ quantity: z.int(), total: fen, summary: z.string() }).nullable(),
  unpaidOrders: z.int(),
  /** Times that the store's door opened for others after this visit began. */
  openingsSince: z.int(),
  /** Null for a store without a door controller. */
  doorOnline: z.boolean().nullable(),
  insideByCounter: z.int().nullable(),
  openVisits: z.int(),
});

export const deskRoutes = defineRoutes({
  'GET /staff/board': {
    summary: 'Stores in scope for an agent: with customers first.',
    audience: 'staff',
    permission: 'desk',
    ratePerMinute: 600,
    response: z.object({ at: instant, stores: z.array(boardStore).max(500) }),
  },
  'GET /staff/board/:id': {
    summary: 'One store of the board.',
    audience: 'staff',
    permission: 'desk',
    ratePerMinute: 1200,
    params: idParams,
    response: boardStore,
  },
  'GET /staff/alerts': {
    summary: 'Alerts in scope, open ones first.',
    audience: 'staff',
    permission: 'desk',
    query: pageQuery.extend({ open: z.stringbool().optional(), storeId: id.optional() }),
    response: pageOf(alert),
  },
  'POST /staff/alerts/:id/take': {
    summary: 'Take an alert; the first to take it owns it.',
    audience: 'staff',
    permission: 'desk:act',
    params: idParams,
    response: alert,
  },
  'POST /staff/alerts/:id/close': {
    summary: 'Close an alert.',
    audience: 'staff',
    permission: 'desk:act',
    params: idParams,
    body: z.object({ note: note.optional() }),
    response: alert,
  },
  'POST /staff/desk/visits/:id/actions': {
    summary:
      'Act on a visit: open the door, lock it, grant the exit, mark the member abnormal. The record\u2019s outcome is the device\u2019s own answer; follow it with GET or the websocket.',
    audience: 'staff',
    permission: 'desk:act',
    params: idParams,
    body: z.object({ kind: z.enum(['open_door', 'lock_door', 'grant_exit', 'mark_abnormal']), note: note.optional() }),
    response: serviceRecord,
  },
  'POST /staff/desk/stores/:id/actions': {
    summary:
      'Act on a store without a visit: open or lock its door; with `stores:lockdown` also set or lift the lockdown; or report a fault of its devices. A lockdown holds at the server at once.',
    audience: 'staff',
    permission: 'desk:act',
    params: idParams,
    body: z.object({ kind: z.enum(['open_door', 'lock_door', 'lockdown', 'lift_lockdown', 'report_fault']), note }),
    response: serviceRecord,
  },
  'GET /staff/cases': {
    summary:
      'Visits that wait for a decision, undecided ones first, the oldest on top; then decided ones, the latest first.',
    audience: 'staff',
    permission: 'desk',
    query: pageQuery.extend({ open: z.stringbool().optional(), storeId: id.optional() }),
    response: pageOf(visitCase),
  },
  'GET /staff/cases/:id': {
    summary: 'One case with what happened and what speaks for which decision.',
    audience: 'staff',
    permission: 'desk',
    params: idParams,
    response: z.object({
      case: visitCase,
      visit: staffVisit,
      evidence: caseEvidence,
      timeline: z.array(timelineEntry).max(500),
    }),
  },
  'POST /staff/cases/:id/decide': {
    summary: 'Decide a case with a reason; the first decision stands.',
    audience: 'staff',
    permission: 'desk:act',
    params: idParams,
    body: z.object({ decision: caseDecision, note }),
    response: visitCase,
  },
  'GET /staff/services': {
    summary: 'Service records in scope, newest first.',
    audience: 'staff',
    permission: 'desk',
    query: pageQuery.extend({
      storeId: id.optional(),
      agentId: id.optional(),
      kind: serviceKind.optional(),
      visitId: id.optional(),
      bookingId: id.optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    response: pageOf(serviceRecord),
  },
  'GET /staff/services/:id': {
    summary: 'One service record.',
    audience: 'staff',
    permission: 'desk',
    ratePerMinute: 600,
    params: idParams,
    response: serviceRecord,
  },
});
