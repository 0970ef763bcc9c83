import type zhCN from './zh-CN';

const zhTW: Record<keyof typeof zhCN, string> = {
  'helpPage.title': '幫助與客服',
  'helpPage.insideTitle': '您正在店內',
  'helpPage.insideText': '在本次到店頁面右上角可以呼叫客服，客服會透過店內喇叭或電話聯絡您；緊急出門也在那裡。',
  'helpPage.guideText': '拿、掃、付、走，四步就會',
  'helpPage.toVisit': '回到本次到店',
  'helpPage.aboutOrder': '諮詢時請提供訂單編號',
  'helpPage.copy': '複製',
  'helpPage.call': '致電{store}',
  'helpPage.questions': '常見問題',
  'helpPage.door.q': '怎麼開門？',
  'helpPage.door.a':
    '掃門上的 QR 碼，或在首頁選擇您所在的門市，再點「開門」。第一次需要登入並綁定手機號。聽到「喀嗒」後請在 8 秒內推門。',
  'helpPage.stuck.q': '門打不開怎麼辦？',
  'helpPage.stuck.a':
    '頁面會說明原因和下一步；沒打開的門不會扣費。在店內任何時候都可以用「緊急出門」，或按門內側的應急開關，斷電斷網也能打開。',
  'helpPage.barcode.q': '掃不到商品條碼？',
  'helpPage.barcode.a': '可以手動輸入條碼下方的數字，或呼叫客服協助。沒有網路時先掃，恢復後會自動加入購物車。',
  'helpPage.pay.q': '付款沒成功，會重複扣款嗎？',
  'helpPage.pay.a': '不會。結果以支付管道的確認為準，可以再次支付或換一種方式；多付的款項會原路退回。',
  'helpPage.leave.q': '不買東西怎麼離店？',
  'helpPage.leave.a': '在本次到店頁面點「不買了，離店」。把商品放回原處，客服看過畫面後會為您開門，通常不到一分鐘。',
  'helpPage.refund.q': '商品有問題，怎麼退款？',
  'helpPage.refund.a':
    '打開訂單，點「對這筆訂單有疑問」，把訂單編號告訴客服。退款依原支付方式退回，進度在訂單裡可以看到。',
  'helpPage.coupon.q': '優惠券怎麼用？',
  'helpPage.coupon.a': '結帳時會自動選最優惠的一張，您也可以在購物車裡換一張或不用。',
  'helpPage.privacy.q': '我的資料怎麼管理？',
  'helpPage.privacy.a': '在「我的 · 帳號與隱私」裡可以查看登入紀錄、匯出資料、撤回同意或註銷帳號。',
};

export default zhTW;
