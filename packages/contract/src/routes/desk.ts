import { z } from 'zod';
import { alertKind, doorAvailability, serviceKind, serviceOutcome, storeState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { id, idParams, instant, note, pageOf, pageQuery } from '../schemas.ts';
import { staffVisit } from './visits.ts';

export const boardStore = z.object({
  id,
  name: z.string(),
  city: z.string(),
  zone: z.string(),
  state: storeState,
  availability: doorAvailability,
  lockdown: z.boolean(),
  door: z
    .object({
      deviceId: id,
      online: z.boolean(),
      contact: z.enum(['open', 'closed', 'unknown']),
      locked: z.boolean().nullable(),
    })
    .nullable(),
  inside: z.int(),
  capacity: z.int().nullable(),
  visits: z.array(staffVisit).max(50),
  openAlerts: z.int(),
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
  requestedAt: instant,
  settledAt: instant.nullable(),
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
    summary: 'Open or lock a store\u2019s door without a visit.',
    audience: 'staff',
    permission: 'desk:act',
    params: idParams,
    body: z.object({ kind: z.enum(['open_door', 'lock_door']), note }),
    response: serviceRecord,
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
