import type { ReactNode } from 'react';
import { DateTime } from '../parts/DateTime.tsx';
import { MaskedText } from '../parts/MaskedText.tsx';
import { Money } from '../parts/Money.tsx';
import { priceText } from '../parts/money.ts';
import { StateTag } from '../words/StateTag.tsx';
import { useWord } from '../words/use-word.ts';
import type { WordKind } from '../words/vocabulary.ts';
import type { Column } from './DataTable.tsx';

type Value<Row, T> = (row: Row) => T | null | undefined;
type More<Row> = Partial<Pick<Column<Row>, 'align' | 'hiddenByDefault' | 'phone' | 'width'>>;

const NOTHING = '—';
const figures = (shown: ReactNode) => <span className="lk-figures">{shown}</span>;

/** The kinds of cells that tables share: how each looks on screen and what it says in an export. */
export function useColumnKit<Row>() {
  const word = useWord();
  const worded = (kind: WordKind, value: string | null | undefined, none: string) => (value ? word(kind, value) : none);
  const make =
    <T,>(
      show: (value: T | null | undefined, row: Row) => ReactNode,
      write: (value: T) => string,
      base: More<Row> = {},
    ) =>
    (key: string, title: string, value: Value<Row, T>, more: More<Row> = {}): Column<Row> => ({
      key,
      title,
      render: (row) => show(value(row), row),
      text: (row) => {
        const found = value(row);
        return found === null || found === undefined ? '' : write(found);
      },
      ...base,
      ...more,
    });
  return {
    text: make<string>((value) => value ?? NOTHING, String),
    /** A number or code that people compare sign by sign. */
    code: make<string>((value) => <span className="lk-mono">{value ?? NOTHING}</span>, String),
    masked: make<string>((value) => <MaskedText value={value} />, String),
    count: make<number>((value) => figures(value ?? NOTHING), String, { align: 'end' }),
    /** Fen. */
    money: make<number>((value) => (typeof value === 'number' ? <Money fen={value} /> : NOTHING), priceText, {
      align: 'end',
    }),
    word: (kind: WordKind, ...rest: Parameters<ReturnType<typeof make<string>>>) =>
      make<string>(
        (value) => worded(kind, value, NOTHING),
        (value) => word(kind, value),
      )(...rest),
    state: (kind: WordKind, ...rest: Parameters<ReturnType<typeof make<string>>>) =>
      make<string>(
        (value) => (value ? <StateTag kind={kind} value={value} /> : NOTHING),
        (value) => word(kind, value),
      )(...rest),
    /** An instant, by the clock of the row's store where it has one. */
    time: (
      key: string,
      title: string,
      at: Value<Row, string>,
      zone: (row: Row) => string | undefined,
      more: More<Row> = {},
    ) => make<string>((value, row) => <DateTime at={value} zone={zone(row)} />, String)(key, title, at, more),
  };
}
