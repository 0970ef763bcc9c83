import type { Cell } from './cells.ts';
import { plainText } from './cells.ts';

/** A field as RFC 4180 writes it; what a spreadsheet would take for a formula is kept from it by an apostrophe. */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (texts: readonly string[]): string => `${texts.map(csvField).join(',')}\r\n`;

/** Collects lines of CSV; a byte-order mark stands first, which spreadsheets need to read Chinese. */
export function csvWriter(head: readonly string[]) {
  const parts = [Buffer.from(`\uFEFF${csvLine(head)}`)];
  return {
    async add(rows: readonly (readonly Cell[])[]): Promise<void> {
      parts.push(Buffer.from(rows.map((row) => csvLine(row.map(plainText))).join('')));
    },
    async finish(): Promise<Buffer> {
      return Buffer.concat(parts);
    },
  };
}
