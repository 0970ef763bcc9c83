import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'signIn.enter': 'Sign in',
  'signIn.title': 'Sign in',
  'signIn.head': 'Hello',
  'signIn.text': 'Verify your number to open doors; newcomers are registered on the way.',
  'signIn.bindTitle': 'Verify your number',
  'signIn.bindHead': 'Verify your number',
  'signIn.bindText': 'Opening doors needs a verified number, once.',
  'signIn.phone': 'Mobile number',
  'signIn.code': '6-digit code',
  'signIn.send': 'Send code',
  'signIn.resend': 'Send again',
  'signIn.again': 'Again in {n} s',
  'signIn.sent': 'A code was sent to {phone}; it is valid for 5 minutes.',
  'signIn.submit': 'Sign in',
  'signIn.bindSubmit': 'Verify',
  'signIn.tickFirst': 'Please accept the privacy notice first',
  'signIn.bound': 'Number verified',
  'signIn.wechat': 'Sign in with WeChat',
  'signIn.wechatPhone': 'Use the number from WeChat',
  'signIn.wechatPhoneRefused': 'That is fine; use an SMS code instead.',
  'notice.title': 'Privacy notice',
  'notice.version': 'Version {version} · in force since {at}',
  'welcome.title': 'Welcome',
  'welcome.head': 'A red packet for you',
  'welcome.text': 'It is used for you at the checkout; you can choose another coupon.',
  'welcome.go': 'Great, to the door',
};

export default en;
