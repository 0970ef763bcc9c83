import { type ErrorDeclaration, e } from './error-declaration.ts';

/** What booking and using a room answer instead. */
export const bookingErrors = {
  booking_in_past: e(422, '所选时段已经开始或已过去', 'This time has begun or is over', '所選時段已經開始或已過去'),
  booking_off_grid: e(
    422,
    '请按 {minutes} 分钟为单位选择时间',
    'Please choose times in steps of {minutes} minutes',
    '請以 {minutes} 分鐘為單位選擇時間',
  ),
  booking_length: e(
    422,
    '预订时长需在 {minimum} 到 {maximum} 分钟之间',
    'A booking lasts between {minimum} and {maximum} minutes',
    '預訂時長需在 {minimum} 到 {maximum} 分鐘之間',
  ),
  booking_out_of_hours: e(
    422,
    '所选时段超出营业时间',
    'This time lies outside the opening hours',
    '所選時段超出營業時間',
  ),
  booking_too_soon: e(
    422,
    '需至少提前 {minutes} 分钟预订',
    'Please book at least {minutes} minutes ahead',
    '需至少提前 {minutes} 分鐘預訂',
  ),
  booking_too_far: e(422, '最多可提前 {days} 天预订', 'Bookings open {days} days ahead', '最多可提前 {days} 天預訂'),
  too_many_people: e(
    422,
    '该包间最多容纳 {capacity} 人',
    'This room takes {capacity} people at most',
    '該包間最多容納 {capacity} 人',
  ),
  room_taken: e(
    409,
    '该时段刚刚被预订，请看看邻近的空闲时段',
    'Somebody was faster; here are the nearest free times',
    '該時段剛剛被預訂，請看看鄰近的空閒時段',
  ),
  room_not_offered: e(409, '该包间暂不可预订', 'This room cannot be booked now', '該包間暫不可預訂'),
  price_changed: e(
    409,
    '价格有变化，请确认后再预订',
    'The price changed; please check and book again',
    '價格有變化，請確認後再預訂',
  ),
  refund_changed: e(
    409,
    '可退金额有变化，请确认后再取消',
    'The refund changed; please check and cancel again',
    '可退金額有變化，請確認後再取消',
  ),
  booking_not_payable: e(409, '该笔费用当前不能支付', 'This charge cannot be paid now', '該筆費用目前不能支付'),
  booking_owes: e(
    409,
    '您有未结清的包间费用，请先支付',
    'Please pay what is open for a room first',
    '您有未結清的包間費用，請先支付',
  ),
  entry_too_early: e(
    409,
    '还没到进店时间，请稍后再来',
    'The doors do not open for this booking yet',
    '還沒到進店時間，請稍後再來',
  ),
  entry_over: e(409, '该预订已结束', 'This booking is over', '該預訂已結束'),
  entry_revoked: e(
    403,
    '该预订的进店权限已被收回，请联系客服',
    'The entry right of this booking was taken back; please contact support',
    '該預訂的進店權限已被收回，請聯絡客服',
  ),
  renewal_impossible: e(
    409,
    '后面的时段已被预订，无法续到所选时间',
    'The room is taken afterwards; it cannot go on until then',
    '後面的時段已被預訂，無法續到所選時間',
  ),
  menu_unavailable: e(
    409,
    '「{item}」暂时点不了',
    '“{item}” cannot be ordered now',
    '「{item}」暫時點不了',
  ),
  menu_tab_full: e(
    409,
    '挂账已达上限，请直接支付',
    'No more fits on the bill; please pay at once',
    '掛帳已達上限，請直接支付',
  ),
  menu_order_begun: e(
    409,
    '这一单已经开始制作，要取消请联系店员',
    'It is being made already; please ask the staff',
    '這一單已經開始製作，要取消請聯絡店員',
  ),
  share_invalid: e(404, '分享链接已失效', 'This link is no longer valid', '分享連結已失效'),
  room_has_bookings: e(
    409,
    '该包间还有 {count} 个未完成的预订，请先移动或退款',
    'This room has {count} bookings to come; move or refund them first',
    '該包間還有 {count} 個未完成的預訂，請先移動或退款',
  ),
  camera_in_room: e(
    422,
    '包间内不得安装摄像头（隐私规定）',
    'No camera may serve a private room: cameras belong at entrances, in corridors, on sales floors and outside',
    '包間內不得安裝攝影機（隱私規定）',
  ),
  room_name_taken: e(409, '门店里已有同名包间', 'The store has a room of this name', '門市裡已有同名包間'),
} as const satisfies Record<string, ErrorDeclaration>;
