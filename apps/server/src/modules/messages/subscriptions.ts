import { on, type Subscription } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { customerDeleted, customersMerged, smsCodeRequested } from '../identity/index.ts';
import { memberStateChanged } from '../members/index.ts';
import { notify } from './notify.ts';
import { render } from './render.ts';
import { insertSend, moveMessages, removeMessages } from './store.ts';
import { movePreferences, removePreferences } from './store-preferences.ts';
import { moveQuotas, removeQuotas } from './store-subscriptions.ts';

/** What the lower floors' events mean for inboxes and sends. */
export const subscriptions: readonly Subscription[] = [
  on(smsCodeRequested, 'messages.send_code', async (ctx, event) => {
    const { crypto } = ctx.kernel;
    const phone = crypto.open(event.phoneSealed, 'phone');
    const code = crypto.open(event.codeSealed, 'sms_code');
    const { text } = render('sign_in_code', event.locale, { code });
    await insertSend(ctx.tx, {
      id: newId(),
      eventKey: event.codeId,
      recipient: `phone:${crypto.blindIndex(phone, 'phone')}`,
      channel: 'sms',
      template: 'sign_in_code',
      templateId: null,
      phoneSealed: event.phoneSealed,
      textSealed: crypto.seal(text, 'sms_text'),
      at: ctx.now,
      dueAt: ctx.now,
      expiresAt: new Date(event.expiresAt),
    });
    ctx.afterCommit.hints.add('messages.sends');
  }),
  on(memberStateChanged, 'messages.tell_member', async (ctx, { memberId, to, reason }, { eventId }) => {
    const person = { kind: 'customer' as const, id: memberId };
    if (to === 'normal') await notify(ctx, { to: person, template: 'member_restored', variables: {}, key: eventId });
    else await notify(ctx, { to: person, template: `member_${to}`, variables: { reason }, key: eventId });
  }),
  on(customersMerged, 'messages.merge', async (ctx, { fromId, intoId }, { eventId }) => {
    await moveMessages(ctx.tx, fromId, intoId);
    await moveQuotas(ctx.tx, fromId, intoId);
    await movePreferences(ctx.tx, fromId, intoId);
    const to = { kind: 'customer' as const, id: intoId };
    await notify(ctx, { to, template: 'accounts_merged', variables: {}, key: eventId });
  }),
  on(customerDeleted, 'messages.forget', async (ctx, { customerId }) => {
    await removeMessages(ctx.tx, customerId);
    await removeQuotas(ctx.tx, customerId);
    await removePreferences(ctx.tx, customerId);
  }),
];
