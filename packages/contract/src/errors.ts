import { bookingErrors } from './booking-errors.ts';
import { doorErrors } from './door-errors.ts';
import { type ErrorDeclaration, e } from './error-declaration.ts';
import { reviewErrors } from './review-errors.ts';
import type { Locale } from './schemas.ts';

/** Every error that Latchkey answers with. Screens branch on the code and show the text. */
export const errorCatalogue = {
  // Requests
  invalid_input: e(
    400,
    '「{field}」填写有误：{issue}',
    '“{field}” is not right: {issue}',
    '「{field}」填寫有誤：{issue}',
  ),
  not_found: e(404, '没有找到，可能已被移除', 'Not found; it may have been removed', '沒有找到，可能已被移除'),
  unauthenticated: e(401, '请先登录', 'Please sign in first', '請先登入'),
  forbidden: e(403, '您没有执行此操作的权限', 'You do not have permission for this', '您沒有執行此操作的權限'),
  cross_site: e(403, '请求来源不被信任', 'The request came from a site that is not trusted', '請求來源不被信任'),
  rate_limited: e(
    429,
    '操作太频繁，请 {seconds} 秒后再试',
    'Too many tries; please try again in {seconds} s',
    '操作太頻繁，請 {seconds} 秒後再試',
  ),
  too_large: e(413, '提交的内容太大', 'What you sent is too large', '提交的內容太大'),
  unsupported_media_type: e(415, '不支持的内容类型', 'This content type is not supported', '不支援的內容類型'),
  idempotency_conflict: e(
    409,
    '同一请求编号用于了不同的内容',
    'The same idempotency key was used for another request',
    '同一請求編號用於了不同的內容',
  ),
  illegal_move: e(
    409,
    '当前状态为「{state}」，不能执行此操作',
    'Not possible while the state is “{state}”',
    '目前狀態為「{state}」，無法執行此操作',
  ),
  conflict: e(
    409,
    '内容已被他人更新，请刷新后重试',
    'Someone else changed this meanwhile; please reload and try again',
    '內容已被他人更新，請重新整理後再試',
  ),
  unavailable: e(
    503,
    '服务暂时不可用，您的数据没有丢失，请稍后再试',
    'The service is not available for the moment; nothing was lost, please try again',
    '服務暫時無法使用，您的資料沒有遺失，請稍後再試',
  ),
  internal: e(
    500,
    '系统出了点问题，已通知工程师；您的操作没有生效',
    'Something went wrong on our side and we were told; nothing was changed',
    '系統出了點問題，已通知工程師；您的操作沒有生效',
  ),
  camera_without_stream: e(
    409,
    '这台摄像头还没有设置视频流地址',
    'Nobody has said yet where this camera’s stream is',
    '這台攝影機還沒有設定視訊流位址',
  ),
  // Identity
  wrong_code: e(401, '验证码不正确或已失效', 'The code is wrong or no longer valid', '驗證碼不正確或已失效'),
  wrong_credentials: e(401, '账号或密码不正确', 'The account or password is wrong', '帳號或密碼不正確'),
  totp_required: e(401, '请输入动态验证码', 'Please enter the one-time code', '請輸入動態驗證碼'),
  password_change_required: e(403, '首次登录请先修改密码', 'Please change your password first', '首次登入請先修改密碼'),
  weak_password: e(
    422,
    '密码至少 10 位，且不能是常见密码或账号名',
    'A password needs 10 characters or more and must not be a common one or your account name',
    '密碼至少 10 位，且不能是常見密碼或帳號名',
  ),
  consent_required: e(
    403,
    '请先阅读并同意最新的隐私政策',
    'Please read and accept the current privacy notice first',
    '請先閱讀並同意最新的隱私政策',
  ),
  wechat_login_failed: e(
    401,
    '微信登录没有成功，请重试或改用手机号登录',
    'WeChat sign-in did not succeed; try again or use your phone number',
    '微信登入沒有成功，請重試或改用手機號登入',
  ),
  last_administrator: e(
    409,
    '不能停用或降级最后一位平台管理员',
    'The last platform administrator cannot be frozen or lose the role',
    '不能停用或降級最後一位平台管理員',
  ),
  login_name_taken: e(409, '该登录名已被使用', 'This sign-in name is taken', '該登入名稱已被使用'),
  account_open_matters: e(
    409,
    '仍有未完成的到店、订单或余额，暂不能注销',
    'A visit, an order or a balance is still open',
    '仍有未完成的到店、訂單或餘額，暫時無法註銷',
  ),
  phone_in_use: e(
    409,
    '该手机号已绑定其他微信，请用手机号登录',
    'This number belongs to another WeChat account; please sign in with the number',
    '該手機號已綁定其他微信，請用手機號登入',
  ),
  phone_already_bound: e(
    409,
    '您已绑定其他手机号，如需更换请联系客服',
    'Another number is verified for your account; contact support to change it',
    '您已綁定其他手機號，如需更換請聯絡客服',
  ),
  second_factor_required: e(
    403,
    '此操作需要先用两步验证登录，请点右上角的姓名开启两步验证',
    'This needs a sign-in with two-step verification; switch it on under your name at the top right',
    '此操作需要先用兩步驟驗證登入，請點右上角的姓名開啟兩步驟驗證',
  ),
  role_name_taken: e(409, '该角色名称已被使用', 'This role name is taken', '該角色名稱已被使用'),
  ...doorErrors,
  ...bookingErrors,
  ...reviewErrors,
  // Catalog, cart, orders
  barcode_unknown: e(
    404,
    '没有找到条码 {barcode} 的商品，可请客服协助',
    'No goods with barcode {barcode} here; support can help',
    '沒有找到條碼 {barcode} 的商品，可請客服協助',
  ),
  barcode_taken: e(
    409,
    '条码 {barcode} 已属于「{product}」',
    'Barcode {barcode} already belongs to “{product}”',
    '條碼 {barcode} 已屬於「{product}」',
  ),
  not_for_sale: e(409, '「{product}」已下架', '“{product}” is not for sale', '「{product}」已下架'),
  restricted_goods: e(
    409,
    '「{product}」不能在无人门店销售',
    '“{product}” cannot be sold in an unattended store',
    '「{product}」不能在無人門市銷售',
  ),
  cart_empty: e(409, '购物车是空的', 'The cart is empty', '購物車是空的'),
  cart_expired: e(
    409,
    '购物车已过期，请重新扫码',
    'The cart has expired; please scan again',
    '購物車已過期，請重新掃碼',
  ),
  cart_changed: e(
    409,
    '价格或内容有变化，请确认后再支付',
    'Prices or contents changed; please check and pay again',
    '價格或內容有變化，請確認後再支付',
  ),
  out_of_stock: e(
    409,
    '「{product}」库存不足，仅剩 {available} 件',
    '“{product}”: only {available} left',
    '「{product}」庫存不足，僅剩 {available} 件',
  ),
  coupon_unusable: e(409, '该优惠券当前不可用', 'This coupon cannot be used here', '該優惠券目前無法使用'),
  coupon_sold_out: e(409, '优惠券已领完', 'All coupons of this batch are gone', '優惠券已領完'),
  coupon_limit: e(
    409,
    '您已达到该券的领取上限',
    'You already have as many of these coupons as allowed',
    '您已達到該券的領取上限',
  ),
  order_not_payable: e(
    409,
    '订单当前为「{state}」，不能支付',
    'The order cannot be paid while it is “{state}”',
    '訂單目前為「{state}」，無法支付',
  ),
  refund_exceeds_paid: e(
    409,
    '退款金额超过可退金额',
    'The refund is more than what can be refunded',
    '退款金額超過可退金額',
  ),
  refund_limit_reached: e(
    409,
    '同一笔支付最多退款 {most} 次，请线下处理',
    'The channel allows {most} refunds of one payment at most; please settle the rest another way',
    '同一筆支付最多退款 {most} 次，請線下處理',
  ),
  refund_too_late: e(
    409,
    '支付已超过 {days} 天，支付渠道不再支持退款',
    'The payment is more than {days} days old; the channel refunds it no more',
    '支付已超過 {days} 天，支付管道不再支援退款',
  ),
  // Payments
  channel_unavailable: e(
    503,
    '支付渠道暂时不可用，请稍后再试或换一种支付方式',
    'The payment channel is not available; try again or pay another way',
    '支付管道暫時無法使用，請稍後再試或換一種支付方式',
  ),
  channel_not_configured: e(
    409,
    '该门店未开通此支付方式',
    'This store does not offer this way to pay',
    '該門市未開通此支付方式',
  ),
  signature_invalid: e(401, '签名校验失败', 'The signature is not valid', '簽章校驗失敗'),
  payment_mismatch: e(409, '支付信息与订单不一致', 'The payment does not match the order', '支付資訊與訂單不一致'),
  balance_insufficient: e(
    409,
    '余额不足，请充值或换一种支付方式',
    'The balance is not enough; top up or pay another way',
    '餘額不足，請儲值或換一種支付方式',
  ),
  top_up_changed: e(
    409,
    '充值活动有变化，请确认后再充值',
    'The top-up offer changed; please check and try again',
    '儲值活動有變化，請確認後再儲值',
  ),
  top_up_not_refundable: e(
    409,
    '该充值可退金额不足，最多可退 {refundable} 分',
    'No more than {refundable} fen of this top-up can go back',
    '該儲值可退金額不足，最多可退 {refundable} 分',
  ),
  // Tariffs
  tariff_has_findings: e(
    409,
    '价格规则还有 {count} 处问题，请先处理再发布',
    'The prices still have {count} problems; please mend them before publishing',
    '價格規則還有 {count} 處問題，請先處理再發布',
  ),
  // The map service (ORG-6)
  map_not_configured: e(
    409,
    '还没有配置地图服务的密钥，请在地图上手动标出位置',
    'No key for the map service is set; please mark the place on the map by hand',
    '還沒有設定地圖服務的金鑰，請在地圖上手動標出位置',
  ),
  map_key_refused: e(
    409,
    '地图服务不接受密钥（{code}），请联系管理员；也可以手动标出位置',
    'The map service does not accept the key ({code}); tell your administrator, or mark the place by hand',
    '地圖服務不接受金鑰（{code}），請聯絡管理員；也可以手動標出位置',
  ),
  map_quota_spent: e(
    429,
    '地图服务的查询次数已用完（{code}），请稍后再试，或手动标出位置',
    'The map service has no more look-ups left for now ({code}); try again later, or mark the place by hand',
    '地圖服務的查詢次數已用完（{code}），請稍後再試，或手動標出位置',
  ),
  map_unavailable: e(
    503,
    '地图服务没有回应（{code}），请稍后再试，或手动标出位置',
    'The map service did not answer ({code}); try again later, or mark the place by hand',
    '地圖服務沒有回應（{code}），請稍後再試，或手動標出位置',
  ),
  // Devices
  command_rejected: e(
    409,
    '设备拒绝了指令：{code}',
    'The device refused the command: {code}',
    '裝置拒絕了指令：{code}',
  ),
  device_code_taken: e(409, '设备编号已存在', 'This device code exists already', '裝置編號已存在'),
} as const satisfies Record<string, ErrorDeclaration>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The body of every answer that is not a success. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; data: Record<string, unknown>; requestId: string };
}

/** The text of an error in a language, with the data filled in. */
export function errorMessage(code: ErrorCode, locale: Locale, data: Record<string, unknown> = {}): string {
  return errorCatalogue[code][locale].replace(/\{(\w+)\}/g, (_, name: string) => String(data[name] ?? ''));
}
