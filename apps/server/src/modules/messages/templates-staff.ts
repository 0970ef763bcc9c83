/** Texts to the people who run stores. */
export const staffTemplates = {
  help_requested: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '顾客求助', text: '「{store}」有顾客求助，请尽快处理。' },
    en: { title: 'A customer needs help', text: 'A customer at “{store}” asks for help.' },
    'zh-TW': { title: '顧客求助', text: '「{store}」有顧客求助，請儘快處理。' },
  },
  cleaning_blocked: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '房间无法保洁', text: '「{store}」{room} 无法保洁：{note}' },
    en: { title: 'A room cannot be cleaned', text: '{room} at “{store}” cannot be cleaned: {note}' },
    'zh-TW': { title: '房間無法清潔', text: '「{store}」{room} 無法清潔：{note}' },
  },
  cleaning_late: {
    kind: 'booking',
    sms: false,
    'zh-CN': { title: '房间还没保洁', text: '「{store}」{room} 的下一位顾客即将到店，房间还没有保洁完。' },
    en: {
      title: 'A room is not clean',
      text: 'The next customer of {room} at “{store}” is due and the room is not clean.',
    },
    'zh-TW': { title: '房間還沒清潔', text: '「{store}」{room} 的下一位顧客即將到店，房間還沒有清潔完。' },
  },
  exit_requested: {
    kind: 'visit',
    sms: false,
    'zh-CN': { title: '顾客申请离店', text: '「{store}」有顾客未购物申请离店，请确认后开门。' },
    en: {
      title: 'A customer wants to leave',
      text: 'A customer at “{store}” bought nothing and asks to leave; check and open.',
    },
    'zh-TW': { title: '顧客申請離店', text: '「{store}」有顧客未購物申請離店，請確認後開門。' },
  },
  store_locked_down: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '门店已锁定', text: '「{store}」已锁定，顾客无法进店。原因：{reason}' },
    en: { title: 'Store locked down', text: '“{store}” is locked down; customers cannot come in. Reason: {reason}' },
    'zh-TW': { title: '門市已鎖定', text: '「{store}」已鎖定，顧客無法進店。原因：{reason}' },
  },
  order_abnormal: {
    kind: 'order',
    sms: false,
    'zh-CN': { title: '订单异常', text: '「{store}」的订单 {number} 需要处理：{reason}' },
    en: { title: 'An order needs attention', text: 'Order {number} at “{store}” needs attention: {reason}' },
    'zh-TW': { title: '訂單異常', text: '「{store}」的訂單 {number} 需要處理：{reason}' },
  },
  stock_low: {
    kind: 'stock',
    sms: false,
    'zh-CN': { title: '库存不足', text: '「{store}」的「{product}」仅剩 {available} 件，请补货。' },
    en: { title: 'Stock is low', text: '“{store}”: only {available} left of “{product}”; please restock.' },
    'zh-TW': { title: '庫存不足', text: '「{store}」的「{product}」僅剩 {available} 件，請補貨。' },
  },
  price_requested: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '有改价待审核', text: '「{store}」申请把「{product}」改为 {price.money}，请审核。' },
    en: {
      title: 'A price waits for review',
      text: '“{store}” asks for {price.money} for “{product}”; please review it.',
    },
    'zh-TW': { title: '有改價待審核', text: '「{store}」申請把「{product}」改為 {price.money}，請審核。' },
  },
  price_approved: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '改价已通过', text: '「{store}」的「{product}」现在卖 {price.money}。' },
    en: { title: 'Your price is live', text: '“{product}” at “{store}” now sells for {price.money}.' },
    'zh-TW': { title: '改價已通過', text: '「{store}」的「{product}」現在賣 {price.money}。' },
  },
  price_rejected: {
    kind: 'system',
    sms: false,
    'zh-CN': {
      title: '改价未通过',
      text: '「{store}」的「{product}」改为 {price.money} 未通过：{reason}。原价继续有效。',
    },
    en: {
      title: 'Your price was not approved',
      text: '{price.money} for “{product}” at “{store}” was not approved: {reason}. The price before stays live.',
    },
    'zh-TW': {
      title: '改價未通過',
      text: '「{store}」的「{product}」改為 {price.money} 未通過：{reason}。原價繼續有效。',
    },
  },
  price_superseded: {
    kind: 'system',
    sms: false,
    'zh-CN': {
      title: '改价申请已失效',
      text: '「{store}」的「{product}」已被设了别的价格，您申请的 {price.money} 不再审核。',
    },
    en: {
      title: 'Your price request is past',
      text: '“{product}” at “{store}” got another price meanwhile; {price.money} is not reviewed any more.',
    },
    'zh-TW': {
      title: '改價申請已失效',
      text: '「{store}」的「{product}」已被設了別的價格，您申請的 {price.money} 不再審核。',
    },
  },
  export_ready: {
    kind: 'system',
    sms: false,
    'zh-CN': { title: '导出完成', text: '「{name}」共 {rows} 行，24 小时内可以下载。' },
    en: { title: 'Your file is ready', text: '“{name}”, {rows} lines; it can be downloaded for 24 hours.' },
    'zh-TW': { title: '匯出完成', text: '「{name}」共 {rows} 行，24 小時內可以下載。' },
  },
  device_offline: {
    kind: 'device',
    sms: false,
    'zh-CN': { title: '设备离线', text: '「{store}」的设备 {device} 已离线。' },
    en: { title: 'A device is offline', text: 'Device {device} at “{store}” is offline.' },
    'zh-TW': { title: '裝置離線', text: '「{store}」的裝置 {device} 已離線。' },
  },
} as const;
