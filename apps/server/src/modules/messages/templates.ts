import type { MessageKind } from '@latchkey/contract';
import { bookingTemplates } from './templates-booking.ts';

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
  order_paid: {
    kind: 'order',
    sms: false,
    'zh-CN': {
      title: '支付成功',
      text: '您在「{store}」的订单 {number} 已支付 {amount.money}，门已为您打开。',
      hint: '门已为您打开',
    },
    en: {
      title: 'Paid',
      text: 'Your order {number} at “{store}” is paid ({amount.money}); the door is open for you.',
      hint: 'The door is open',
    },
    'zh-TW': {
      title: '支付成功',
      text: '您在「{store}」的訂單 {number} 已支付 {amount.money}，門已為您打開。',
      hint: '門已為您打開',
    },
  },
  order_closed: {
    kind: 'order',
    sms: false,
    'zh-CN': { title: '订单已关闭', text: '订单 {number} 超时未支付，已自动关闭，没有扣款。' },
    en: {
      title: 'Order closed',
      text: 'Order {number} was not paid in time and has been closed; nothing was charged.',
    },
    'zh-TW': { title: '訂單已關閉', text: '訂單 {number} 逾時未支付，已自動關閉，沒有扣款。' },
  },
  payment_failed: {
    kind: 'payment',
    sms: false,
    'zh-CN': {
      title: '支付未成功',
      text: '订单 {number} 的支付没有成功，请重试或换一种支付方式。',
      hint: '请重试或换一种支付方式',
    },
    en: {
      title: 'Payment did not succeed',
      text: 'The payment of order {number} did not succeed; try again or pay another way.',
      hint: 'Please try again',
    },
    'zh-TW': {
      title: '支付未成功',
      text: '訂單 {number} 的支付沒有成功，請重試或換一種支付方式。',
      hint: '請重試或換一種支付方式',
    },
  },
  refund_succeeded: {
    kind: 'payment',
    sms: true,
    'zh-CN': {
      title: '退款成功',
      text: '订单 {number} 的退款 {amount.money} 已原路退回，到账时间以支付渠道为准。',
      hint: '已原路退回，到账以支付渠道为准',
    },
    en: {
      title: 'Refunded',
      text: '{amount.money} of order {number} went back the way you paid; the channel decides when it arrives.',
      hint: 'Back as you paid',
    },
    'zh-TW': {
      title: '退款成功',
      text: '訂單 {number} 的退款 {amount.money} 已原路退回，到帳時間以支付管道為準。',
      hint: '已原路退回，到帳以支付管道為準',
    },
  },
  refund_failed: {
    kind: 'payment',
    sms: false,
    'zh-CN': {
      title: '退款未成功',
      text: '订单 {number} 的退款 {amount.money} 没有成功，客服正在处理，款项不会丢失。',
      hint: '客服正在处理，款项不会丢失',
    },
    en: {
      title: 'Refund did not succeed',
      text: 'The refund of {amount.money} for order {number} did not succeed; support is on it and the money is safe.',
      hint: 'Support is on it',
    },
    'zh-TW': {
      title: '退款未成功',
      text: '訂單 {number} 的退款 {amount.money} 沒有成功，客服正在處理，款項不會遺失。',
      hint: '客服正在處理，款項不會遺失',
    },
  },
  payment_late: {
    kind: 'payment',
    sms: true,
    'zh-CN': {
      title: '付款晚到',
      text: '订单 {number} 关闭后才收到您的付款，正在原路退回，您不用做什么。',
      hint: '正在原路退回，您不用做什么',
    },
    en: {
      title: 'Payment came late',
      text: 'The payment of order {number} came after it had closed; it is going back the way you paid.',
      hint: 'Going back to you',
    },
    'zh-TW': {
      title: '付款晚到',
      text: '訂單 {number} 關閉後才收到您的付款，正在原路退回，您不用做什麼。',
      hint: '正在原路退回，您不用做什麼',
    },
  },
  balance_topped_up: {
    kind: 'payment',
    sms: false,
    'zh-CN': { title: '充值到账', text: '充值 {amount.money} 已到账，余额 {balance.money}。', hint: '充值已到账' },
    en: {
      title: 'Topped up',
      text: 'Your top-up of {amount.money} is there; the balance is {balance.money}.',
      hint: 'It is there',
    },
    'zh-TW': { title: '儲值到帳', text: '儲值 {amount.money} 已到帳，餘額 {balance.money}。', hint: '儲值已到帳' },
  },
  balance_topped_up_gift: {
    kind: 'payment',
    sms: false,
    'zh-CN': {
      title: '充值到账',
      text: '充值 {amount.money} 已到账，另赠 {gift.money}，余额 {balance.money}。',
      hint: '充值和赠送都已到账',
    },
    en: {
      title: 'Topped up',
      text: 'Your top-up of {amount.money} is there with {gift.money} on top; the balance is {balance.money}.',
      hint: 'It is there',
    },
    'zh-TW': {
      title: '儲值到帳',
      text: '儲值 {amount.money} 已到帳，另贈 {gift.money}，餘額 {balance.money}。',
      hint: '儲值和贈送都已到帳',
    },
  },
  top_up_refund_failed: {
    kind: 'payment',
    sms: true,
    'zh-CN': {
      title: '充值退款未成功',
      text: '充值 {number} 的退款 {amount.money} 没有成功，款项已回到余额，可以再次申请。',
      hint: '款项已回到余额，可以再次申请',
    },
    en: {
      title: 'The refund did not succeed',
      text: 'The refund of {amount.money} for top-up {number} did not succeed; the money is in your balance again.',
      hint: 'Back in your balance',
    },
    'zh-TW': {
      title: '儲值退款未成功',
      text: '儲值 {number} 的退款 {amount.money} 沒有成功，款項已回到餘額，可以再次申請。',
      hint: '款項已回到餘額，可以再次申請',
    },
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
  help_requested: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '顾客求助', text: '「{store}」有顾客求助，请尽快处理。' },
    en: { title: 'A customer needs help', text: 'A customer at “{store}” asks for help.' },
    'zh-TW': { title: '顧客求助', text: '「{store}」有顧客求助，請儘快處理。' },
  },
  exit_requested: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '顾客申请离店', text: '「{store}」有顾客未购物申请离店，请确认后开门。' },
    en: {
      title: 'A customer wants to leave',
      text: 'A customer at “{store}” bought nothing and asks to leave; check and open.',
    },
    'zh-TW': { title: '顧客申請離店', text: '「{store}」有顧客未購物申請離店，請確認後開門。' },
  },
  store_locked_down: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '门店已锁定', text: '「{store}」已锁定，顾客无法进店。原因：{reason}' },
    en: { title: 'Store locked down', text: '“{store}” is locked down; customers cannot come in. Reason: {reason}' },
    'zh-TW': { title: '門市已鎖定', text: '「{store}」已鎖定，顧客無法進店。原因：{reason}' },
  },
  order_abnormal: {
    kind: 'order',
    sms: false,
    'zh-CN': { title: '订单异常', text: '「{store}」的订单 {number} 需要处理：{reason}' },
    en: { title: 'An order needs attention', text: 'Order {number} at “{store}” needs attention: {reason}' },
    'zh-TW': { title: '訂單異常', text: '「{store}」的訂單 {number} 需要處理：{reason}' },
  },
  stock_low: {
    kind: 'stock',
    sms: false,
    'zh-CN': { title: '库存不足', text: '「{store}」的「{product}」仅剩 {available} 件，请补货。' },
    en: { title: 'Stock is low', text: '“{store}”: only {available} left of “{product}”; please restock.' },
    'zh-TW': { title: '庫存不足', text: '「{store}」的「{product}」僅剩 {available} 件，請補貨。' },
  },
  price_requested: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '有改价待审核', text: '「{store}」申请把「{product}」改为 {price.money}，请审核。' },
    en: {
      title: 'A price waits for review',
      text: '“{store}” asks for {price.money} for “{product}”; please review it.',
    },
    'zh-TW': { title: '有改價待審核', text: '「{store}」申請把「{product}」改為 {price.money}，請審核。' },
  },
  price_approved: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '改价已通过', text: '「{store}」的「{product}」现在卖 {price.money}。' },
    en: { title: 'Your price is live', text: '“{product}” at “{store}” now sells for {price.money}.' },
    'zh-TW': { title: '改價已通過', text: '「{store}」的「{product}」現在賣 {price.money}。' },
  },
  price_rejected: {
    kind: 'system',
    sms: false,
    'zh-CN': {
      title: '改价未通过',
      text: '「{store}」的「{product}」改为 {price.money} 未通过：{reason}。原价继续有效。',
    },
    en: {
      title: 'Your price was not approved',
      text: '{price.money} for “{product}” at “{store}” was not approved: {reason}. The price before stays live.',
    },
    'zh-TW': {
      title: '改價未通過',
      text: '「{store}」的「{product}」改為 {price.money} 未通過：{reason}。原價繼續有效。',
    },
  },
  price_superseded: {
    kind: 'system',
    sms: false,
    'zh-CN': {
      title: '改价申请已失效',
      text: '「{store}」的「{product}」已被设了别的价格，您申请的 {price.money} 不再审核。',
    },
    en: {
      title: 'Your price request is past',
      text: '“{product}” at “{store}” got another price meanwhile; {price.money} is not reviewed any more.',
    },
    'zh-TW': {
      title: '改價申請已失效',
      text: '「{store}」的「{product}」已被設了別的價格，您申請的 {price.money} 不再審核。',
    },
  },
  export_ready: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '导出完成', text: '「{name}」共 {rows} 行，24 小时内可以下载。' },
    en: { title: 'Your file is ready', text: '“{name}”, {rows} lines; it can be downloaded for 24 hours.' },
    'zh-TW': { title: '匯出完成', text: '「{name}」共 {rows} 行，24 小時內可以下載。' },
  },
  ...bookingTemplates,
  device_offline: {
    kind: 'device',
    sms: false,
    'zh-CN': { title: '设备离线', text: '「{store}」的设备 {device} 已离线。' },
    en: { title: 'A device is offline', text: 'Device {device} at “{store}” is offline.' },
    'zh-TW': { title: '裝置離線', text: '「{store}」的裝置 {device} 已離線。' },
  },
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
