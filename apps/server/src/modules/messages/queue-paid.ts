import type { Locale, MessageKind } from '@latchkey/contract';
import { localParts } from '../../kernel/calendar.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { contactOf } from '../identity/index.ts';
import { channelsFor, EVERYTHING, minutesToWait, type Reminder, reminders } from './channel-rules.ts';
import { hintOf, render, yuan } from './render.ts';
import { insertSend, sendRecipient } from './store.ts';
import { findPreferences } from './store-preferences.ts';
import { findTemplate, spendQuota } from './store-subscriptions.ts';
import { type TemplateName, templates } from './templates.ts';
import { fieldsOf, sealLetter, type WechatLetter } from './wechat-letter.ts';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** A customer's quiet hours are by this clock: the product does not know where the phone is. */
const QUIET_ZONE = 'Asia/Shanghai';

interface Paid {
  customerId: string;
  template: TemplateName;
  kind: MessageKind;
  variables: Readonly<Record<string, string | number>>;
  eventKey: string;
  link: { kind: string; id: string } | null;
}
type Contact = NonNullable<Awaited<ReturnType<typeof contactOf>>>;

/** MSG-3, MSG-5: one paid channel for the message, by what the customer wants, has consented to, and can be reached by. */
export async function queuePaid(ctx: Context, paid: Paid): Promise<void> {
  const reminder = reminders[paid.template] ?? null;
  const { sms } = templates[paid.template];
  if (!reminder && !sms) return;
  const wants = (await findPreferences(ctx.db, paid.customerId)) ?? EVERYTHING;
  const channels = channelsFor({ kind: paid.kind, reminder, sms }, wants);
  if (channels.length === 0) return;
  const contact = await contactOf(ctx, paid.customerId);
  if (!contact) return;
  const { minutes } = localParts(ctx.now, QUIET_ZONE);
  const wait = reminder?.urgent ? 0 : minutesToWait(wants.quiet, minutes);
  const dueAt = new Date(ctx.now.getTime() + wait * MINUTE_MS);
  const mayText = channels.includes('sms') && contact.phoneSealed !== null;
  const alone = reminder?.all !== true;
  if (reminder && channels.includes('wechat')) {
    const plan = { reminder, contact, dueAt, mayText: mayText && alone };
    if ((await queueWechat(ctx, paid, plan)) && alone) return;
  }
  if (mayText) await queueSms(ctx, paid, contact, dueAt);
}

const textOf = (paid: Paid, locale: Locale): string => render(paid.template, locale, paid.variables).text;

async function queueSms(ctx: Context, paid: Paid, contact: Contact, dueAt: Date): Promise<void> {
  await insertSend(ctx.tx, {
    id: newId(),
    eventKey: paid.eventKey,
    recipient: sendRecipient({ kind: 'customer', id: paid.customerId }),
    channel: 'sms',
    template: paid.template,
    templateId: null,
    phoneSealed: contact.phoneSealed,
    textSealed: ctx.kernel.crypto.seal(textOf(paid, contact.locale), 'sms_text'),
    at: ctx.now,
    dueAt,
    expiresAt: new Date(dueAt.getTime() + DAY_MS),
  });
  ctx.afterCommit.hints.add('messages.sends');
}

interface WechatPlan {
  reminder: Reminder;
  contact: Contact;
  dueAt: Date;
  /** Whether a text message may take its place when WeChat does not take it. */
  mayText: boolean;
}

/** Queues a subscription message and takes a consent for it; false when there is nothing to send with. */
async function queueWechat(
  ctx: Context,
  paid: Paid,
  { reminder, contact, dueAt, mayText }: WechatPlan,
): Promise<boolean> {
  if (contact.openid === null) return false;
  const found = await findTemplate(ctx.db, reminder.purpose);
  if (!found?.enabled) return false;
  const least = reminder.worth === 'spare' ? 2 : 1;
  if (!(await spendQuota(ctx.tx, paid.customerId, found.template_id, least))) return false;
  const letter: WechatLetter = {
    page: pageOf(paid.link),
    fields: fieldsOf(found.fields, factsOf(ctx, paid, contact.locale)),
    text: mayText ? textOf(paid, contact.locale) : null,
  };
  const queued = await insertSend(ctx.tx, {
    id: newId(),
    eventKey: paid.eventKey,
    recipient: sendRecipient({ kind: 'customer', id: paid.customerId }),
    channel: 'wechat',
    template: paid.template,
    templateId: found.template_id,
    phoneSealed: null,
    textSealed: sealLetter(ctx.kernel.crypto, letter),
    at: ctx.now,
    dueAt,
    expiresAt: new Date(dueAt.getTime() + DAY_MS),
  });
  ctx.afterCommit.hints.add('messages.sends');
  return queued;
}

/** What a template of WeChat may tell of the message. Phrases are Chinese whatever the person reads. */
function factsOf(ctx: Context, paid: Paid, locale: Locale): Record<string, { text: string; phrase: string }> {
  const { variables, template } = paid;
  const { title } = render(template, locale, variables);
  const hint = hintOf(template, locale, variables);
  const phrase = render(template, 'zh-CN', variables).title;
  const { date, minutes } = localParts(ctx.now, QUIET_ZONE);
  const [year, month, day] = date.split('-').map(Number);
  const two = (part: number) => String(part).padStart(2, '0');
  const time = `${year}年${month}月${day}日 ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const told = Object.entries(variables).map(([name, value]) => {
    const shown = typeof value === 'number' ? yuan(value) : value;
    return [name, { text: shown, phrase: shown }] as const;
  });
  return {
    ...Object.fromEntries(told),
    state: { text: title, phrase },
    note: { text: hint, phrase },
    time: { text: time, phrase: time },
  };
}

/** The page of the mini-program that a tap on the message opens. */
function pageOf(link: Paid['link']): string {
  if (link?.kind === 'order') return `pages/order/index?id=${link.id}`;
  if (link?.kind === 'visit') return 'pages/visit/index';
  if (link?.kind === 'top_up') return 'pages/wallet/index';
  return 'pages/inbox/index';
}
