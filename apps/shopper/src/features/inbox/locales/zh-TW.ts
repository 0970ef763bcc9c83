import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'inbox.title': '訊息',
  'inbox.unread': '訊息，{n} 則未讀',
  'inbox.emptyTitle': '還沒有訊息',
  'inbox.emptyText': '訂單、支付和優惠的提醒都會在這裡。',
  'inbox.readAll': '全部已讀',
  'inbox.allRead': '全部標為已讀',
  'inbox.settings': '設定',
};

export default zhTW;
