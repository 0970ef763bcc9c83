import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const en: Translated<typeof zhCN> = {
  title: 'Price reviews',
  hint: 'Prices that stores asked for wait here for the platform; customers pay the present price until then.',
  empty: 'A price beyond what a store may set by itself shows up here.',
  one: 'Price review',
  asked: 'Asked for',
  now: 'Price now',
  before: 'Price when asked',
  library: 'Library price',
  change: 'Against the library',
  note: 'Why',
  noNote: 'No reason was given',
  by: 'Asked by',
  at: 'Asked at',
  decidedBy: 'Decided by',
  decidedAt: 'Decided at',
  reason: 'Why not',
  approve: 'Approve',
  approveHint: 'It sells for {{price}} at once; customers with it in their carts pay the lower of the two.',
  approved: 'Approved; the new price is live',
  reject: 'Reject',
  rejectTitle: 'Reject this price',
  rejectHint: 'The present price stays. The asker is told the reason: say what would be right.',
  rejected: 'The asker was told',
  listing: 'Listing',
};

export default en;
