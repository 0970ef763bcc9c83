import type { MessageKind } from '@latchkey/contract';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { news } from '../../kernel/news.ts';
import { contactOf } from '../identity/index.ts';
import { render } from './render.ts';
import { insertMessage, insertSend, type Recipient, sendRecipient } from './store.ts';
import { type TemplateName, templates, type VariablesOf } from './templates.ts';

const DAY_MS = 24 * 3_600_000;

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
 * Tells a person something: always by inbox and socket, and by SMS when the template says so and the customer has a
 * verified phone. Texts are made when they are read, in the reader's language. Part of the caller's act and transaction.
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
  if (templates[template].sms && to.kind === 'customer') await queueSms(ctx, to, template, variables, eventKey);
}

async function queueSms(
  ctx: Context,
  to: Recipient,
  template: TemplateName,
  variables: Readonly<Record<string, string | number>>,
  eventKey: string,
): Promise<void> {
  const contact = await contactOf(ctx, to.id);
  if (!contact?.phoneSealed) return;
  const { text } = render(template, contact.locale, variables);
  await insertSend(ctx.tx, {
    id: newId(),
    eventKey,
    recipient: sendRecipient(to),
    template,
    phoneSealed: contact.phoneSealed,
    textSealed: ctx.kernel.crypto.seal(text, 'sms_text'),
    at: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + DAY_MS),
  });
  ctx.afterCommit.hints.add('messages.sends');
}
