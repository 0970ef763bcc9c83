const zhCN = {
  title: '预订看板',
  hint: '所有门店的预订按进度实时排列；卡住的和可疑的排在最前。',
  allStores: '全部门店',
  calm: '没有卡住的预订',
  none: '暂无',
  more: '还有 {{n}} 单',
  stuck: '卡住的预订（{{n}}）',
  duplicates: '重复或迟到的付款（{{n}}）',
  abuse: '频繁退款的会员（{{n}}）',
  refundsOf: '7 天内 {{n}} 次',
  stages: {
    to_pay: '待支付',
    confirmed: '已支付·待使用',
    started: '使用中',
    ended: '24 小时内结束',
    refunding: '退款中',
  },
  reasons: {
    hold_not_lapsed: '保留超时未释放',
    no_show_not_marked: '未到店未处理',
    session_not_ended: '到时未结束',
    refund_waiting: '退款超过 30 分钟',
    debt_old: '欠款超过一天',
  },
} as const;

export default zhCN;
