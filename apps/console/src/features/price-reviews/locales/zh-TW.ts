import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const zhTW: Translated<typeof zhCN> = {
  title: '價格審核',
  hint: '門市申請的價格在這裡等平台決定；通過前顧客按現價付款。',
  empty: '門市改價超出自主範圍時會出現在這裡。',
  one: '價格審核',
  asked: '申請價',
  now: '現價',
  before: '申請時的價',
  library: '商品庫售價',
  change: '相對商品庫',
  note: '理由',
  noNote: '沒有寫理由',
  by: '申請人',
  at: '申請時間',
  decidedBy: '審核人',
  decidedAt: '審核時間',
  reason: '未通過原因',
  approve: '通過',
  approveHint: '通過後立即按 {{price}} 銷售；已經加購的顧客付較低的那個價。',
  approved: '已通過，新價立即生效',
  reject: '不通過',
  rejectTitle: '不通過這個價格',
  rejectHint: '現價繼續有效，原因會告訴申請人，請寫清楚要怎麼改。',
  rejected: '已告訴申請人',
  listing: '門市商品',
};

export default zhTW;
