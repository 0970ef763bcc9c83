const zhCN = {
  title: '我的导出',
  hint: '文件在写完后保留 24 小时；离开页面也会继续写。',
  empty: '在任何列表点「导出」，文件会出现在这里。',
  kind: '内容',
  format: '格式',
  rows: '行数',
  cut: '只含前面部分',
  requestedAt: '申请时间',
  expiresAt: '保留到',
  download: '下载',
  stop: '停止',
} as const;

export default zhCN;
