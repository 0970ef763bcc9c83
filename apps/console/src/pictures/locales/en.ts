const en = {
  title: 'Pictures',
  add: 'Add pictures',
  hint: 'PNG, JPEG or WebP, at most {{n}}. The first one leads; large photographs are made smaller.',
  nth: 'Picture {{n}}',
  earlier: 'Move picture {{n}} forward',
  later: 'Move picture {{n}} back',
  remove: 'Remove picture {{n}}',
  foreign: '{{name}}: not a PNG, JPEG or WebP picture',
  tooLarge: '{{name}}: too large',
  refused: '{{name}}: {{why}}',
  full: 'At most {{n}} pictures; the rest was left out',
} as const;

export default en;
