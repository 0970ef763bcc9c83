const zhCN = {
  title: '微信订阅消息',
  hint: '每一类通知用哪个微信模板发送。模板在微信公众平台申请，通过后把编号和字段填到这里。',
  templateId: '模板编号',
  templateHint: '微信公众平台“订阅消息 · 我的模板”里的模板 ID',
  enabled: '用它发送',
  enabledHint: '关闭后，这类通知按顾客的选择改走短信，或只进站内消息。',
  fieldsHint: '模板详情里每个字段的名字，例如 thing1.DATA 就填 thing1；模板没有的留空，至少填一个。',
  fieldWrong: '像 thing1、amount3 这样的字段名',
  states: {
    on: '使用中',
    paused: '已暂停',
    missing: '未设置',
  },
  purposes: {
    order: { title: '订单通知', text: '付款成功、付款失败、延迟到账。' },
    refund: { title: '退款通知', text: '退款成功，或退款没有成功。' },
    visit: { title: '到店与预订提醒', text: '到店没有结束、门没关好、预订成功、即将到时。' },
    balance: { title: '余额通知', text: '充值到账和赠送。' },
  },
  slots: {
    number: '单号',
    store: '门店',
    state: '状态',
    amount: '金额',
    balance: '余额',
    time: '时间',
    note: '备注',
  },
};

export default zhCN;
