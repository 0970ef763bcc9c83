/** A template of the emulated account: its id, and which field of it tells what. */
export interface SubscriptionTemplate {
  templateId: string;
  title: string;
  /** What is told, to the template's own name of the field; the name's letters say what may stand in it. */
  fields: Readonly<Record<string, string>>;
}

/** The templates that the emulated mini-program chose from WeChat's library, by what they are used for. */
export const subscriptionTemplates = {
  order: {
    templateId: 'LabOrderState00000000000000000000000000001',
    title: '订单状态通知',
    fields: { number: 'character_string1', store: 'thing2', state: 'phrase3', amount: 'amount4', note: 'thing5' },
  },
  refund: {
    templateId: 'LabRefundState0000000000000000000000000002',
    title: '退款通知',
    fields: { number: 'character_string1', amount: 'amount2', state: 'phrase3', note: 'thing4' },
  },
  visit: {
    templateId: 'LabVisitCare000000000000000000000000000003',
    title: '到店服务提醒',
    fields: { store: 'thing1', state: 'thing2', time: 'time3', note: 'thing4' },
  },
  balance: {
    templateId: 'LabBalanceChange00000000000000000000000004',
    title: '余额变动提醒',
    fields: { amount: 'amount1', balance: 'amount2', time: 'time3', note: 'thing4' },
  },
} as const satisfies Record<string, SubscriptionTemplate>;
