import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'inbox.title': 'Messages',
  'inbox.unread': 'Messages, {n} unread',
  'inbox.emptyTitle': 'No messages',
  'inbox.emptyText': 'News about orders, payments and coupons come here.',
  'inbox.readAll': 'Read all',
  'inbox.allRead': 'All marked as read',
  'inbox.settings': 'Settings',
};

export default en;
