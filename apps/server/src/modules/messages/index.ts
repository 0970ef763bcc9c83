/**
 * Messages: in-app inboxes with socket news, WeChat subscription messages, and SMS through a vendor.
 * Owns schema `messages`. Invariants: one message and one send per event, person and channel (MSG-3); a send that a
 * vendor may have accepted is never repeated unless the vendor drops duplicates; a subscription message takes one consent
 * of the customer, which is given back when it surely was not sent (MSG-5); texts and numbers of sends are sealed and
 * dropped once settled. Lock order: messages, consents by template, sends.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import type { WechatMiniProgram } from '../identity/index.ts';
import { handlers } from './routes.ts';
import { sendSweep } from './send-due.ts';
import { templatesService } from './subscription-templates.ts';
import { subscriptions } from './subscriptions.ts';

export { type Notice, notify } from './notify.ts';
export { preferencesPersonalData } from './preferences.ts';
export { messagesPersonalData } from './queries.ts';
export { sendDue } from './send-due.ts';
export { developmentVendor } from './sms-vendors.ts';
export type { TemplateName, VariablesOf } from './templates.ts';

/** PLT-8: what is sealed here with the master keys. */
export const messagesSealedColumns: readonly SealedColumn[] = [
  { table: 'messages.sends', column: 'phone_sealed', purpose: 'phone' },
  { table: 'messages.sends', column: 'text_sealed', purpose: 'sms_text' },
  { table: 'messages.development_inbox', column: 'phone_sealed', purpose: 'phone' },
  { table: 'messages.development_inbox', column: 'text_sealed', purpose: 'sms_text' },
];

/** `wechat` is the mini-program's server API that subscription messages go through; null when none is configured. */
export const createMessagesModule = ({ wechat }: { wechat: WechatMiniProgram | null }): ModuleParts => ({
  handlers,
  subscriptions,
  sweeps: [sendSweep(wechat)],
  services: [templatesService],
});
