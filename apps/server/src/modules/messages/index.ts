/**
 * Messages: in-app inboxes with socket news, and SMS through a vendor.
 * Owns schema `messages`. Invariants: one message and one send per event, person and channel (MSG-3); a send that a
 * vendor may have accepted is never repeated unless the vendor drops duplicates; texts and numbers of sends are sealed
 * and dropped once settled. Lock order: messages, sends.
 */
import type { ModuleParts } from '../../kernel/module.ts';
import type { SealedColumn } from '../../kernel/reseal.ts';
import { handlers } from './routes.ts';
import { sendSweep } from './send-sms.ts';
import { subscriptions } from './subscriptions.ts';

export { type Notice, notify } from './notify.ts';
export { messagesPersonalData } from './queries.ts';
export { sendDueSms } from './send-sms.ts';
export type { TemplateName, VariablesOf } from './templates.ts';

/** PLT-8: what is sealed here with the master keys. */
export const messagesSealedColumns: readonly SealedColumn[] = [
  { table: 'messages.sends', column: 'phone_sealed', purpose: 'phone' },
  { table: 'messages.sends', column: 'text_sealed', purpose: 'sms_text' },
  { table: 'messages.development_inbox', column: 'phone_sealed', purpose: 'phone' },
  { table: 'messages.development_inbox', column: 'text_sealed', purpose: 'sms_text' },
];

export const messagesModule: ModuleParts = { handlers, subscriptions, sweeps: [sendSweep] };
