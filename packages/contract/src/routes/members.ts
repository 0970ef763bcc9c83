import { z } from 'zod';
import { memberState } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { fen, id, idParams, instant, note, pageOf, pageQuery } from '../schemas.ts';

/** A member as staff see it: personal data masked. */
export const staffMemberView = z.object({
  id,
  cardNumber: z.string(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  state: memberState,
  stateReason: z.string().nullable(),
  level: z.string(),
  points: z.int(),
  balance: fen,
  totalSpent: fen,
  purchases: z.int(),
  visits: z.int(),
  usualStore: z.object({ id, name: z.string() }).nullable(),
  lastVisitAt: instant.nullable(),
  registeredAt: instant,
  version: z.int(),
});

export const membersRoutes = defineRoutes({
  'GET /staff/members': {
    summary: 'Members in scope, masked. `search` matches card number, name or the last four digits of the phone.',
    audience: 'staff',
    permission: 'members',
    query: pageQuery.extend({
      search: z.string().max(60).optional(),
      state: memberState.optional(),
      storeId: id.optional(),
    }),
    response: pageOf(staffMemberView),
  },
  'GET /staff/members/:id': {
    summary: 'One member, masked.',
    audience: 'staff',
    permission: 'members',
    params: idParams,
    response: staffMemberView,
  },
  'GET /staff/members/:id/state-changes': {
    summary: 'MBR-2: who changed a member\u2019s state, when and why, newest first; the last hundred.',
    audience: 'staff',
    permission: 'members',
    params: idParams,
    response: z.object({
      items: z
        .array(
          z.object({
            id,
            from: memberState,
            to: memberState,
            reason: z.string(),
            by: z.object({ kind: z.string(), name: z.string().nullable() }),
            at: instant,
          }),
        )
        .max(100),
    }),
  },
  'POST /staff/members/:id/state': {
    summary: 'Freeze, mark abnormal or set normal, with a reason.',
    audience: 'staff',
    permission: 'members:freeze',
    params: idParams,
    body: z.object({ state: memberState, reason: note }),
    response: staffMemberView,
  },
});
