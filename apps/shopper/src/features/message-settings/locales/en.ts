import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'messageSettings.title': 'Message settings',
  'messageSettings.guestText': 'Sign in to choose how you are reminded.',
  'messageSettings.always': 'Every message is in your inbox; here you choose what you are told of elsewhere too.',
  'messageSettings.channels': 'How to remind you',
  'messageSettings.wechat': 'WeChat notifications',
  'messageSettings.sms': 'Text messages, only for what matters',
  'messageSettings.kinds': 'What to remind you of',
  'messageSettings.kind.order': 'Orders',
  'messageSettings.kind.payment': 'Payments, refunds and balance',
  'messageSettings.kind.visit': 'Visits and doors',
  'messageSettings.kind.coupon': 'Coupons',
  'messageSettings.quiet': 'Quiet hours',
  'messageSettings.quietOff': 'Off',
  'messageSettings.quietText':
    'In these hours only what cannot wait is sent, such as a door left open; the rest comes later. China time.',
  'messageSettings.consents': 'By WeChat’s rule each consent is good for one reminder.',
  'messageSettings.consentsWeb':
    'By WeChat’s rule each consent is good for one reminder. Give more in the mini-program.',
  'messageSettings.purpose.order': 'Order state',
  'messageSettings.purpose.refund': 'Refunds',
  'messageSettings.purpose.visit': 'Visit service',
  'messageSettings.purpose.balance': 'Balance changes',
  'messageSettings.left': '{n} left',
  'messageSettings.allow': 'Allow one more',
};
export default en;
