import { z } from 'zod';
import { messageKind } from '../enums.ts';
import { defineRoutes } from '../route.ts';
import { done, id, idParams, instant, pageOf, pageQuery } from '../schemas.ts';

export const message = z.object({
  id,
  kind: messageKind,
  title: z.string(),
  text: z.string(),
  link: z.object({ kind: z.string(), id }).nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
});

export const messagesRoutes = defineRoutes({
  'GET /me/messages': {
    summary: 'The customer\u2019s inbox, newest first.',
    audience: 'customer',
    query: pageQuery,
    response: pageOf(message).extend({ unread: z.int() }),
  },
  'POST /me/messages/:id/read': {
    summary: 'Mark a message as read.',
    audience: 'customer',
    params: idParams,
    response: done,
  },
  'POST /me/messages/read': {
    summary: 'Mark every message in the inbox as read; answers how many were not.',
    audience: 'customer',
    response: z.object({ read: z.int() }),
  },
  'GET /staff/me/messages': {
    summary: 'The staff member\u2019s inbox, newest first.',
    audience: 'staff',
    permission: null,
    query: pageQuery,
    response: pageOf(message).extend({ unread: z.int() }),
  },
  'POST /staff/me/messages/:id/read': {
    summary: 'Mark a message as read.',
    audience: 'staff',
    permission: null,
    params: idParams,
    response: done,
  },
  'GET /development/sms': {
    summary: 'The development SMS vendor\u2019s inbox: what would have been sent. Only in demo mode; absent otherwise.',
    audience: 'public',
    query: z.object({
      phone: z.string().max(20).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    response: z.object({ items: z.array(z.object({ id, phone: z.string(), text: z.string(), at: instant })).max(50) }),
  },
});
