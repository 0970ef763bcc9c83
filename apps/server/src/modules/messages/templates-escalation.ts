/** DSK-2: calls that nobody answered, by what they are about. */
export const escalationTemplates = {
  escalated_emergency: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：紧急离店',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: emergency exit',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：緊急離店',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
  escalated_forced_door: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：门被强行打开',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: door forced',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：門被強行打開',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
  escalated_help: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：顾客求助',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: customer needs help',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：顧客求助',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
  escalated_exit_request: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：顾客申请离店',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: customer asks to leave',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：顧客申請離店',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
  escalated_payment: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：付款异常',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: payment trouble',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：付款異常',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
  escalated_case: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：到店待判定',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: visit to decide',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：到店待判定',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
  escalated_overstay: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：停留过久',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: stayed too long',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：停留過久',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
  escalated_fault: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：设备故障',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: device fault',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：裝置故障',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
  escalated_entry: {
    kind: 'visit',
    sms: false,
    'zh-CN': {
      title: '无人应答：异常会员进店',
      text: '「{store}」的呼叫已等待 {seconds} 秒，还没有客服接手，请尽快处理。',
    },
    en: {
      title: 'Unanswered: marked member came in',
      text: 'A call from “{store}” has waited {seconds} s and nobody has taken it yet. Please see to it.',
    },
    'zh-TW': {
      title: '無人應答：異常會員進店',
      text: '「{store}」的呼叫已等待 {seconds} 秒，還沒有客服接手，請儘快處理。',
    },
  },
} as const;
