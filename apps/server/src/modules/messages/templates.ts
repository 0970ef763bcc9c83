import type { MessageKind } from '@latchkey/contract';
import { bookingTemplates } from './templates-booking.ts';
import { changeTemplates } from './templates-changes.ts';
import { escalationTemplates } from './templates-escalation.ts';
import { moneyTemplates } from './templates-money.ts';
import { openTemplates } from './templates-open.ts';
import { staffTemplates } from './templates-staff.ts';

interface Text {
  title: string;
  text: string;
  /** What WeChat's short messages say beside the figures: at most twenty characters. */
  hint?: string;
}
interface TemplateDefinition {
  kind: MessageKind;
  /** Also by SMS, to customers with a verified phone: only what must reach somebody who has the app closed. */
  sms: boolean;
  'zh-CN': Text;
  en: Text;
  'zh-TW': Text;
}

/**
 * Every message's texts. `{name}` is filled from the variables; `{name.money}` takes fen and shows yuan. The three
 * languages of a template use the same variables (checked by a test).
 */
export const templates = {
  sign_in_code: {
    kind: 'sign_in_code',
    sms: true,
    'zh-CN': { title: '验证码', text: '【Latchkey】您的验证码是 {code}，5 分钟内有效。请勿告诉任何人，包括客服。' },
    en: { title: 'Code', text: '[Latchkey] Your code is {code}, valid for 5 minutes. Tell nobody, not even support.' },
    'zh-TW': { title: '驗證碼', text: '【Latchkey】您的驗證碼是 {code}，5 分鐘內有效。請勿告訴任何人，包括客服。' },
  },
  coupon_granted: {
    kind: 'coupon',
    sms: false,
    'zh-CN': { title: '收到新红包', text: '「{name}」{amount.money} 已放入您的卡包，{until} 前有效。' },
    en: {
      title: 'A new coupon for you',
      text: '“{name}” worth {amount.money} is in your wallet, valid until {until}.',
    },
    'zh-TW': { title: '收到新紅包', text: '「{name}」{amount.money} 已放入您的卡包，{until} 前有效。' },
  },
  visit_unclear: {
    kind: 'visit',
    sms: true,
    'zh-CN': {
      title: '您还在店里吗',
      text: '您在「{store}」的到店还没有结束，客服正在核实。如需帮助，请在应用内联系客服。',
      hint: '您的到店还没有结束，请确认',
    },
    en: {
      title: 'Are you still inside?',
      text: 'Your visit at “{store}” has not ended and support is looking into it. Call support in the app if you need help.',
      hint: 'Please check the app',
    },
    'zh-TW': {
      title: '您還在店裡嗎',
      text: '您在「{store}」的到店還沒有結束，客服正在核實。如需協助，請在應用程式內聯絡客服。',
      hint: '您的到店還沒有結束，請確認',
    },
  },
  door_left_open: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '请关好门', text: '「{store}」的门还开着，请随手关上，谢谢。', hint: '门还开着，请随手关上' },
    en: {
      title: 'Please close the door',
      text: 'The door of “{store}” still stands open; please pull it shut. Thank you.',
      hint: 'Please pull it shut',
    },
    'zh-TW': { title: '請關好門', text: '「{store}」的門還開著，請隨手關上，謝謝。', hint: '門還開著，請隨手關上' },
  },
  visit_ended: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '感谢光临', text: '您已离开「{store}」，期待再次光临。' },
    en: { title: 'Thank you', text: 'You have left “{store}”. See you again.' },
    'zh-TW': { title: '感謝光臨', text: '您已離開「{store}」，期待再次光臨。' },
  },
  exit_granted: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '客服已为您开门', text: '客服已同意您离开「{store}」，门已打开。' },
    en: { title: 'The door is open for you', text: 'Support let you leave “{store}”; the door is open.' },
    'zh-TW': { title: '客服已為您開門', text: '客服已同意您離開「{store}」，門已打開。' },
  },
  exit_refused: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '请联系客服', text: '「{store}」的客服暂时没有开门：{reason}' },
    en: { title: 'Please talk to support', text: 'Support at “{store}” has not opened the door yet: {reason}' },
    'zh-TW': { title: '請聯絡客服', text: '「{store}」的客服暫時沒有開門：{reason}' },
  },
  help_answered: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '客服已接入', text: '「{store}」的客服已看到您的求助，正在处理。' },
    en: { title: 'Support is here', text: 'Support has seen your call for help at “{store}” and is on it.' },
    'zh-TW': { title: '客服已接入', text: '「{store}」的客服已看到您的求助，正在處理。' },
  },
  member_frozen: {
    kind: 'system',
    sms: true,
    'zh-CN': {
      title: '账号已冻结',
      text: '您的会员账号已被冻结，暂时不能开门。原因：{reason}。如有异议，请在应用内联系客服。',
    },
    en: {
      title: 'Account frozen',
      text: 'Your membership is frozen and opens no doors for now. Reason: {reason}. If you disagree, contact support in the app.',
    },
    'zh-TW': {
      title: '帳號已凍結',
      text: '您的會員帳號已被凍結，暫時不能開門。原因：{reason}。如有異議，請在應用程式內聯絡客服。',
    },
  },
  member_abnormal: {
    kind: 'system',
    sms: false,
    'zh-CN': {
      title: '账号状态异常',
      text: '您的会员账号被标记为异常。原因：{reason}。如有异议，请在应用内联系客服。',
    },
    en: {
      title: 'Account marked',
      text: 'Your membership was marked as irregular. Reason: {reason}. If you disagree, contact support in the app.',
    },
    'zh-TW': {
      title: '帳號狀態異常',
      text: '您的會員帳號被標記為異常。原因：{reason}。如有異議，請在應用程式內聯絡客服。',
    },
  },
  member_restored: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '账号已恢复', text: '您的会员账号已恢复正常，感谢您的耐心。' },
    en: { title: 'Account restored', text: 'Your membership is back to normal. Thank you for your patience.' },
    'zh-TW': { title: '帳號已恢復', text: '您的會員帳號已恢復正常，感謝您的耐心。' },
  },
  accounts_merged: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '账号已合并', text: '您的微信账号与手机号账号已合并，红包、积分、订单和余额都在这里。' },
    en: {
      title: 'Accounts merged',
      text: 'Your WeChat account and your phone account are one now: coupons, points, orders and balance are all here.',
    },
    'zh-TW': { title: '帳號已合併', text: '您的微信帳號與手機號帳號已合併，紅包、積分、訂單和餘額都在這裡。' },
  },
  ...changeTemplates,
  ...bookingTemplates,
  ...openTemplates,
  ...moneyTemplates,
  ...staffTemplates,
  ...escalationTemplates,
  system_notice: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '{title}', text: '{text}' },
    en: { title: '{title}', text: '{text}' },
    'zh-TW': { title: '{title}', text: '{text}' },
  },
} as const satisfies Record<string, TemplateDefinition>;

export type TemplateName = keyof typeof templates;

type Placeholders<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
  ? (P extends `${infer Name}.money` ? Name : P) | Placeholders<Rest>
  : never;

/** The variables that a template's texts name. */
export type VariablesOf<T extends TemplateName> = Record<
  Placeholders<(typeof templates)[T]['zh-CN']['title']> | Placeholders<(typeof templates)[T]['zh-CN']['text']>,
  string | number
>;
