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
