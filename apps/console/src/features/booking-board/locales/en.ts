const en = {
  title: 'Booking board',
  hint: 'Bookings of all stores by stage, live; what is stuck or odd comes first.',
  allStores: 'All stores',
  calm: 'Nothing is stuck',
  none: 'None',
  more: '{{n}} more',
  stuck: 'Stuck ({{n}})',
  duplicates: 'Paid twice or too late ({{n}})',
  abuse: 'Refunded again and again ({{n}})',
  refundsOf: '{{n}} in 7 days',
  stages: {
    to_pay: 'Awaiting payment',
    confirmed: 'Paid, to come',
    started: 'In use',
    ended: 'Ended in 24 h',
    refunding: 'Refunding',
  },
  reasons: {
    hold_not_lapsed: 'Hold did not lapse',
    no_show_not_marked: 'No-show not marked',
    session_not_ended: 'Session did not end',
    refund_waiting: 'Refund waits over 30 min',
    debt_old: 'Debt older than a day',
  },
} as const;

export default en;
