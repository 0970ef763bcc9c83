/** Time as text without Intl, which the mini-program lacks. */

const two = (n: number) => String(n).padStart(2, '0');

/** Clock time of an instant at an offset from UTC in minutes (a store's, as the server computed it). */
export function clockTime(iso: string, offsetMinutes: number, seconds = false): string {
  const d = shifted(iso, offsetMinutes);
  if (!d) return '';
  const base = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  return seconds ? `${base}:${two(d.getUTCSeconds())}` : base;
}

/** Date and time, ISO-like: the same in all three languages. */
export function dateTime(iso: string, offsetMinutes: number): string {
  const day = localDay(iso, offsetMinutes);
  return day === '' ? '' : `${day} ${clockTime(iso, offsetMinutes)}`;
}

export function localDay(iso: string, offsetMinutes: number): string {
  const d = shifted(iso, offsetMinutes);
  return d ? `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}` : '';
}

/** Minutes and seconds of a span in ms, never negative: 3:07, or 1:02:09 from an hour on. */
export function countdown(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const h = Math.floor(total / 3600);
  const m = Math.floor((total % 3600) / 60);
  const s = total % 60;
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

function shifted(iso: string, offsetMinutes: number): Date | null {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? null : new Date(at + offsetMinutes * 60_000);
}

/**
 * What belongs to no store (a message, a coupon) is told by the phone's own clock. What happened in a store is told by the
 * store's, whose offset the server gives: the mini-program has no zone tables to look it up.
 */
export function phoneOffset(iso: string): number {
  const offset = new Date(iso).getTimezoneOffset();
  return Number.isNaN(offset) ? 0 : -offset;
}

/** Date and time by the phone's own clock. */
export function phoneTime(iso: string): string {
  return dateTime(iso, phoneOffset(iso));
}
