const zhTW = {
  title: '支付',
  hint: '每一次支付嘗試，以管道的簽名通知或主動查詢為準。',
  empty: '顧客付款後，支付紀錄會出現在這裡。',
  search: '訂單號、商戶單號、交易號',
  order: '訂單號',
  believedFrom: '確認依據',
  callback: '管道通知',
  query: '主動查詢',
  transaction: '管道交易號',
  outTradeNumber: '商戶單號',
  settledAt: '完成時間',
  refunds: '退款',
  refundsHint: '退款原路返回；被管道拒絕的會停在這裡，等人重新發起或放棄。',
  refundSearch: '訂單號、退款單號、管道單號',
  refundTasks: '只看待處理',
  noRefundTasks: '沒有被管道拒絕的退款。',
  noRefunds: '在訂單裡發起退款後，進度會出現在這裡。',
  refundCode: '管道的說法',
  refundNumber: '退款單號',
} as const;

export default zhTW;
