import { describe, expect, test } from 'vitest';
import { compareCatalogues, flatten } from './locales.ts';
import { foreignNames } from './sql-schemas.ts';
import { sqlPieces } from './sql-text.ts';
import { requirementIds } from './test-titles.ts';

describe('SQL in templates', () => {
  test('nested interpolations and inner templates are separate pieces', () => {
    const source = 'const q = sql`select a from x.t $<ok ? sql`where b = $<{ c: `}` }}` : sql.empty} limit 1`;';
    expect(sqlPieces(source.replaceAll('<', '{')).map((piece) => piece.text)).toEqual([
      'select a from x.t   limit 1',
      'where b =  ',
    ]);
  });

  const published = new Set(['inventory.reserve']);

  test("another module's table is named, its own and published functions are not", () => {
    expect(foreignNames('select 1 from ledger.journals join orders.orders o on true', 'orders', published)).toEqual([
      'ledger.journals',
    ]);
    expect(foreignNames('select inventory.reserve($1)', 'orders', published)).toEqual([]);
    expect(foreignNames("select 'visits.entered' -- desk.alerts", 'orders', published)).toEqual([]);
  });
});

describe('message catalogues', () => {
  test('a missing key, an empty text and another placeholder are found', () => {
    const first = flatten({ a: { b: 'Hi {{name}}', c: 'x' } });
    const second = flatten({ a: { b: '你好 {{who}}', d: ' ' } });
    expect(compareCatalogues(first, second)).toEqual([
      'lacks a.c',
      'a.b has other placeholders (who instead of name)',
      'has no text for a.d',
    ]);
  });

  test('plural forms of one key count as one', () => {
    expect(compareCatalogues(flatten({ n_one: 'a', n_other: 'b' }), flatten({ n_other: 'c' }))).toEqual([]);
  });
});

test('requirement ids are read from the front of a title', () => {
  expect(requirementIds('[VIS-3, ORD-1] a door opens')).toEqual(['VIS-3', 'ORD-1']);
  expect(requirementIds('opens [VIS-3]')).toEqual([]);
});
