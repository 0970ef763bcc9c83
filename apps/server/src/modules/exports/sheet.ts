import type { Locale, RouteKey } from '@latchkey/contract';
import type { AnswerOf } from '../../kernel/http.ts';
import type { Cell } from './cells.ts';
import type { Query } from './ports.ts';
import { inLocale, type WordKind, wordOf } from './words.ts';

export type Titles = readonly [zhCN: string, en: string, zhTW: string];
/** Routes that answer pages. */
type ListKey = {
  [K in RouteKey]: AnswerOf<K> extends { items: readonly unknown[]; nextCursor: string | null } ? K : never;
}[RouteKey];
type RowOf<K extends ListKey> =
  AnswerOf<K> extends { items: readonly (infer Row)[]; nextCursor: string | null } ? Row : never;

/** In which language, and by whose clock. */
export interface Look {
  locale: Locale;
  zoneOf(storeId: string | null): string;
}
interface Column<Row> {
  titles: Titles;
  cell(row: Row, look: Look): Cell;
}

/** Asks a page of a list in the name of whoever wants the file. */
export type Lister = <K extends RouteKey>(key: K, query: Query) => Promise<AnswerOf<K>>;

/** A list as a file: its columns, and how to read a page of it. */
export interface Sheet {
  route: RouteKey;
  titles: Titles;
  head(locale: Locale): string[];
  page(
    list: Lister,
    query: Query,
  ): Promise<{ storeIds: string[]; nextCursor: string | null; cells(look: Look): Cell[][] }>;
}

/** `storeOf` says by which store's clock a line's instants are shown; without one, by that of headquarters. */
export function sheet<K extends ListKey>(
  route: K,
  titles: Titles,
  columns: (kit: ReturnType<typeof kitOf<RowOf<K>>>) => readonly Column<RowOf<K>>[],
  storeOf: (row: RowOf<K>) => string | null = () => null,
): Sheet {
  const all = columns(kitOf(storeOf));
  return {
    route,
    titles,
    head: (locale) => all.map((column) => inLocale(column.titles, locale)),
    async page(list, query) {
      const answer = (await list(route, query)) as { items: readonly RowOf<K>[]; nextCursor: string | null };
      const rows = answer.items;
      return {
        storeIds: rows.flatMap((row) => storeOf(row) ?? []),
        nextCursor: answer.nextCursor,
        cells: (look) => rows.map((row) => all.map((column) => column.cell(row, look))),
      };
    },
  };
}

const text = (value: string | null | undefined): Cell => ({ kind: 'text', text: value ?? '' });

/** The kinds of columns. Titles in the order 简体中文, English, 繁體中文. */
function kitOf<Row>(storeOf: (row: Row) => string | null) {
  type Get<T> = (row: Row) => T | null | undefined;
  return {
    text: (value: Get<string>, ...titles: Titles): Column<Row> => ({ titles, cell: (row) => text(value(row)) }),
    word: (kind: WordKind, value: Get<string>, ...titles: Titles): Column<Row> => ({
      titles,
      cell: (row, { locale }) => {
        const found = value(row);
        return text(found && wordOf(kind, found, locale));
      },
    }),
    words: (kind: WordKind, values: (row: Row) => readonly string[], ...titles: Titles): Column<Row> => ({
      titles,
      cell: (row, { locale }) =>
        text(
          values(row)
            .map((value) => wordOf(kind, value, locale))
            .join(' · '),
        ),
    }),
    count: (value: Get<number>, ...titles: Titles): Column<Row> => ({
      titles,
      cell: (row) => {
        const found = value(row);
        return typeof found === 'number' ? { kind: 'count', value: found } : text('');
      },
    }),
    /** Fen. */
    money: (value: Get<number>, ...titles: Titles): Column<Row> => ({
      titles,
      cell: (row) => {
        const found = value(row);
        return typeof found === 'number' ? { kind: 'money', fen: found } : text('');
      },
    }),
    time: (value: Get<string>, ...titles: Titles): Column<Row> => ({
      titles,
      cell: (row, { zoneOf }) => {
        const at = value(row);
        return at ? { kind: 'time', at, zone: zoneOf(storeOf(row)) } : text('');
      },
    }),
  };
}
