import type { Context, ReadContext } from '../../kernel/context.ts';
import { defineHandlers, type Http, type Input, read, write } from '../../kernel/http.ts';
import { changePreferences, ownPreferences, recordAnswers, subscriptionPrompt } from './preferences.ts';
import { listDevelopmentSms, listMessages } from './queries.ts';
import { readAllMessages, readMessage } from './read-message.ts';
import { listTemplates, setTemplate } from './subscription-templates.ts';

interface PageQuery {
  cursor?: string | undefined;
  limit: number;
}

const list = (ctx: ReadContext, { query }: { query: PageQuery }, http: Http) =>
  listMessages(ctx, { ...query, locale: http.locale });
const markRead = async (ctx: Context, { params }: { params: { id: string } }) => {
  await readMessage(ctx, params.id);
  return { ok: true as const };
};

export const handlers = defineHandlers({
  'GET /me/message-preferences': read((ctx: ReadContext) => ownPreferences(ctx)),
  'PUT /me/message-preferences': write((ctx: Context, { body }: Input<'PUT /me/message-preferences'>) =>
    changePreferences(ctx, body),
  ),
  'GET /me/subscription-prompts': read(async (ctx: ReadContext, { query }: Input<'GET /me/subscription-prompts'>) => ({
    templates: await subscriptionPrompt(ctx, query.moment),
  })),
  'POST /me/subscription-answers': write((ctx: Context, { body }: Input<'POST /me/subscription-answers'>) =>
    recordAnswers(ctx, body.answers),
  ),
  'GET /staff/subscription-templates': read(async (ctx: ReadContext) => ({ items: await listTemplates(ctx) })),
  'PUT /staff/subscription-templates': write((ctx: Context, { body }: Input<'PUT /staff/subscription-templates'>) =>
    setTemplate(ctx, body),
  ),
  'GET /me/messages': read((ctx: ReadContext, input: Input<'GET /me/messages'>, http: Http) => list(ctx, input, http)),
  'POST /me/messages/:id/read': write((ctx: Context, input: Input<'POST /me/messages/:id/read'>) =>
    markRead(ctx, input),
  ),
  'POST /me/messages/read': write(async (ctx: Context) => ({ read: await readAllMessages(ctx) })),
  'GET /staff/me/messages': read((ctx: ReadContext, input: Input<'GET /staff/me/messages'>, http: Http) =>
    list(ctx, input, http),
  ),
  'POST /staff/me/messages/:id/read': write((ctx: Context, input: Input<'POST /staff/me/messages/:id/read'>) =>
    markRead(ctx, input),
  ),
  'GET /development/sms': read(async (ctx: ReadContext, { query }: Input<'GET /development/sms'>) => ({
    items: await listDevelopmentSms(ctx, query),
  })),
});
