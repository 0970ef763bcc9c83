import type { ExportState } from '@latchkey/contract';

/** A file is kept for a day after it was written. */
export const KEEP_MS = 24 * 3_600_000;
/** The most lines of a file; what lies beyond is said to be missing. */
export const MOST_ROWS = 100_000;
/** The most exports of one person that wait or run. */
export const MOST_UNDER_WAY = 3;

export const isUnderWay = (state: ExportState): boolean => state === 'waiting' || state === 'running';

/** IDN-8: a file may be taken by a scope that reaches every store whose lines may be in it. `null` stands for all stores. */
export function scopeCovers(now: readonly string[] | null, then: readonly string[] | null): boolean {
  if (now === null) return true;
  return then?.every((id) => now.includes(id)) ?? false;
}

/** The name under which a file is saved: `orders-2026-11-22.xlsx`. */
export const fileNameOf = (row: { kind: string; format: string; requestedAt: Date; id: string }): string =>
  `${row.kind}-${row.requestedAt.toISOString().slice(0, 10)}-${row.id.slice(-4)}.${row.format}`;

/** The storage key of an export's file. */
export const fileKey = (row: { id: string; format: string }): string => `exports/${row.id}.${row.format}`;
