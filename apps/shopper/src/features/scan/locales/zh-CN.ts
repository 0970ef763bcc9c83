export default {
  'scan.door': '扫门码',
  'scan.goods': '扫商品条码',
  'scan.doorHint': '对准门上的二维码，也可以用手机自带相机扫码直接打开。',
  'scan.doorTyped': '门码或链接',
  'scan.useCode': '使用这个门码',
  'scan.notADoor': '这不是门码，请扫描门上的二维码。',
  'scan.openCamera': '打开摄像头扫码',
  'scan.cameraRefused': '没有摄像头权限，请在下方输入数字。',
  'scan.cameraUnable': '这台设备不能扫码，请在下方输入数字。',
  'scan.typeLabel': '输入条码数字',
  'scan.typePlaceholder': '输入条码数字',
  'scan.add': '加入',
} as const;
