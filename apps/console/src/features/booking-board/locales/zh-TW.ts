const zhTW = {
  title: '預訂看板',
  hint: '所有門市的預訂按進度即時排列；卡住的和可疑的排在最前。',
  allStores: '全部門市',
  calm: '沒有卡住的預訂',
  none: '暫無',
  more: '還有 {{n}} 單',
  stuck: '卡住的預訂（{{n}}）',
  duplicates: '重複或遲到的付款（{{n}}）',
  abuse: '頻繁退款的會員（{{n}}）',
  refundsOf: '7 天內 {{n}} 次',
  stages: {
    to_pay: '待支付',
    confirmed: '已支付·待使用',
    started: '使用中',
    ended: '24 小時內結束',
    refunding: '退款中',
  },
  reasons: {
    hold_not_lapsed: '保留逾時未釋放',
    no_show_not_marked: '未到店未處理',
    session_not_ended: '到時未結束',
    refund_waiting: '退款超過 30 分鐘',
    debt_old: '欠款超過一天',
  },
} as const;

export default zhTW;
