import { describe, expect, it } from 'vitest';
import { listQuery, listSearch, parseSearch, stringifySearch, withCursor, withFilters, withOpen } from './url-state.ts';

const known = ['search', 'state', 'from'];

describe('a list’s state in the address', () => {
  it('[UX-3] reads back what it wrote, Chinese and signs included', () => {
    const search = { search: '可乐 & 茶=?', state: 'paid', open: '018f' };
    expect(parseSearch(stringifySearch(search).slice(1))).toEqual(search);
  });

  it('[UX-3] leaves empty values out of the address', () => {
    expect(stringifySearch({ search: '', state: undefined, open: null })).toBe('');
    expect(listSearch({ search: '', state: 'paid', page: 3, odd: { a: 1 } })).toEqual({ state: 'paid' });
  });

  it('[UX-3] starts at the first page when a filter changes, and keeps the open record', () => {
    const search = { state: 'paid', cursor: 'c2', open: 'x' };
    expect(withFilters(search, { state: 'closed' })).toEqual({ state: 'closed', open: 'x' });
    expect(withFilters(search, { state: undefined })).toEqual({ open: 'x' });
  });

  it('[UX-3] opens and closes a record without moving the list', () => {
    const search = { state: 'paid', cursor: 'c2' };
    expect(withOpen(search, 'x')).toEqual({ ...search, open: 'x' });
    expect(withOpen({ ...search, open: 'x' }, undefined)).toEqual(search);
  });

  it('[UX-3] sends the server only filters that it knows and the cursor', () => {
    const search = { state: 'paid', cursor: 'c2', open: 'x', utm: 'mail' };
    expect(listQuery(search, known)).toEqual({ state: 'paid', cursor: 'c2' });
    expect(listQuery(withCursor(search, undefined), known)).toEqual({ state: 'paid' });
  });
});
