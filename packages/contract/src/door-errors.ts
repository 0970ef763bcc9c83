import { type ErrorDeclaration, e } from './error-declaration.ts';

/** VIS-2: what a door and a visit answer instead. */
export const doorErrors = {
  door_code_invalid: e(
    404,
    '门码无效或已过期，请扫描门上最新的二维码',
    'This door code is not valid; please scan the code on the door again',
    '門碼無效或已過期，請掃描門上最新的 QR 碼',
  ),
  store_closed: e(
    409,
    '门店未营业，营业时间 {hours}',
    'The store is closed; hours {hours}',
    '門市未營業，營業時間 {hours}',
  ),
  outside_attended_window: e(
    409,
    '当前不在托管时段，{hours} 可自助进店',
    'Nobody watches over the store now; come in during {hours}',
    '目前不在託管時段，{hours} 可自助進店',
  ),
  store_locked_down: e(
    409,
    '门店临时关闭，请稍后再来',
    'The store is closed for the moment; please come back later',
    '門市臨時關閉，請稍後再來',
  ),
  store_suspended: e(409, '门店已暂停服务', 'The store is suspended', '門市已暫停服務'),
  member_frozen: e(
    403,
    '账号已被冻结，请联系客服',
    'Your account is frozen; please contact support',
    '帳號已被凍結，請聯絡客服',
  ),
  phone_not_verified: e(
    403,
    '请先绑定手机号，绑定后自动开门',
    'Please verify your phone number; the door opens by itself afterwards',
    '請先綁定手機號，綁定後自動開門',
  ),
  unpaid_order: e(
    409,
    '您有一笔未支付的订单，支付后即可进店',
    'You have an unpaid order; pay it to come in',
    '您有一筆未支付的訂單，支付後即可進店',
  ),
  visit_open_elsewhere: e(
    409,
    '您在「{store}」还有未结束的到店',
    'Your visit at “{store}” has not ended',
    '您在「{store}」還有未結束的到店',
  ),
  store_full: e(409, '店内人数已满，请稍候', 'The store is full; please wait a moment', '店內人數已滿，請稍候'),
  device_offline: e(
    503,
    '门锁暂时离线，客服已收到通知',
    'The door is offline; support has been told',
    '門鎖暫時離線，客服已收到通知',
  ),
  too_far_away: e(
    403,
    '您离门店太远（{distance} 米），请到门口再试',
    'You are too far from the store ({distance} m)',
    '您離門市太遠（{distance} 公尺），請到門口再試',
  ),
  age_restricted: e(403, '该门店仅限成年人进入', 'This store is for adults only', '該門市僅限成年人進入'),
  age_unknown: e(
    403,
    '该门店仅限成年人进入，请先填写出生日期',
    'This store is for adults only; please tell your date of birth first',
    '該門市僅限成年人進入，請先填寫出生日期',
  ),
  birth_date_set: e(
    409,
    '出生日期已登记，如需更正请联系客服',
    'Your date of birth is on record; contact support to correct it',
    '出生日期已登記，如需更正請聯絡客服',
  ),
  door_online: e(
    409,
    '门锁在线，请直接点「开门」',
    'The door is online; please use “Open the door”',
    '門鎖在線，請直接點「開門」',
  ),
  offline_code_refused: e(
    403,
    '您的账号暂时不能使用离线进店码，请联系客服',
    'Your account cannot use offline entry codes now; please contact support',
    '您的帳號暫時不能使用離線進店碼，請聯絡客服',
  ),
  offline_code_unavailable: e(
    503,
    '该门店暂时无法提供离线进店码，请联系客服',
    'This store cannot give out offline entry codes now; please contact support',
    '該門市暫時無法提供離線進店碼，請聯絡客服',
  ),
  opening_in_progress: e(409, '门正在打开，请稍候', 'The door is being opened; please wait', '門正在打開，請稍候'),
  no_open_visit: e(
    409,
    '您当前不在店内，请先开门',
    'You are not in a store; please open the door first',
    '您目前不在店內，請先開門',
  ),
  unpaid_cart: e(
    409,
    '购物车还有未支付的商品，请先支付或清空',
    'There are unpaid goods in your cart; pay or remove them first',
    '購物車還有未支付的商品，請先支付或清空',
  ),
} as const satisfies Record<string, ErrorDeclaration>;
