const zhTW = {
  title: '庫存變動',
  hint: '現存數量等於所有變動之和。',
  empty: '入庫、售出、退回和盤點都會記在這裡。',
  kind: '類型',
  quantity: '數量',
  after: '變動後',
  verify: '核對庫存',
  consistent: '核對無誤：{{n}} 個商品的庫存都等於變動之和',
  inconsistent: '發現不一致',
} as const;

export default zhTW;
