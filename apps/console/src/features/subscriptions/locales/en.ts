import type { Translated } from '@latchkey/ui';
import type zhCN from './zh-CN.ts';

const en: Translated<typeof zhCN> = {
  title: 'WeChat subscription messages',
  hint: 'Which WeChat template each kind of notice is sent with. Apply for templates at WeChat; once approved, enter their ids and fields here.',
  templateId: 'Template id',
  templateHint: 'The template ID at WeChat, Subscription messages, My templates',
  enabled: 'Send with it',
  enabledHint: 'When off, these notices go by SMS as the customer wishes, or to the inbox alone.',
  fieldsHint:
    'The name of each field in the template’s details: for thing1.DATA enter thing1. Leave empty what the template lacks; at least one is needed.',
  fieldWrong: 'A field name such as thing1 or amount3',
  states: {
    on: 'In use',
    paused: 'Paused',
    missing: 'Not set',
  },
  purposes: {
    order: { title: 'Orders', text: 'Paid, payment failed, payment came late.' },
    refund: { title: 'Refunds', text: 'Refunded, or the refund did not succeed.' },
    visit: {
      title: 'Visits and bookings',
      text: 'A visit without an end, a door left open, a booking confirmed or about to end.',
    },
    balance: { title: 'Balance', text: 'Top-ups and what was given on top.' },
  },
  slots: {
    number: 'Number',
    store: 'Store',
    state: 'State',
    amount: 'Amount',
    balance: 'Balance',
    time: 'Time',
    note: 'Note',
  },
};

export default en;
