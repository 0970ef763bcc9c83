import type { Locale } from '@latchkey/contract';

type ByLocale = readonly [zhCN: string, en: string, zhTW: string];

/** What states and kinds are called in exported files: the words of the staff's screens. */
const words = {
  order: {
    pending_payment: ['待支付', 'Awaiting payment', '待支付'],
    paid: ['已支付', 'Paid', '已支付'],
    completed: ['已完成', 'Completed', '已完成'],
    closed: ['已关闭', 'Closed', '已關閉'],
    partially_refunded: ['部分退款', 'Partly refunded', '部分退款'],
    refunded: ['已退款', 'Refunded', '已退款'],
  },
  abnormality: {
    paid_at_channel: ['渠道已付、本地未到账', 'Paid at the channel, pending here', '管道已付、本地未入帳'],
    amount_differs: ['金额不一致', 'Amount differs', '金額不一致'],
    late_payment: ['关闭后到账', 'Paid after closing', '關閉後入帳'],
    payment_failed: ['支付失败', 'Payment failed', '支付失敗'],
    out_of_stock: ['缺货', 'Out of stock', '缺貨'],
  },
  fulfilment: {
    received: ['已接收', 'Received', '已接收'],
    preparing: ['备货中', 'Preparing', '備貨中'],
    ready: ['待取货', 'Ready for pick-up', '待取貨'],
    shipped: ['已发货', 'Shipped', '已出貨'],
    delivered: ['已送达', 'Delivered', '已送達'],
    completed: ['已完成', 'Completed', '已完成'],
    returned: ['已退回', 'Returned', '已退回'],
  },
  channel: {
    wechat: ['微信支付', 'WeChat Pay', '微信支付'],
    alipay: ['支付宝', 'Alipay', '支付寶'],
    unionpay: ['云闪付', 'UnionPay', '雲閃付'],
    balance: ['余额', 'Balance', '餘額'],
    external: ['线下', 'Outside', '線下'],
  },
  method: {
    h5: ['网页支付', 'Web page', '網頁支付'],
    jsapi: ['小程序支付', 'Mini-program', '小程式支付'],
    native: ['扫码支付', 'QR code', '掃碼支付'],
    code: ['付款码', 'Payment code', '付款碼'],
    balance: ['余额', 'Balance', '餘額'],
    external: ['线下收款', 'Outside the channels', '線下收款'],
  },
  visit: {
    entering: ['进店中', 'Entering', '進店中'],
    inside: ['在店', 'Inside', '在店'],
    leaving: ['离店中', 'Leaving', '離店中'],
    ended: ['已离店', 'Left', '已離店'],
    timed_out: ['超时', 'Timed out', '逾時'],
    abnormal: ['异常', 'Abnormal', '異常'],
  },
  ending: {
    purchase: ['购物离店', 'Left after buying', '購物離店'],
    no_purchase: ['未购离店', 'Left without buying', '未購離店'],
    emergency: ['紧急离店', 'Emergency exit', '緊急離店'],
    timed_out: ['超时结束', 'Timed out', '逾時結束'],
    abnormal: ['异常结束', 'Ended abnormally', '異常結束'],
  },
  visitFlag: {
    abnormal_member: ['异常会员', 'Abnormal member', '異常會員'],
    first_visit: ['首次到店', 'First visit', '首次到店'],
    tailgating: ['疑似尾随', 'Tailgating?', '疑似尾隨'],
    overstay: ['停留过久', 'Long stay', '停留過久'],
    unpaid_cart: ['购物车未付', 'Unpaid cart', '購物車未付'],
    exit_requested: ['请求离店', 'Asks to leave', '請求離店'],
    emergency: ['紧急', 'Emergency', '緊急'],
    help: ['呼叫帮助', 'Help wanted', '呼叫協助'],
    lost_contact: ['失去联系', 'Lost contact', '失去聯絡'],
  },
  member: {
    normal: ['正常', 'Normal', '正常'],
    frozen: ['已冻结', 'Frozen', '已凍結'],
    abnormal: ['异常', 'Abnormal', '異常'],
  },
  movement: {
    receive: ['入库', 'Received', '入庫'],
    sell: ['售出', 'Sold', '售出'],
    return: ['退回', 'Returned', '退回'],
    transfer_out: ['调出', 'Moved out', '調出'],
    transfer_in: ['调入', 'Moved in', '調入'],
    count: ['盘点', 'Counted', '盤點'],
    damage: ['报损', 'Damaged', '報損'],
    expire: ['过期', 'Expired', '過期'],
    reserve: ['占用', 'Reserved', '佔用'],
    release: ['释放', 'Released', '釋放'],
  },
  payment: {
    created: ['已创建', 'Created', '已建立'],
    requesting: ['请求渠道中', 'Asking the channel', '請求管道中'],
    awaiting_payer: ['等待付款', 'Awaiting payer', '等待付款'],
    succeeded: ['支付成功', 'Succeeded', '支付成功'],
    failed: ['支付失败', 'Failed', '支付失敗'],
    closed: ['已关闭', 'Closed', '已關閉'],
  },
  refund: {
    created: ['已创建', 'Created', '已建立'],
    requesting: ['请求渠道中', 'Asking the channel', '請求管道中'],
    processing: ['处理中', 'Processing', '處理中'],
    succeeded: ['退款成功', 'Refunded', '退款成功'],
    failed: ['渠道拒绝，待处理', 'Rejected, to be settled', '管道拒絕，待處理'],
    closed: ['已关闭', 'Closed', '已關閉'],
  },
  shelf: {
    on: ['在架', 'On shelf', '上架'],
    off: ['下架', 'Off shelf', '下架'],
  },
  stockPolicy: {
    strict: ['售完即止', 'Stop at zero', '售完即止'],
    allow_negative: ['允许超卖', 'May go below zero', '允許超賣'],
  },
  service: {
    open_door: ['开门', 'Open door', '開門'],
    lock_door: ['锁门', 'Lock door', '鎖門'],
    grant_exit: ['放行离店', 'Grant exit', '放行離店'],
    mark_abnormal: ['标记异常', 'Mark abnormal', '標記異常'],
    snapshot: ['抓拍', 'Snapshot', '抓拍'],
    talk: ['喊话', 'Talk', '喊話'],
    report_fault: ['报修', 'Report fault', '報修'],
    lockdown: ['异常锁死', 'Lockdown', '異常鎖死'],
    lift_lockdown: ['解除锁死', 'Lift lockdown', '解除鎖死'],
    decide_case: ['判定到店', 'Decide visit', '判定到店'],
    open_room_door: ['开包间门', 'Open the room', '開包間門'],
    power_on: ['恢复供电', 'Power on', '恢復供電'],
    power_keep: ['保持供电', 'Keep power', '保持供電'],
    power_off: ['断电', 'Power off', '斷電'],
    speak: ['喇叭播报', 'Speak', '喇叭播報'],
    end_session: ['结束使用', 'End session', '結束使用'],
    extend_session: ['赠送时间', 'Give minutes', '贈送時間'],
  },
  outcome: {
    waiting: ['等待设备', 'Waiting for the device', '等待裝置'],
    succeeded: ['成功', 'Succeeded', '成功'],
    failed: ['失败', 'Failed', '失敗'],
  },
  actor: {
    customer: ['顾客', 'Customer', '顧客'],
    staff: ['员工', 'Staff', '員工'],
    system: ['系统', 'System', '系統'],
    device: ['设备', 'Device', '裝置'],
    channel: ['支付渠道', 'Payment channel', '支付管道'],
  },
  journal: {
    sale: ['销售', 'Sale', '銷售'],
    top_up: ['充值', 'Top-up', '儲值'],
    top_up_refund: ['充值退回', 'Top-up going back', '儲值退回'],
    top_up_returned: ['充值退回到账', 'Top-up given back', '儲值退回到帳'],
    top_up_refund_failed: ['充值退回失败', 'Top-up refund failed', '儲值退回失敗'],
    balance_lapse: ['赠送金失效', 'Gift lapsed', '贈送金失效'],
    late_receipt: ['迟到款', 'Late receipt', '遲到款'],
    late_receipt_returned: ['迟到款退回', 'Late receipt returned', '遲到款退回'],
    refund: ['退款', 'Refund', '退款'],
    payout: ['提现', 'Payout', '提領'],
    adjustment: ['调整', 'Adjustment', '調整'],
  },
  priceRule: {
    locked: ['不允许', 'No', '不允許'],
    reviewed: ['需平台审核', 'With review', '需平台審核'],
    limits: ['限度内自由', 'Freely inside limits', '限度內自由'],
  },
  restriction: {
    none: ['无', 'No', '無'],
    alcohol: ['酒类', 'Alcohol', '酒類'],
    tobacco: ['烟草', 'Tobacco', '菸草'],
  },
  product: {
    active: ['在库', 'Active', '在庫'],
    archived: ['已归档', 'Archived', '已歸檔'],
  },
  booking: {
    held: ['待支付', 'Awaiting payment', '待支付'],
    confirmed: ['待使用', 'To come', '待使用'],
    in_use: ['使用中', 'In use', '使用中'],
    completed: ['已完成', 'Completed', '已完成'],
    lapsed: ['超时未付', 'Lapsed', '逾時未付'],
    cancelled: ['已取消', 'Cancelled', '已取消'],
    no_show: ['未到店', 'No-show', '未到店'],
  },
  bookingKind: {
    customer: ['顾客预订', 'Customer', '顧客預訂'],
    walk_in: ['到店散客', 'Walk-in', '到店散客'],
    open: ['即开即用', 'Pay as you go', '即開即用'],
    block: ['维护停用', 'Blocked', '維護停用'],
  },
  yesNo: {
    yes: ['是', 'Yes', '是'],
    no: ['否', 'No', '否'],
  },
} satisfies Record<string, Record<string, ByLocale>>;
export type WordKind = keyof typeof words;

const PLACE: Record<Locale, 0 | 1 | 2> = { 'zh-CN': 0, en: 1, 'zh-TW': 2 };

/** The text of a locale among the three. */
export const inLocale = (texts: ByLocale, locale: Locale): string => texts[PLACE[locale]];

/** A value in words; one that has none stays as it is. */
export function wordOf(kind: WordKind, value: string, locale: Locale): string {
  const known: Record<string, ByLocale> = words[kind];
  const texts = known[value];
  return texts ? inLocale(texts, locale) : value;
}
