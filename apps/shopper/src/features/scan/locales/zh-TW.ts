import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'scan.door': '掃門碼',
  'scan.goods': '掃商品條碼',
  'scan.doorHint': '對準門上的 QR 碼，也可以用手機內建相機掃碼直接打開。',
  'scan.doorTyped': '門碼或連結',
  'scan.useCode': '使用這個門碼',
  'scan.notADoor': '這不是門碼，請掃描門上的 QR 碼。',
  'scan.openCamera': '打開相機掃碼',
  'scan.cameraRefused': '沒有相機權限，請在下方輸入數字。',
  'scan.cameraUnable': '這台裝置無法掃碼，請在下方輸入數字。',
  'scan.typeLabel': '輸入條碼數字',
  'scan.typePlaceholder': '輸入條碼數字',
  'scan.add': '加入',
};

export default zhTW;
