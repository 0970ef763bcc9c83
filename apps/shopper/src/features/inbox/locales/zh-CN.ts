export default {
  'inbox.title': '消息',
  'inbox.unread': '消息，{n} 条未读',
  'inbox.emptyTitle': '还没有消息',
  'inbox.emptyText': '订单、支付和优惠的提醒都会在这里。',
  'inbox.readAll': '全部已读',
  'inbox.allRead': '全部标为已读',
  'inbox.settings': '设置',
} as const;
