const en = {
  title: 'Bookings',
  hint: 'Every booking, session and bill of rooms.',
  empty: 'Bookings appear here once customers book a room.',
  search: 'Number, name, last digits, note',
  number: 'Number',
  who: 'Customer',
  all: 'Progress',
  toCome: 'Still to come',
  calendar: 'Calendar',
} as const;

export default en;
