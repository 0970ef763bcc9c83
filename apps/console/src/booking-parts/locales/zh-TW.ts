const zhTW = {
  room: '包間',
  startsAt: '開始時間（門市時間）',
  move: '移動',
  moveOne: '移動預訂 {{number}}',
  moved: '已移動，顧客會看到新的時間和包間',
  fits: '這個時段空閒，可以移動',
  outOfHours: '這個時段在營業時間之外，仍可移動',
  priceThere: '按現價為',
  priceStays: '，移動不改價，仍為',
  freeInstead: '可改為：{{list}}',
  cancel: '取消並退款',
  cancelOne: '取消預訂 {{number}}',
  unblock: '解除停用',
  cancelled: '已取消',
  refundAmount: '退款金額',
  refundable: '最多可退',
  refundWrong: '金額要在 0 到最多可退之間',
  nothingToCome: '沒有未完成的預訂',
} as const;

export default zhTW;
