export default {
  'visits.title': '到店记录',
  'visits.one': '到店详情',
  'visits.number': '到店编号',
  'visits.lasted': '停留时间',
  'visits.timeline': '经过',
  'visits.emptyTitle': '还没有到店记录',
  'visits.emptyText': '第一次开门之后，每次到店的经过都会在这里。',
  'visitEnding.purchase': '已购物',
  'visitEnding.no_purchase': '没有购物',
  'visitEnding.emergency': '紧急出门',
  'visitEnding.timed_out': '已超时',
  'visitEnding.abnormal': '客服跟进',
} as const;
