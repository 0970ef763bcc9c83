/** Whole minutes since an instant; 0 before it and for none. */
export function minutesSince(instant: string | null, nowMs: number): number {
  if (!instant) return 0;
  return Math.max(0, Math.floor((nowMs - Date.parse(instant)) / 60_000));
}
