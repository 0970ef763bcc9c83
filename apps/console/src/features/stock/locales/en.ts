const en = {
  title: 'Stock movements',
  hint: 'Stock on hand equals the sum of its movements.',
  empty: 'Receipts, sales, returns and counts are kept here.',
  kind: 'Kind',
  quantity: 'Quantity',
  after: 'On hand after',
  verify: 'Verify stock',
  consistent: 'All is well: {{n}} listings equal the sum of their movements',
  inconsistent: 'A difference was found',
} as const;

export default en;
