export type CsvColumn<Row> = { title: string; text: (row: Row) => string };

/** One cell by RFC 4180. A leading `=+-@` is quoted with an apostrophe: a sheet must not run what a person typed. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

export type Page<Row> = { items: readonly Row[]; nextCursor: string | null };

/** Walks all pages of a list and returns the file's text; stops early, with what is there, when told to. */
export async function walkToCsv<Row>(options: {
  columns: readonly CsvColumn<Row>[];
  fetchPage: (cursor: string | undefined) => Promise<Page<Row>>;
  onProgress: (rows: number) => void;
  stopped: () => boolean;
}): Promise<{ text: string; rows: number }> {
  // The byte-order mark makes spreadsheet programs read Chinese as UTF-8.
  const parts = [`\uFEFF${csvLine(options.columns.map((column) => column.title))}`];
  let cursor: string | undefined;
  let rows = 0;
  do {
    const page = await options.fetchPage(cursor);
    for (const row of page.items) parts.push(csvLine(options.columns.map((column) => column.text(row))));
    rows += page.items.length;
    options.onProgress(rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && !options.stopped());
  return { text: parts.join(''), rows };
}
