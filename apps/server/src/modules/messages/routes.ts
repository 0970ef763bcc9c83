import type { Context, ReadContext } from '../../kernel/context.ts';
import { defineHandlers, type Http, type Input, read, write } from '../../kernel/http.ts';
import { listDevelopmentSms, listMessages } from './queries.ts';
import { readAllMessages, readMessage } from './read-message.ts';

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
