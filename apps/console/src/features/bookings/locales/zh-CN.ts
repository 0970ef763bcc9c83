const zhCN = {
  title: '预订',
  hint: '包间的全部预订、使用和账单。',
  empty: '顾客预订包间后会出现在这里。',
  search: '单号、姓名、手机尾号、备注',
  number: '预订号',
  who: '顾客',
  all: '进度',
  toCome: '仅未完成',
  calendar: '排期',
} as const;

export default zhCN;
