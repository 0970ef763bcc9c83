const en = {
  title: 'Visits',
  hint: 'Every stay from the door opening to leaving.',
  empty: 'Visits appear here once customers open a door.',
  one: 'Visit {{number}}',
  number: 'Visit number',
  flags: 'Flags',
  ending: 'Ending',
  bought: 'Bought',
  enteredAt: 'Entered',
  endedAt: 'Left',
  exitRequestedAt: 'Asked to leave',
  cart: 'Cart',
  pieces: 'pieces: {{n}}',
  door: 'Last opening',
  orders: 'Orders of this visit',
  timeline: 'What happened',
  noTimeline: 'Nothing recorded yet',
} as const;

export default en;
