import { Temporal } from 'temporal-polyfill';

/** One value of a line. Money in fen; instants are shown by the clock of `zone`. */
export type Cell =
  | { kind: 'text'; text: string }
  | { kind: 'count'; value: number }
  | { kind: 'money'; fen: number }
  | { kind: 'time'; at: string; zone: string };

/** Fen as yuan, exactly. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const wallClock = (at: string, zone: string): Temporal.PlainDateTime =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .round({ smallestUnit: 'second', roundingMode: 'floor' });

/** `2026-11-22 09:05:00` on the zone's wall clock. */
export const wallClockText = (at: string, zone: string): string =>
  wallClock(at, zone).toString({ smallestUnit: 'second' }).replace('T', ' ');

const EPOCH = Temporal.PlainDateTime.from('1899-12-30');

/** Days since the spreadsheets' epoch, with the time of day as a fraction: a wall clock, no instant. */
export function sheetSerial(at: string, zone: string): number {
  const seconds = wallClock(at, zone).since(EPOCH).total({ unit: 'seconds' });
  return Math.round((seconds / 86_400) * 1e9) / 1e9;
}

export function plainText(cell: Cell): string {
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'count') return String(cell.value);
  return cell.kind === 'money' ? yuan(cell.fen) : wallClockText(cell.at, cell.zone);
}
