import type zhCN from './zh-CN';

const en: Record<keyof typeof zhCN, string> = {
  'scan.door': 'Scan the door',
  'scan.goods': 'Scan goods',
  'scan.doorHint': "Point at the code on the door; your phone's own camera works too.",
  'scan.doorTyped': 'Door code or link',
  'scan.useCode': 'Use this code',
  'scan.notADoor': 'This is not a door code; please scan the code on the door.',
  'scan.openCamera': 'Open the camera',
  'scan.cameraRefused': 'No permission for the camera; type the number below.',
  'scan.cameraUnable': 'This device cannot scan; type the number below.',
  'scan.typeLabel': 'Type a barcode',
  'scan.typePlaceholder': 'Type a barcode',
  'scan.add': 'Add',
};

export default en;
