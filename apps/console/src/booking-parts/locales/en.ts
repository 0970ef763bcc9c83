const en = {
  room: 'Room',
  startsAt: 'Starts (store time)',
  move: 'Move',
  moveOne: 'Move booking {{number}}',
  moved: 'Moved; the customer sees the new time and room',
  fits: 'It is free; the booking fits',
  outOfHours: 'This lies outside the opening hours; staff may still move it',
  priceThere: 'By today’s prices',
  priceStays: '; the price stays',
  freeInstead: 'Free instead: {{list}}',
  cancel: 'Cancel and refund',
  cancelOne: 'Cancel booking {{number}}',
  unblock: 'Unblock',
  cancelled: 'Cancelled',
  refundAmount: 'Refund',
  refundable: 'At most',
  refundWrong: 'Between nothing and what was paid',
  nothingToCome: 'Nothing is to come',
} as const;

export default en;
