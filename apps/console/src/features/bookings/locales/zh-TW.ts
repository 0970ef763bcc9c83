const zhTW = {
  title: '預訂',
  hint: '包間的全部預訂、使用和帳單。',
  empty: '顧客預訂包間後會出現在這裡。',
  search: '單號、姓名、手機尾號、備註',
  number: '預訂號',
  who: '顧客',
  all: '進度',
  toCome: '僅未完成',
  calendar: '排期',
} as const;

export default zhTW;
