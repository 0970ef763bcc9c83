import { describe, expect, it } from 'vitest';
import { csvCell, walkToCsv } from './csv.ts';

const pages: Record<string, { items: number[]; nextCursor: string | null }> = {
  '': { items: [1, 2], nextCursor: 'b' },
  b: { items: [3], nextCursor: null },
};
const columns = [{ title: '编号', text: (row: number) => String(row) }];
const fetchPage = (cursor: string | undefined) =>
  Promise.resolve(pages[cursor ?? ''] ?? { items: [], nextCursor: null });

describe('an export', () => {
  it('[UX-3] walks every page of what is filtered and tells its progress', async () => {
    const progress: number[] = [];
    const file = await walkToCsv({
      columns,
      fetchPage,
      onProgress: (rows) => progress.push(rows),
      stopped: () => false,
    });
    expect(file).toEqual({ text: '\uFEFF编号\r\n1\r\n2\r\n3\r\n', rows: 3 });
    expect(progress).toEqual([2, 3]);
  });

  it('[UX-3] stops between pages when told to', async () => {
    const file = await walkToCsv({ columns, fetchPage, onProgress: () => {}, stopped: () => true });
    expect(file.rows).toBe(2);
  });

  it('[UX-3] quotes separators and disarms what a sheet would run as a formula', () => {
    expect(['a,b', 'say "hi"', 'two\nlines', '=1+1', '@x', '-12.50', '+86'].map(csvCell)).toEqual([
      '"a,b"',
      '"say ""hi"""',
      '"two\nlines"',
      "'=1+1",
      "'@x",
      '-12.50',
      '+86',
    ]);
  });
});
