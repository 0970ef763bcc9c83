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
} as const;

export default zhTW;
