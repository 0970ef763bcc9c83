export default {
  'helpPage.title': '帮助与客服',
  'helpPage.insideTitle': '您正在店内',
  'helpPage.insideText': '在本次到店页面右上角可以呼叫客服，客服会通过店内喇叭或电话联系您；紧急出门也在那里。',
  'helpPage.toVisit': '回到本次到店',
  'helpPage.aboutOrder': '咨询时请提供订单编号',
  'helpPage.copy': '复制',
  'helpPage.call': '致电{store}',
  'helpPage.questions': '常见问题',
  'helpPage.door.q': '怎么开门？',
  'helpPage.door.a':
    '扫门上的二维码，或在首页选择您所在的门店，再点“开门”。第一次需要登录并绑定手机号。听到“咔嗒”后请在 8 秒内推门。',
  'helpPage.stuck.q': '门打不开怎么办？',
  'helpPage.stuck.a':
    '页面会说明原因和下一步；没打开的门不会扣费。在店内任何时候都可以用“紧急出门”，或按门内侧的应急开关，断电断网也能打开。',
  'helpPage.barcode.q': '扫不到商品条码？',
  'helpPage.barcode.a': '可以手动输入条码下方的数字，或呼叫客服协助。没有网络时先扫，恢复后会自动加入购物车。',
  'helpPage.pay.q': '付款没成功，会重复扣款吗？',
  'helpPage.pay.a': '不会。结果以支付渠道的确认为准，可以再次支付或换一种方式；多付的款项会原路退回。',
  'helpPage.leave.q': '不买东西怎么离店？',
  'helpPage.leave.a': '在本次到店页面点“不买了，离店”。把商品放回原处，客服看过画面后会为您开门，通常不到一分钟。',
  'helpPage.refund.q': '商品有问题，怎么退款？',
  'helpPage.refund.a':
    '打开订单，点“对这笔订单有疑问”，把订单编号告诉客服。退款按原支付方式退回，进度在订单里可以看到。',
  'helpPage.coupon.q': '优惠券怎么用？',
  'helpPage.coupon.a': '结账时会自动选最优惠的一张，您也可以在购物车里换一张或不用。',
  'helpPage.privacy.q': '我的数据怎么管理？',
  'helpPage.privacy.a': '在“我的 · 账号与隐私”里可以查看登录记录、导出数据、撤回同意或注销账号。',
} as const;
