import { describe, expect, it } from 'vitest';
import { type Sql, sql } from './db.ts';

const shown = ({ strings, values }: Sql) => ({ text: strings.join('?'), values });

describe('fragments of statements', () => {
  it('[PLT-9] are woven in with their values in order, also one in another', () => {
    const inner = sql`b = ${2} and c = ${3}`;
    const middle = sql`(${inner}) or d = ${4}`;
    expect(shown(sql`select ${1} where ${middle} limit ${5}`)).toEqual({
      text: 'select ? where (b = ? and c = ?) or d = ? limit ?',
      values: [1, 2, 3, 4, 5],
    });
    expect(shown(sql`${sql`a`}${sql.empty}${sql`${1}`}`)).toEqual({ text: 'a?', values: [1] });
  });

  it('[PLT-9] are known again by their text, never taken for others in the same place', () => {
    const of = (part: Sql, last: unknown) => sql`x ${part} y ${last}`;
    const [a, b] = [() => sql`a ${1}`, () => sql`b ${2} ${3}`];
    expect(of(a(), 9).strings).toBe(of(a(), 8).strings);
    expect(shown(of(a(), 9))).toEqual({ text: 'x a ? y ?', values: [1, 9] });
    expect(shown(of(b(), 9))).toEqual({ text: 'x b ? ? y ?', values: [2, 3, 9] });
    expect(shown(of(a(), sql`z`))).toEqual({ text: 'x a ? y z', values: [1] });
    expect(shown(of(a(), 9))).toEqual({ text: 'x a ? y ?', values: [1, 9] });
  });

  it('[PLT-9] are put together in any number, far beyond what is remembered', () => {
    for (const count of [0, 1, 2, 3, 200, 3]) {
      const parts = Array.from({ length: count }, (_, index) => sql`n = ${index}`);
      const { text, values } = shown(sql.join(parts, sql` or `));
      expect(text).toBe(parts.map(() => 'n = ?').join(' or '));
      expect(values).toEqual(parts.map((_, index) => index));
    }
  });
});
