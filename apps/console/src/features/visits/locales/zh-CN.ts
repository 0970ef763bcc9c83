const zhCN = {
  title: '到店',
  hint: '每一次进店到离店的经过。',
  empty: '顾客扫码进店后，会出现在这里。',
  one: '到店 {{number}}',
  number: '到店编号',
  flags: '提示',
  ending: '结束方式',
  bought: '消费',
  enteredAt: '进店时间',
  endedAt: '离店时间',
  exitRequestedAt: '请求离店时间',
  cart: '购物车',
  pieces: '{{n}} 件',
  door: '最近一次开门',
  orders: '这次到店的订单',
  timeline: '经过',
  noTimeline: '还没有记录',
} as const;

export default zhCN;
