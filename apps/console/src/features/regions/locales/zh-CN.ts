const zhCN = {
  title: '区域',
  hint: '总部、区域、门店的层级，决定谁能看到哪些门店。',
  empty: '还没有区域',
  emptyHint: '从总部开始，一级一级往下建。',
  add: '添加区域',
  addUnder: '在{{name}}下添加',
  editOne: '编辑{{name}}',
  name: '名称',
  parent: '上级区域',
  top: '最上级',
} as const;

export default zhCN;
