import type { Locale } from '@latchkey/contract';
import type { Actor } from '../../kernel/actor.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { decodeCursor, timeCursor, toPage } from '../../kernel/paging.ts';
import { isTemplate, render } from './render.ts';
import { countUnread, type MessageRow, type Recipient, selectDevelopmentInbox, selectMessages } from './store.ts';

/** The inbox of the caller. Throws unauthenticated for anyone who has none. */
export function ownInbox(actor: Actor): Recipient {
  if (actor.kind !== 'customer' && actor.kind !== 'staff') throw new AppError('unauthenticated');
  return { kind: actor.kind, id: actor.id };
}

function present(row: MessageRow, locale: Locale) {
  // A template that a later release dropped: the message is still there, without text.
  const { title, text } = isTemplate(row.template)
    ? render(row.template, locale, row.variables)
    : { title: '', text: '' };
  return {
    id: row.id,
    kind: row.kind,
    title,
    text,
    link: row.link_kind !== null && row.link_id !== null ? { kind: row.link_kind, id: row.link_id } : null,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}

/** The caller's messages in a language, newest first, with the number of unread ones. */
export async function listMessages(
  ctx: ReadContext,
  query: { cursor?: string | undefined; limit: number; locale: Locale },
) {
  const to = ownInbox(ctx.actor);
  const before = decodeCursor(query.cursor, timeCursor);
  const rows = await selectMessages(ctx.db, to, { before, limit: query.limit + 1 });
  const page = toPage(
    rows,
    query.limit,
    (row) => [row.created_at.toISOString(), row.id],
    (row) => present(row, query.locale),
  );
  return { ...page, unread: await countUnread(ctx.db, to) };
}

/** IDN-4: the newest messages of a customer for the personal archive. */
export async function messagesPersonalData(ctx: ReadContext, customerId: string): Promise<unknown[]> {
  const rows = await selectMessages(ctx.db, { kind: 'customer', id: customerId }, { before: null, limit: 1000 });
  return rows.map((row) => present(row, 'zh-CN'));
}

/** What the development vendor "sent". Throws not_found outside demo mode. */
export async function listDevelopmentSms(ctx: ReadContext, query: { phone?: string | undefined; limit: number }) {
  const { config, crypto } = ctx.kernel;
  if (!config.demo) throw new AppError('not_found');
  const phoneIndex = query.phone === undefined ? null : crypto.blindIndex(query.phone, 'phone');
  const rows = await selectDevelopmentInbox(ctx.db, { phoneIndex, limit: query.limit });
  return rows.map((row) => ({
    id: row.id,
    phone: crypto.open(row.phone_sealed, 'phone'),
    text: crypto.open(row.text_sealed, 'sms_text'),
    at: row.at.toISOString(),
  }));
}
