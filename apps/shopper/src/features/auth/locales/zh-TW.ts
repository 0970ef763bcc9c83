import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'signIn.enter': '登入',
  'signIn.title': '登入 / 註冊',
  'signIn.head': '你好',
  'signIn.text': '手機號驗證後即可開門，新朋友會自動註冊。',
  'signIn.bindTitle': '綁定手機號',
  'signIn.bindHead': '綁定手機號',
  'signIn.bindText': '開門需要一個已驗證的手機號，只需一次。',
  'signIn.phone': '手機號',
  'signIn.code': '6 位驗證碼',
  'signIn.send': '取得驗證碼',
  'signIn.resend': '重新傳送',
  'signIn.again': '{n} 秒後重發',
  'signIn.sent': '驗證碼已傳送至 {phone}，5 分鐘內有效。',
  'signIn.submit': '登入',
  'signIn.bindSubmit': '綁定',
  'signIn.tickFirst': '請先勾選同意隱私政策',
  'signIn.bound': '手機號已綁定',
  'signIn.wechat': '微信登入',
  'signIn.wechatPhone': '使用微信綁定的手機號',
  'signIn.wechatPhoneRefused': '沒關係，也可以用簡訊驗證碼綁定。',
  'notice.title': '隱私政策',
  'notice.version': '版本 {version} · 自 {at} 起生效',
  'welcome.title': '歡迎',
  'welcome.head': '新人紅包已到帳',
  'welcome.text': '結帳時自動抵扣，您也可以換用別的優惠券。',
  'welcome.go': '好的，去開門',
};

export default zhTW;
