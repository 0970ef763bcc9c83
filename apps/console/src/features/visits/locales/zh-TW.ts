const zhTW = {
  title: '到店',
  hint: '每一次進店到離店的經過。',
  empty: '顧客掃碼進店後，會出現在這裡。',
  one: '到店 {{number}}',
  number: '到店編號',
  flags: '提示',
  ending: '結束方式',
  bought: '消費',
  enteredAt: '進店時間',
  endedAt: '離店時間',
  exitRequestedAt: '請求離店時間',
  cart: '購物車',
  pieces: '{{n}} 件',
  door: '最近一次開門',
  orders: '這次到店的訂單',
  timeline: '經過',
  noTimeline: '還沒有紀錄',
} as const;

export default zhTW;
