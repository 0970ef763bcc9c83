export interface NamedDay {
  date: string;
  weekday: number;
  type: 'workday' | 'weekend' | 'holiday' | 'makeup_workday';
  label: string;
  source: 'official' | 'platform' | 'store';
}
export interface DaySpan extends NamedDay {
  last: NamedDay;
}

const nextDate = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Days of one kind, name and source that follow each other, as one line. */
export function daySpans(days: readonly NamedDay[]): DaySpan[] {
  const spans: DaySpan[] = [];
  for (const day of days) {
    const span = spans.at(-1);
    const same = span && span.type === day.type && span.label === day.label && span.source === day.source;
    if (same && nextDate(span.last.date) === day.date) span.last = day;
    else spans.push({ ...day, last: day });
  }
  return spans;
}
