const zhTW = {
  title: '區域',
  hint: '總部、區域、門市的層級，決定誰能看到哪些門市。',
  empty: '還沒有區域',
  emptyHint: '從總部開始，一級一級往下建。',
  add: '新增區域',
  addUnder: '在{{name}}下新增',
  editOne: '編輯{{name}}',
  name: '名稱',
  parent: '上級區域',
  top: '最上級',
} as const;

export default zhTW;
