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
} as const;

export default en;
