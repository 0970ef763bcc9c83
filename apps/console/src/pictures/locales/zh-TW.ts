const zhTW = {
  title: '圖片',
  add: '新增圖片',
  hint: '支援 PNG、JPEG、WebP，最多 {{n}} 張；第一張為主圖，過大的照片會自動縮小。',
  nth: '第 {{n}} 張圖片',
  earlier: '將第 {{n}} 張圖片前移',
  later: '將第 {{n}} 張圖片後移',
  remove: '移除第 {{n}} 張圖片',
  foreign: '{{name}}：不是 PNG、JPEG 或 WebP 圖片',
  tooLarge: '{{name}}：檔案太大',
  refused: '{{name}}：{{why}}',
  full: '最多 {{n}} 張圖片，其餘未新增',
} as const;

export default zhTW;
