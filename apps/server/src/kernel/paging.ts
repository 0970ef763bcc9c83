import { z } from 'zod';
import { invalidInput } from './errors.ts';

/** A cursor carries the sort values of the last row; it is opaque to callers. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The values of a cursor, or null at the first page. A cursor that is not ours is bad input. */
export function decodeCursor<S extends z.ZodType>(cursor: string | undefined, schema: S): z.output<S> | null {
  if (cursor === undefined) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalidInput('cursor', 'unknown');
  }
}

/** Most lists sort by time, newest first, and then by id. */
export const timeCursor = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);
export const idCursor = z.tuple([z.uuid()]);

/** Turns limit + 1 fetched rows into a page. */
export function toPage<Row, Item = Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly (string | number | null)[],
  present: (row: Row) => Item = (row) => row as unknown as Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null,
  };
}
