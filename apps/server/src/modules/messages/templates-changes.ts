/** Texts about changes of bookings in time. Times are those of the store's clock. */
export const changeTemplates = {
  booking_rescheduled: {
    kind: 'booking',
    sms: false,
    'zh-CN': {
      title: '改期成功',
      text: '「{store}」的预订已改到 {room} {time}，开门码不变。',
      hint: '新的时间和房间在预订里',
    },
    en: {
      title: 'Booking moved',
      text: 'Your booking at “{store}” is now {room}, {time}. The door code stays the same.',
      hint: 'The new time is in your booking',
    },
    'zh-TW': {
      title: '改期成功',
      text: '「{store}」的預訂已改到 {room} {time}，開門碼不變。',
      hint: '新的時間和房間在預訂裡',
    },
  },
  booking_extended: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '已延长使用', text: '「{store}」{room} 已由店员延长，需补 {amount.money}，可在预订里支付。' },
    en: {
      title: 'Longer stay to pay',
      text: 'Staff made your stay in {room} at “{store}” longer; {amount.money} is to be paid in your booking.',
    },
    'zh-TW': { title: '已延長使用', text: '「{store}」{room} 已由店員延長，需補 {amount.money}，可在預訂裡支付。' },
  },
  booking_disrupted: {
    kind: 'booking',
    sms: true,
    'zh-CN': {
      title: '房间可能晚点',
      text: '抱歉，「{store}」{room} {time} 可能无法准时使用。请打开预订选择换房、晚点开始或全额退款。',
      hint: '可换房、晚点开始或全额退款',
    },
    en: {
      title: 'Your room may be late',
      text: 'Sorry, {room} at “{store}”, {time}, may not be ready in time. Open your booking for another room, a later start or a full refund.',
      hint: 'Move, wait or refund',
    },
    'zh-TW': {
      title: '房間可能晚點',
      text: '抱歉，「{store}」{room} {time} 可能無法準時使用。請打開預訂選擇換房、晚點開始或全額退款。',
      hint: '可換房、晚點開始或全額退款',
    },
  },
  booking_locked_out: {
    kind: 'booking',
    sms: true,
    'zh-CN': {
      title: '门店暂停进店',
      text: '抱歉，「{store}」暂时不能进店，{room} {time} 无法使用。请打开预订选择改期或全额退款。',
      hint: '可改期或全额退款',
    },
    en: {
      title: 'The store is closed for now',
      text: 'Sorry, nobody can enter “{store}” now, and {room}, {time}, cannot be used. Open your booking to move it or get all of it back.',
      hint: 'Move it, or a refund',
    },
    'zh-TW': {
      title: '門市暫停進店',
      text: '抱歉，「{store}」暫時不能進店，{room} {time} 無法使用。請打開預訂選擇改期或全額退款。',
      hint: '可改期或全額退款',
    },
  },
  session_moved: {
    kind: 'booking',
    sms: false,
    'zh-CN': {
      title: '已换房',
      text: '「{store}」的使用已换到 {room}，至 {until}，用原来的开门码或手机开门。',
      hint: '新房间在预订里，可一键开门',
    },
    en: {
      title: 'Room changed',
      text: 'Your session at “{store}” goes on in {room} until {until}. The same code opens it.',
      hint: 'The new room is in your booking',
    },
    'zh-TW': {
      title: '已換房',
      text: '「{store}」的使用已換到 {room}，至 {until}，用原來的開門碼或手機開門。',
      hint: '新房間在預訂裡，可一鍵開門',
    },
  },
} as const;
