import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const zhTW: Translated<typeof zhCN> = {
  title: '微信訂閱訊息',
  hint: '每一類通知用哪個微信範本發送。範本在微信公眾平台申請，通過後把編號和欄位填到這裡。',
  templateId: '範本編號',
  templateHint: '微信公眾平台「訂閱訊息 · 我的範本」裡的範本 ID',
  enabled: '用它發送',
  enabledHint: '關閉後，這類通知按顧客的選擇改走簡訊，或只進站內訊息。',
  fieldsHint: '範本詳情裡每個欄位的名字，例如 thing1.DATA 就填 thing1；範本沒有的留空，至少填一個。',
  fieldWrong: '像 thing1、amount3 這樣的欄位名',
  states: {
    on: '使用中',
    paused: '已暫停',
    missing: '未設定',
  },
  purposes: {
    order: { title: '訂單通知', text: '付款成功、付款失敗、延遲到帳。' },
    refund: { title: '退款通知', text: '退款成功，或退款沒有成功。' },
    visit: { title: '到店與預訂提醒', text: '到店沒有結束、門沒關好、預訂成功、即將到時。' },
    balance: { title: '餘額通知', text: '儲值到帳和贈送。' },
  },
  slots: {
    number: '單號',
    store: '門市',
    state: '狀態',
    amount: '金額',
    balance: '餘額',
    time: '時間',
    note: '備註',
  },
};

export default zhTW;
