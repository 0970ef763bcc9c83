import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'wallet.title': '餘額',
  'wallet.guestText': '儲值、餘額和每一筆使用都在這裡。',
  'wallet.available': '可用餘額',
  'wallet.principal': '本金',
  'wallet.gift': '贈送',
  'wallet.noPlan': '現在沒有儲值活動，餘額仍可照常使用。',
  'wallet.topUp': '儲值',
  'wallet.go': '儲值 {amount}',
  'wallet.giftOf': '送 {gift}',
  'wallet.noGift': '無贈送',
  'wallet.free': '其他金額（{least} 至 {most}）',
  'wallet.rules': '未使用的本金 {n} 天內可原路退回；消費時先用本金，再用贈送。',
  'wallet.paid': '儲值 {amount} 已到帳',
  'wallet.paidGift': '儲值 {amount} 已到帳，另送 {gift}',
  'wallet.again': '再儲值一筆',
  'wallet.statement': '明細',
  'wallet.after': '餘額 {amount}',
  'wallet.emptyTitle': '還沒有餘額變動',
  'wallet.emptyText': '儲值和每次使用都會記在這裡。',
  'wallet.kind.top_up': '儲值',
  'wallet.forRoom': '包間與球桌',
  'wallet.kind.spend': '消費',
  'wallet.kind.refund': '訂單退款',
  'wallet.kind.top_up_refund': '儲值退回',
  'wallet.kind.merge': '帳號合併',
  'wallet.kind.lapse': '贈送失效',
};

export default zhTW;
