const en = {
  title: 'Payments',
  hint: 'Every payment attempt, believed only from the channel’s signed notice or our own query.',
  empty: 'Payments appear here once customers pay.',
  search: 'Order, merchant or transaction number',
  order: 'Order number',
  believedFrom: 'Believed from',
  callback: 'Channel notice',
  query: 'Own query',
  transaction: 'Channel transaction',
  outTradeNumber: 'Merchant number',
  settledAt: 'Settled',
  refunds: 'Refunds',
  refundsHint:
    'Money goes back the way it came; what the channel refuses stays here until somebody sends it again or gives it up.',
  refundSearch: 'Order, refund or channel number',
  refundTasks: 'Only those to settle',
  noRefundTasks: 'The channel refused nothing.',
  noRefunds: 'Refunds that are begun on an order are followed here.',
  refundCode: 'What the channel said',
  refundNumber: 'Refund number',
} as const;

export default en;
