import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const zhTW: Translated<typeof zhCN> = {
  title: '我的匯出',
  hint: '檔案在寫完後保留 24 小時；離開頁面也會繼續寫。',
  empty: '在任何列表點「匯出」，檔案會出現在這裡。',
  kind: '內容',
  format: '格式',
  rows: '列數',
  cut: '只含前面部分',
  requestedAt: '申請時間',
  expiresAt: '保留到',
  download: '下載',
  stop: '停止',
};

export default zhTW;
