const zhCN = {
  title: '支付',
  hint: '每一次支付尝试，以渠道的签名通知或主动查询为准。',
  empty: '顾客付款后，支付记录会出现在这里。',
  search: '订单号、商户单号、交易号',
  order: '订单号',
  believedFrom: '确认依据',
  callback: '渠道通知',
  query: '主动查询',
  transaction: '渠道交易号',
  outTradeNumber: '商户单号',
  settledAt: '完成时间',
  refunds: '退款',
  refundsHint: '退款原路返回；被渠道拒绝的会停在这里，等人重新发起或放弃。',
  refundSearch: '订单号、退款单号、渠道单号',
  refundTasks: '只看待处理',
  noRefundTasks: '没有被渠道拒绝的退款。',
  noRefunds: '在订单里发起退款后，进度会出现在这里。',
  refundCode: '渠道的说法',
  refundNumber: '退款单号',
} as const;

export default zhCN;
