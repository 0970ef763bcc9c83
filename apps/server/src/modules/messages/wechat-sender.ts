import type { Locale } from '@latchkey/contract';
import { systemActor } from '../../kernel/actor.ts';
import type { Context, Runtime } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { contactOf, MiniProgramError, type WechatMiniProgram } from '../identity/index.ts';
import { judgeRefusal } from './channel-rules.ts';
import type { SendMove, VendorAnswer } from './rules.ts';
import { type ClaimedSend, insertSend } from './store.ts';
import { settleQuota } from './store-subscriptions.ts';
import { openLetter } from './wechat-letter.ts';

const languages: Readonly<Record<Locale, 'zh_CN' | 'en_US' | 'zh_TW'>> = {
  'zh-CN': 'zh_CN',
  en: 'en_US',
  'zh-TW': 'zh_TW',
};
const customerOf = ({ recipient }: ClaimedSend): string => recipient.replace(/^customer:/, '');

/** What WeChat said, and whether it says that the consent is gone. */
export type WechatAnswer = VendorAnswer & { consentGone?: boolean };

/** Sends one subscription message. Whatever is not a clear answer may have been taken: nobody may repeat it. */
export async function askWechat(
  runtime: Runtime,
  wechat: WechatMiniProgram | null,
  send: ClaimedSend,
): Promise<WechatAnswer> {
  const contact = await contactOf(runtime.read(systemActor('messages.wechat')), customerOf(send));
  if (!wechat || !contact?.openid || send.template_id === null)
    return { result: 'refused', reason: wechat ? 'no WeChat account' : 'not configured' };
  const { page, fields } = openLetter(runtime.kernel.crypto, send.text_sealed);
  const message = { openid: contact.openid, templateId: send.template_id, page, fields };
  try {
    const { messageId } = await wechat.sendSubscription({ ...message, language: languages[contact.locale] });
    return { result: 'accepted', reference: messageId };
  } catch (error) {
    if (!(error instanceof MiniProgramError)) throw error;
    return answerOf(error);
  }
}

function answerOf({ errcode, unsent, kind }: MiniProgramError): WechatAnswer {
  if (errcode === null) return { result: unsent ? 'unreached' : 'unknown', reason: kind };
  const { again, consent } = judgeRefusal(errcode);
  const reason = `errcode ${errcode}`;
  return again ? { result: 'unreached', reason } : { result: 'refused', reason, consentGone: consent === 'gone' };
}

/**
 * What follows from the end of a subscription message: the consent is spent, given back or gone; and what WeChat surely
 * did not take goes out as a text message, where one may. Part of the transaction that ends the send.
 */
export async function followUp(ctx: Context, send: ClaimedSend, move: SendMove, consentGone: boolean): Promise<void> {
  const customerId = customerOf(send);
  if (send.template_id !== null) {
    const kept = move.state === 'failed' || move.state === 'expired';
    await settleQuota(ctx.tx, customerId, send.template_id, consentGone ? 'gone' : kept ? 'returned' : 'sent');
  }
  if (move.state !== 'failed') return;
  const { text } = openLetter(ctx.kernel.crypto, send.text_sealed);
  const contact = text === null ? null : await contactOf(ctx, customerId);
  if (text === null || !contact?.phoneSealed) return;
  await insertSend(ctx.tx, {
    id: newId(),
    eventKey: send.event_key,
    recipient: send.recipient,
    channel: 'sms',
    template: send.template,
    templateId: null,
    phoneSealed: contact.phoneSealed,
    textSealed: ctx.kernel.crypto.seal(text, 'sms_text'),
    at: ctx.now,
    dueAt: ctx.now,
    expiresAt: send.expires_at,
  });
  ctx.afterCommit.hints.add('messages.sends');
}
