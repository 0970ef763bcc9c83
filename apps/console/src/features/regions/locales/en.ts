const en = {
  title: 'Regions',
  hint: 'Headquarters, regions, stores: the levels that decide who sees which stores.',
  empty: 'No regions yet',
  emptyHint: 'Begin with the headquarters and build downwards.',
  add: 'Add region',
  addUnder: 'Add under {{name}}',
  editOne: 'Edit {{name}}',
  name: 'Name',
  parent: 'Above it',
  top: 'Top level',
} as const;

export default en;
