/** Texts about deposits, pay-as-you-go, and stays that renew by themselves. */
export const openTemplates = {
  booking_deposit_low: {
    kind: 'booking',
    sms: false,
    'zh-CN': {
      title: '押金即将用完',
      text: '「{store}」{room} 的押金约 {minutes} 分钟后用完，可在手机上补交押金继续使用。',
      hint: '可在手机上补交押金',
    },
    en: {
      title: 'Deposit nearly used up',
      text: 'What you left for {room} at “{store}” lasts about {minutes} more minutes; leave more in the app to go on.',
      hint: 'Leave more to go on',
    },
    'zh-TW': {
      title: '押金即將用完',
      text: '「{store}」{room} 的押金約 {minutes} 分鐘後用完，可在手機上補交押金繼續使用。',
      hint: '可在手機上補交押金',
    },
  },
  booking_usage_owed: {
    kind: 'booking',
    sms: true,
    'zh-CN': {
      title: '使用费待支付',
      text: '您在「{store}」{room} 的使用费还有 {amount.money} 未支付，支付后才能再次开台和开门。',
    },
    en: {
      title: 'Use to pay',
      text: '{amount.money} for your time in {room} at “{store}” is open; pay it to begin again and open doors.',
    },
    'zh-TW': {
      title: '使用費待支付',
      text: '您在「{store}」{room} 的使用費還有 {amount.money} 未支付，支付後才能再次開檯和開門。',
    },
  },
  booking_refunded: {
    kind: 'payment',
    sms: false,
    'zh-CN': {
      title: '预订退款成功',
      text: '「{store}」{room} 预订 {number} 的退款 {amount.money} 已原路退回，到账时间以支付渠道为准。',
      hint: '已原路退回，到账以支付渠道为准',
    },
    en: {
      title: 'Booking refunded',
      text: '{amount.money} of booking {number}, {room} at “{store}”, went back the way you paid.',
      hint: 'Back as you paid',
    },
    'zh-TW': {
      title: '預訂退款成功',
      text: '「{store}」{room} 預訂 {number} 的退款 {amount.money} 已原路退回，到帳時間以支付渠道為準。',
      hint: '已原路退回，到帳以支付渠道為準',
    },
  },
  booking_deposit_returned: {
    kind: 'payment',
    sms: false,
    'zh-CN': {
      title: '押金已退回',
      text: '「{store}」{room} 的押金余额 {amount.money} 已原路退回，到账时间以支付渠道为准。',
    },
    en: {
      title: 'Deposit returned',
      text: 'The rest of your deposit for {room} at “{store}”, {amount.money}, went back the way you paid.',
    },
    'zh-TW': {
      title: '押金已退回',
      text: '「{store}」{room} 的押金餘額 {amount.money} 已原路退回，到帳時間以支付渠道為準。',
    },
  },
  booking_self_renewed: {
    kind: 'booking',
    sms: false,
    'zh-CN': {
      title: '已自动续时 {minutes} 分钟',
      text: '「{store}」{room} 已从余额自动续时 {minutes} 分钟，扣款 {amount.money}。离开时请在手机上结束使用。',
    },
    en: {
      title: 'Renewed by {minutes} minutes',
      text: '{room} at “{store}” went on by itself for {minutes} minutes; {amount.money} was taken from your balance. End it in the app when you leave.',
    },
    'zh-TW': {
      title: '已自動續時 {minutes} 分鐘',
      text: '「{store}」{room} 已從餘額自動續時 {minutes} 分鐘，扣款 {amount.money}。離開時請在手機上結束使用。',
    },
  },
} as const;
