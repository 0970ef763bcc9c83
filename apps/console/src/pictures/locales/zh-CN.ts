const zhCN = {
  title: '图片',
  add: '添加图片',
  hint: '支持 PNG、JPEG、WebP，最多 {{n}} 张；第一张为主图，过大的照片会自动缩小。',
  nth: '第 {{n}} 张图片',
  earlier: '将第 {{n}} 张图片前移',
  later: '将第 {{n}} 张图片后移',
  remove: '移除第 {{n}} 张图片',
  foreign: '{{name}}：不是 PNG、JPEG 或 WebP 图片',
  tooLarge: '{{name}}：文件太大',
  refused: '{{name}}：{{why}}',
  full: '最多 {{n}} 张图片，其余未添加',
} as const;

export default zhCN;
