export const languages = ['zh-CN', 'en', 'zh-TW'] as const;
export type Language = (typeof languages)[number];

export interface Texts {
  title: string;
  ribbon: string;
  payTo: string;
  order: string;
  goods: string;
  method: string;
  wallet: string;
  pay: string;
  cancel: string;
  fail: string;
  failReason: string;
  failedNote: string;
  paidTitle: string;
  paidNote: string;
  cancelledTitle: string;
  cancelledNote: string;
  closedTitle: string;
  closedNote: string;
  unknownTitle: string;
  unknownNote: string;
  badReturnTitle: string;
  badReturnNote: string;
  back: string;
  again: string;
}

export const texts: Readonly<Record<Language, Texts>> = {
  'zh-CN': {
    title: '测试收银台',
    ribbon: '测试收银台 · 不会扣真钱',
    payTo: '付款给',
    order: '订单号',
    goods: '商品',
    method: '付款方式',
    wallet: '测试零钱',
    pay: '立即支付',
    cancel: '取消支付',
    fail: '模拟支付失败',
    failReason: '余额不足，银行拒绝付款',
    failedNote: '这次支付没有成功，没有扣款。请返回商家换一种方式再付。',
    paidTitle: '支付成功',
    paidNote: '可以返回商家页面了。',
    cancelledTitle: '已取消支付',
    cancelledNote: '没有扣款。订单还在，可以再次支付。',
    closedTitle: '订单不能支付了',
    closedNote: '订单已关闭或已过期，没有扣款。请返回商家重新下单。',
    unknownTitle: '找不到订单',
    unknownNote: '链接不完整或已失效，没有扣款。请返回商家重新下单。',
    badReturnTitle: '返回地址不被允许',
    badReturnNote: '商家给出的返回地址不在允许的范围内，没有扣款。',
    back: '返回商家',
    again: '继续支付',
  },
  en: {
    title: 'Test cashier',
    ribbon: 'Test cashier · no real money',
    payTo: 'Pay to',
    order: 'Order number',
    goods: 'Item',
    method: 'Payment method',
    wallet: 'Test wallet',
    pay: 'Pay now',
    cancel: 'Cancel payment',
    fail: 'Simulate a failed payment',
    failReason: 'Insufficient balance, refused by the bank',
    failedNote: 'This payment did not succeed and nothing was charged. Go back to the shop and pay another way.',
    paidTitle: 'Paid',
    paidNote: 'You can go back to the shop now.',
    cancelledTitle: 'Payment cancelled',
    cancelledNote: 'Nothing was charged. The order is still open and can be paid.',
    closedTitle: 'This order can no longer be paid',
    closedNote: 'It was closed or has expired, and nothing was charged. Go back to the shop and order again.',
    unknownTitle: 'Order not found',
    unknownNote: 'The link is incomplete or no longer valid; nothing was charged. Go back to the shop and order again.',
    badReturnTitle: 'The return address is not allowed',
    badReturnNote: 'The shop gave a return address outside the allowed ones. Nothing was charged.',
    back: 'Back to the shop',
    again: 'Continue to pay',
  },
  'zh-TW': {
    title: '測試收銀台',
    ribbon: '測試收銀台 · 不會扣真錢',
    payTo: '付款給',
    order: '訂單編號',
    goods: '商品',
    method: '付款方式',
    wallet: '測試零錢',
    pay: '立即付款',
    cancel: '取消付款',
    fail: '模擬付款失敗',
    failReason: '餘額不足，銀行拒絕付款',
    failedNote: '這次付款沒有成功，沒有扣款。請返回商家換一種方式再付。',
    paidTitle: '付款成功',
    paidNote: '可以返回商家頁面了。',
    cancelledTitle: '已取消付款',
    cancelledNote: '沒有扣款。訂單還在，可以再次付款。',
    closedTitle: '訂單不能付款了',
    closedNote: '訂單已關閉或已過期，沒有扣款。請返回商家重新下單。',
    unknownTitle: '找不到訂單',
    unknownNote: '連結不完整或已失效，沒有扣款。請返回商家重新下單。',
    badReturnTitle: '返回網址不被允許',
    badReturnNote: '商家給出的返回網址不在允許的範圍內，沒有扣款。',
    back: '返回商家',
    again: '繼續付款',
  },
};

/** `?lang=` first, then the browser's wish, then Simplified Chinese. */
export function chooseLanguage(wish: string | undefined, acceptLanguage: string | undefined): Language {
  const wishes = [wish ?? '', ...(acceptLanguage ?? '').split(',')];
  for (const text of wishes) {
    const tag = text.split(';')[0]?.trim().toLowerCase() ?? '';
    if (/^zh-(tw|hk|mo|hant)/.test(tag)) return 'zh-TW';
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}
