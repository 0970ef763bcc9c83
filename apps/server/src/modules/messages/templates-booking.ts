/** Texts about rooms. Times are those of the store's clock. */
export const bookingTemplates = {
  booking_confirmed: {
    kind: 'booking',
    sms: true,
    'zh-CN': {
      title: '预订成功',
      text: '「{store}」{room} {time} 已订好，开门码 {code}，到店后在手机上一键开门。',
      hint: '到店一键开门，开门码在预订里',
    },
    en: {
      title: 'Booked',
      text: '{room} at “{store}” is yours, {time}. Door code {code}; or open with one tap in the app.',
      hint: 'Code in your booking',
    },
    'zh-TW': {
      title: '預訂成功',
      text: '「{store}」{room} {time} 已訂好，開門碼 {code}，到店後在手機上一鍵開門。',
      hint: '到店一鍵開門，開門碼在預訂裡',
    },
  },
  booking_lapsed: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '预订已失效', text: '「{store}」{room} {time} 的预订超时未支付，已释放，没有扣款。' },
    en: {
      title: 'Booking lapsed',
      text: '{room} at “{store}”, {time}, was not paid in time and is free again; nothing was charged.',
    },
    'zh-TW': { title: '預訂已失效', text: '「{store}」{room} {time} 的預訂逾時未支付，已釋放，沒有扣款。' },
  },
  booking_cancelled: {
    kind: 'booking',
    sms: true,
    'zh-CN': { title: '预订已取消', text: '「{store}」{room} {time} 的预订已取消，应退款项按原路退回。' },
    en: {
      title: 'Booking cancelled',
      text: '{room} at “{store}”, {time}, was cancelled; what is due goes back the way you paid.',
    },
    'zh-TW': { title: '預訂已取消', text: '「{store}」{room} {time} 的預訂已取消，應退款項按原路退回。' },
  },
  booking_no_show: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '预订已过期', text: '「{store}」{room} {time} 的预订没有到店使用，已按规则结束。' },
    en: {
      title: 'Booking over',
      text: 'Nobody came for {room} at “{store}”, {time}; the booking has ended by its terms.',
    },
    'zh-TW': { title: '預訂已過期', text: '「{store}」{room} {time} 的預訂沒有到店使用，已按規則結束。' },
  },
  booking_ending: {
    kind: 'booking',
    sms: false,
    'zh-CN': {
      title: '还有 {minutes} 分钟',
      text: '「{store}」{room} 的使用还有 {minutes} 分钟结束，可在手机上续时。',
      hint: '快到时间了，可在手机上续时',
    },
    en: {
      title: '{minutes} minutes left',
      text: 'Your time in {room} at “{store}” ends in {minutes} minutes; you can renew in the app.',
      hint: 'You can renew now',
    },
    'zh-TW': {
      title: '還有 {minutes} 分鐘',
      text: '「{store}」{room} 的使用還有 {minutes} 分鐘結束，可在手機上續時。',
      hint: '快到時間了，可在手機上續時',
    },
  },
  booking_bill: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '使用结束', text: '您在「{store}」{room} 的使用已结束，账单可在预订里查看，期待再次光临。' },
    en: {
      title: 'Thank you',
      text: 'Your time in {room} at “{store}” has ended; the bill is in your booking. See you again.',
    },
    'zh-TW': { title: '使用結束', text: '您在「{store}」{room} 的使用已結束，帳單可在預訂裡查看，期待再次光臨。' },
  },
  waiting_offer: {
    kind: 'booking',
    sms: true,
    'zh-CN': {
      title: '候补到位',
      text: '「{store}」{room} {time} 空出来了，已为您保留到 {until}，打开候补一键预订。',
      hint: '候补的房间有了，请尽快确认',
    },
    en: {
      title: 'Your turn',
      text: '{room} at “{store}”, {time}, became free and is kept for you until {until}. Take it with one tap.',
      hint: 'Kept, please take it',
    },
    'zh-TW': {
      title: '候補到位',
      text: '「{store}」{room} {time} 空出來了，已為您保留到 {until}，打開候補一鍵預訂。',
      hint: '候補的房間有了，請儘快確認',
    },
  },
  waiting_missed: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '候补已让出', text: '「{store}」{time} 的候补没有在时限内确认，已让给下一位。' },
    en: {
      title: 'Offer passed on',
      text: 'The room at “{store}”, {time}, was not taken in time and went to the next in line.',
    },
    'zh-TW': { title: '候補已讓出', text: '「{store}」{time} 的候補沒有在時限內確認，已讓給下一位。' },
  },
  waiting_over: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '候补未成功', text: '「{store}」{time} 一直没有空房，候补已结束。' },
    en: { title: 'No room came free', text: 'Nothing became free at “{store}”, {time}; your waiting has ended.' },
    'zh-TW': { title: '候補未成功', text: '「{store}」{time} 一直沒有空房，候補已結束。' },
  },
  menu_order_placed: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '新的点单', text: '「{store}」{room}：{items}' },
    en: { title: 'New order', text: '{room} at “{store}”: {items}' },
    'zh-TW': { title: '新的點單', text: '「{store}」{room}：{items}' },
  },
  menu_order_cancelled: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '点单已取消', text: '「{store}」取消了您的点单：{items}。已付的钱会原路退回。' },
    en: { title: 'Order cancelled', text: '“{store}” cannot serve your order: {items}. What you paid goes back.' },
    'zh-TW': { title: '點單已取消', text: '「{store}」取消了您的點單：{items}。已付的錢會原路退回。' },
  },
  booking_owed: {
    kind: 'booking',
    sms: true,
    'zh-CN': {
      title: '超时费用待支付',
      text: '您在「{store}」{room} 的超时费用 {amount.money} 未支付，支付后才能再次预订和开门。',
    },
    en: {
      title: 'Overtime to pay',
      text: '{amount.money} of overtime in {room} at “{store}” is open; pay it to book and open doors again.',
    },
    'zh-TW': {
      title: '超時費用待支付',
      text: '您在「{store}」{room} 的超時費用 {amount.money} 未支付，支付後才能再次預訂和開門。',
    },
  },
} as const;
