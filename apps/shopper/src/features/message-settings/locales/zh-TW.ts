import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'messageSettings.title': '訊息設定',
  'messageSettings.guestText': '登入後可以選擇怎樣收到提醒。',
  'messageSettings.always': '所有訊息都在訊息中心裡；下面決定哪些還會另外提醒您。',
  'messageSettings.channels': '提醒方式',
  'messageSettings.wechat': '微信服務通知',
  'messageSettings.sms': '簡訊，僅限重要的事',
  'messageSettings.kinds': '提醒哪些事',
  'messageSettings.kind.order': '訂單',
  'messageSettings.kind.payment': '支付、退款和餘額',
  'messageSettings.kind.visit': '到店和門',
  'messageSettings.kind.coupon': '優惠券',
  'messageSettings.quiet': '勿擾時段',
  'messageSettings.quietOff': '關閉',
  'messageSettings.quietText': '這段時間只提醒不能等的事，例如門沒有關；其他的稍後再提醒。依北京時間。',
  'messageSettings.consents': '微信規定：每同意一次，只能提醒一次。',
  'messageSettings.consentsWeb': '微信規定：每同意一次，只能提醒一次。請在小程式裡增加次數。',
  'messageSettings.purpose.order': '訂單狀態',
  'messageSettings.purpose.refund': '退款',
  'messageSettings.purpose.visit': '到店服務',
  'messageSettings.purpose.balance': '餘額變動',
  'messageSettings.left': '還可提醒 {n} 次',
  'messageSettings.allow': '再多同意一次',
};
export default zhTW;
