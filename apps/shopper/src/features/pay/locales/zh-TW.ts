import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'paid.title': '支付結果',
  'paid.opening': '支付成功，正在開門',
  'paid.openingText': '門鎖馬上打開，請走到門口。',
  'paid.unlocked': '門已開鎖，請推門',
  'paid.unlockedText': '支付成功，推開門就可以離開。',
  'paid.open': '門已開',
  'paid.openText': '支付成功，請出門，歡迎再來。',
  'paid.stuck': '支付成功，門鎖卡住了',
  'paid.stuckText': '付款已到帳，店員已收到通知。請先拉緊門再鬆手，然後再開一次；仍打不開，請按門內側的應急開關。',
  'paid.ended': '購物完成',
  'paid.endedText': '本次到店已結束，訂單已完成。',
  'paid.paid': '支付成功',
  'paid.paidText': '訂單已付款。',
  'paid.amount': '實付',
  'paid.state': '訂單狀態',
  'paid.notOpen': '支付成功，門沒有打開',
  'paid.notOpenText': '付款已到帳。請再開一次門；仍打不開，請用下方的緊急出門，或按門內側的應急開關。',
  'paid.late': '支付成功，請推門試試',
  'paid.lateText': '門鎖剛剛才回應，門可能已經鬆開；沒有開就再開一次。',
};

export default zhTW;
