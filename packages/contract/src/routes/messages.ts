import { z } from 'zod';
import { messageKind, mutableKind, promptMoment, subscriptionPurpose } from '../enums.ts';
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

const minute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const preferences = {
  /** WeChat subscription messages, as far as there are consents. */
  wechat: z.boolean(),
  /** Text messages where a message is worth one. Codes for signing in come in any case. */
  sms: z.boolean(),
  /** Kinds that go to the inbox alone. */
  muted: z.array(mutableKind).max(4),
  /** Nothing but what cannot wait is sent in these hours; by Shanghai's wall clock, and over midnight when it begins late. */
  quiet: z.object({ from: minute, to: minute }).nullable(),
};

/** MSG-1: how a customer wants to be reached, and the consents that are left. */
export const messagePreferences = z.object({
  ...preferences,
  subscriptions: z
    .array(z.object({ purpose: subscriptionPurpose, templateId: z.string(), left: z.int(), sent: z.int() }))
    .max(10),
});

const templateId = z.string().min(1).max(64);
const subscriptionTemplate = z.object({
  purpose: subscriptionPurpose,
  templateId,
  /** What is told (number, store, state, amount, balance, time, note), to the template's own name of the field. */
  fields: z
    .partialRecord(
      z.enum(['number', 'store', 'state', 'amount', 'balance', 'time', 'note']),
      z.string().regex(/^(thing|character_string|phrase|amount|time)\d{1,2}$/),
    )
    .refine((fields) => Object.keys(fields).length > 0),
  enabled: z.boolean(),
});

export const messagesRoutes = defineRoutes({
  'GET /me/message-preferences': {
    summary: 'How the customer wants to be reached, and how many subscription messages of each template are left.',
    audience: 'customer',
    response: messagePreferences,
  },
  'PUT /me/message-preferences': {
    summary: 'Change how the customer wants to be reached.',
    audience: 'customer',
    body: z.object(preferences),
    response: messagePreferences,
  },
  'GET /me/subscription-prompts': {
    summary: 'The templates that are worth asking the customer about at a moment: at most three, often none.',
    audience: 'customer',
    query: z.object({ moment: promptMoment }),
    response: z.object({ templates: z.array(z.object({ purpose: subscriptionPurpose, templateId })).max(3) }),
  },
  'POST /me/subscription-answers': {
    summary: 'What the customer answered to a subscription prompt of WeChat; an acceptance is good for one message.',
    audience: 'customer',
    body: z.object({
      answers: z
        .array(z.object({ templateId, answer: z.enum(['accept', 'reject', 'ban', 'filter']) }))
        .min(1)
        .max(3),
    }),
    response: messagePreferences,
  },
  'GET /staff/subscription-templates': {
    summary: 'The WeChat subscription templates that the product sends with.',
    audience: 'staff',
    permission: 'settings',
    response: z.object({ items: z.array(subscriptionTemplate).max(10) }),
  },
  'PUT /staff/subscription-templates': {
    summary: 'Set the WeChat subscription template of a purpose.',
    audience: 'staff',
    permission: 'settings:edit',
    body: subscriptionTemplate,
    response: subscriptionTemplate,
  },
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
