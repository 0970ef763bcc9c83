import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import { done, id, idParams, instant, pageOf, pageQuery } from '../schemas.ts';

/** IDN-5: one arrival, or one that was refused. What is kept of it goes after 180 days. */
export const signIn = z.object({
  id,
  at: instant,
  outcome: z.enum(['signed_in', 'refused']),
  /** How the person proved who they are; null for sign-ins from before this was written down. */
  way: z.enum(['phone', 'wechat', 'password']).nullable(),
  /** The error code of a refusal. */
  reason: z.string().nullable(),
  /** Where from. Administrators see a customer’s without its last part. */
  address: z.string().nullable(),
  /** The browser or app as it named itself. */
  userAgent: z.string().nullable(),
  /** When the session was used last (to the day); null for a refusal. */
  lastSeenAt: instant.nullable(),
  /** When the session ended or runs out; null for a refusal. */
  endsAt: instant.nullable(),
  /** True while the session is open. */
  open: z.boolean(),
  endReason: z.string().nullable(),
  /** The session that asks. */
  current: z.boolean(),
});
const signOutAll = z.object({
  /** Leave the session that asks open. */
  keepThis: z.boolean().default(false),
});
const ended = z.object({ ended: z.int() });

export const signInsRoutes = defineRoutes({
  'GET /me/sign-ins': {
    summary: 'The customer’s own sign-ins of the last 180 days, newest first, refused ones among them.',
    audience: 'customer',
    query: pageQuery,
    response: pageOf(signIn),
  },
  'POST /me/sign-ins/:id/end': {
    summary: 'Sign one device out.',
    audience: 'customer',
    params: idParams,
    response: done,
  },
  'POST /auth/sign-out-all': {
    summary: 'Sign out of all devices; answers how many sessions ended.',
    audience: 'customer',
    body: signOutAll,
    response: ended,
  },
  'GET /staff/me/sign-ins': {
    summary: 'The own sign-ins of the last 180 days, newest first, refused ones among them.',
    audience: 'staff',
    permission: null,
    query: pageQuery,
    response: pageOf(signIn),
  },
  'POST /staff/auth/sign-out-all': {
    summary: 'Sign out of all devices; answers how many sessions ended.',
    audience: 'staff',
    permission: null,
    body: signOutAll,
    response: ended,
  },
  'GET /staff/staff/:id/sign-ins': {
    summary: 'A staff member’s sign-ins, newest first, refused ones among them.',
    audience: 'staff',
    permission: 'staff',
    params: idParams,
    query: pageQuery,
    response: pageOf(signIn),
  },
  'POST /staff/staff/:id/sign-out': {
    summary: 'Sign a staff member out of all devices.',
    audience: 'staff',
    permission: 'staff:freeze',
    params: idParams,
    response: ended,
  },
  'GET /staff/members/:id/sign-ins': {
    summary: 'A customer’s sign-ins, newest first; addresses without their last part.',
    audience: 'staff',
    permission: 'members:edit',
    params: idParams,
    query: pageQuery,
    response: pageOf(signIn),
  },
  'POST /staff/members/:id/sign-out': {
    summary: 'Sign a customer out of all devices, for one who lost a phone.',
    audience: 'staff',
    permission: 'members:freeze',
    params: idParams,
    response: ended,
  },
});
