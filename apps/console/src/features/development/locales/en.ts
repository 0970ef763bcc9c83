const en = {
  title: 'SMS inbox',
  hint: 'In demo mode no SMS leaves the house; they are shown here.',
  empty: 'No SMS yet',
  emptyHint: 'Ask for a sign-in code in the customer app and it appears here.',
} as const;

export default en;
