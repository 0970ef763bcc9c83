import type { MessageKind } from '@latchkey/contract';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { queuePaid } from './queue-paid.ts';
import { insertMessage, type Recipient } from './store.ts';
import { type TemplateName, templates, type VariablesOf } from './templates.ts';

export interface Notice<T extends TemplateName> {
  to: Recipient;
  /** The template's own kind, unless the caller knows better. */
  kind?: MessageKind;
  template: T;
  variables: VariablesOf<T>;
  link?: { kind: string; id: string } | null;
  /** Names the event: the same key tells the same person only once (MSG-3). Left out, every call is an event of its own. */
  key?: string;
}

/**
 * Tells a person something: always by inbox and socket, and to customers over one paid channel when the message is worth
 * it (MSG-3). Texts are made when they are read, in the reader's language. Part of the caller's act and transaction.
 */
export async function notify<T extends TemplateName>(ctx: Context, notice: Notice<T>): Promise<void> {
  const { to, template } = notice;
  const id = newId();
  const eventKey = notice.key ?? id;
  const kind = notice.kind ?? templates[template].kind;
  const variables = notice.variables as Record<string, string | number>;
  const added = await insertMessage(ctx.tx, {
    id,
    eventKey,
    to,
    kind,
    template,
    variables,
    link: notice.link ?? null,
    at: ctx.now,
  });
  if (!added) return;
  const topic = to.kind === 'customer' ? (`me:${to.id}` as const) : (`staff:${to.id}` as const);
  news(ctx, topic, 'message.created', { id, kind });
  if (to.kind === 'customer')
    await queuePaid(ctx, { customerId: to.id, template, kind, variables, eventKey, link: notice.link ?? null });
}
