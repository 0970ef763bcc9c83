import { describe, expect, it } from 'vitest';
import { changesOf } from './changes.ts';

describe('an audit entry’s before and after', () => {
  it('[IDN-13] shows only the fields that changed, nested ones as they are', () => {
    const before = { name: 'A', state: 'open', hours: [1], same: { a: 1 } };
    const after = { name: 'B', state: 'open', hours: [1, 2], same: { a: 1 } };
    expect(changesOf(before, after)).toEqual([
      { field: 'name', before: 'A', after: 'B' },
      { field: 'hours', before: '[1]', after: '[1,2]' },
    ]);
  });

  it('[IDN-13] shows everything of a thing that was made or removed', () => {
    expect(changesOf(null, { name: 'A', gone: null })).toEqual([
      { field: 'name', before: '—', after: 'A' },
      { field: 'gone', before: '—', after: 'null' },
    ]);
    expect(changesOf({ name: 'A' }, undefined)).toEqual([{ field: 'name', before: 'A', after: '—' }]);
  });
});
