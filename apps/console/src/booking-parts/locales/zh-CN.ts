const zhCN = {
  room: '包间',
  startsAt: '开始时间（门店时间）',
  move: '移动',
  moveOne: '移动预订 {{number}}',
  moved: '已移动，顾客会看到新的时间和包间',
  fits: '这个时段空闲，可以移动',
  outOfHours: '这个时段在营业时间之外，仍可移动',
  priceThere: '按现价为',
  priceStays: '，移动不改价，仍为',
  freeInstead: '可改为：{{list}}',
  cancel: '取消并退款',
  cancelOne: '取消预订 {{number}}',
  unblock: '解除停用',
  cancelled: '已取消',
  refundAmount: '退款金额',
  refundable: '最多可退',
  refundWrong: '金额要在 0 到最多可退之间',
  nothingToCome: '没有未完成的预订',
} as const;

export default zhCN;
