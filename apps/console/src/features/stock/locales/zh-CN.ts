const zhCN = {
  title: '库存变动',
  hint: '现存数量等于所有变动之和。',
  empty: '入库、售出、退回和盘点都会记在这里。',
  kind: '类型',
  quantity: '数量',
  after: '变动后',
  verify: '核对库存',
  consistent: '核对无误：{{n}} 个商品的库存都等于变动之和',
  inconsistent: '发现不一致',
} as const;

export default zhCN;
