/** Texts about orders, payments, refunds and balances. */
export const moneyTemplates = {
  order_paid: {
    kind: 'order',
    sms: false,
    'zh-CN': {
      title: '支付成功',
      text: '您在「{store}」的订单 {number} 已支付 {amount.money}，门已为您打开。',
      hint: '门已为您打开',
    },
    en: {
      title: 'Paid',
      text: 'Your order {number} at “{store}” is paid ({amount.money}); the door is open for you.',
      hint: 'The door is open',
    },
    'zh-TW': {
      title: '支付成功',
      text: '您在「{store}」的訂單 {number} 已支付 {amount.money}，門已為您打開。',
      hint: '門已為您打開',
    },
  },
  order_closed: {
    kind: 'order',
    sms: false,
    'zh-CN': { title: '订单已关闭', text: '订单 {number} 超时未支付，已自动关闭，没有扣款。' },
    en: {
      title: 'Order closed',
      text: 'Order {number} was not paid in time and has been closed; nothing was charged.',
    },
    'zh-TW': { title: '訂單已關閉', text: '訂單 {number} 逾時未支付，已自動關閉，沒有扣款。' },
  },
  payment_failed: {
    kind: 'payment',
    sms: false,
    'zh-CN': {
      title: '支付未成功',
      text: '订单 {number} 的支付没有成功，请重试或换一种支付方式。',
      hint: '请重试或换一种支付方式',
    },
    en: {
      title: 'Payment did not succeed',
      text: 'The payment of order {number} did not succeed; try again or pay another way.',
      hint: 'Please try again',
    },
    'zh-TW': {
      title: '支付未成功',
      text: '訂單 {number} 的支付沒有成功，請重試或換一種支付方式。',
      hint: '請重試或換一種支付方式',
    },
  },
  refund_succeeded: {
    kind: 'payment',
    sms: true,
    'zh-CN': {
      title: '退款成功',
      text: '订单 {number} 的退款 {amount.money} 已原路退回，到账时间以支付渠道为准。',
      hint: '已原路退回，到账以支付渠道为准',
    },
    en: {
      title: 'Refunded',
      text: '{amount.money} of order {number} went back the way you paid; the channel decides when it arrives.',
      hint: 'Back as you paid',
    },
    'zh-TW': {
      title: '退款成功',
      text: '訂單 {number} 的退款 {amount.money} 已原路退回，到帳時間以支付管道為準。',
      hint: '已原路退回，到帳以支付管道為準',
    },
  },
  refund_failed: {
    kind: 'payment',
    sms: false,
    'zh-CN': {
      title: '退款未成功',
      text: '订单 {number} 的退款 {amount.money} 没有成功，客服正在处理，款项不会丢失。',
      hint: '客服正在处理，款项不会丢失',
    },
    en: {
      title: 'Refund did not succeed',
      text: 'The refund of {amount.money} for order {number} did not succeed; support is on it and the money is safe.',
      hint: 'Support is on it',
    },
    'zh-TW': {
      title: '退款未成功',
      text: '訂單 {number} 的退款 {amount.money} 沒有成功，客服正在處理，款項不會遺失。',
      hint: '客服正在處理，款項不會遺失',
    },
  },
  payment_late: {
    kind: 'payment',
    sms: true,
    'zh-CN': {
      title: '付款晚到',
      text: '订单 {number} 关闭后才收到您的付款，正在原路退回，您不用做什么。',
      hint: '正在原路退回，您不用做什么',
    },
    en: {
      title: 'Payment came late',
      text: 'The payment of order {number} came after it had closed; it is going back the way you paid.',
      hint: 'Going back to you',
    },
    'zh-TW': {
      title: '付款晚到',
      text: '訂單 {number} 關閉後才收到您的付款，正在原路退回，您不用做什麼。',
      hint: '正在原路退回，您不用做什麼',
    },
  },
  balance_topped_up: {
    kind: 'payment',
    sms: false,
    'zh-CN': { title: '充值到账', text: '充值 {amount.money} 已到账，余额 {balance.money}。', hint: '充值已到账' },
    en: {
      title: 'Topped up',
      text: 'Your top-up of {amount.money} is there; the balance is {balance.money}.',
      hint: 'It is there',
    },
    'zh-TW': { title: '儲值到帳', text: '儲值 {amount.money} 已到帳，餘額 {balance.money}。', hint: '儲值已到帳' },
  },
  balance_topped_up_gift: {
    kind: 'payment',
    sms: false,
    'zh-CN': {
      title: '充值到账',
      text: '充值 {amount.money} 已到账，另赠 {gift.money}，余额 {balance.money}。',
      hint: '充值和赠送都已到账',
    },
    en: {
      title: 'Topped up',
      text: 'Your top-up of {amount.money} is there with {gift.money} on top; the balance is {balance.money}.',
      hint: 'It is there',
    },
    'zh-TW': {
      title: '儲值到帳',
      text: '儲值 {amount.money} 已到帳，另贈 {gift.money}，餘額 {balance.money}。',
      hint: '儲值和贈送都已到帳',
    },
  },
  top_up_refund_failed: {
    kind: 'payment',
    sms: true,
    'zh-CN': {
      title: '充值退款未成功',
      text: '充值 {number} 的退款 {amount.money} 没有成功，款项已回到余额，可以再次申请。',
      hint: '款项已回到余额，可以再次申请',
    },
    en: {
      title: 'The refund did not succeed',
      text: 'The refund of {amount.money} for top-up {number} did not succeed; the money is in your balance again.',
      hint: 'Back in your balance',
    },
    'zh-TW': {
      title: '儲值退款未成功',
      text: '儲值 {number} 的退款 {amount.money} 沒有成功，款項已回到餘額，可以再次申請。',
      hint: '款項已回到餘額，可以再次申請',
    },
  },
} as const;
