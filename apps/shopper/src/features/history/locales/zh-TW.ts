import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'visits.title': '到店紀錄',
  'visits.one': '到店詳情',
  'visits.number': '到店編號',
  'visits.lasted': '停留時間',
  'visits.timeline': '經過',
  'visits.emptyTitle': '還沒有到店紀錄',
  'visits.emptyText': '第一次開門之後，每次到店的經過都會在這裡。',
  'visitEnding.purchase': '已購物',
  'visitEnding.no_purchase': '沒有購物',
  'visitEnding.emergency': '緊急出門',
  'visitEnding.timed_out': '已逾時',
  'visitEnding.abnormal': '客服跟進',
};

export default zhTW;
