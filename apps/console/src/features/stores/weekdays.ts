import { useLanguage } from '@latchkey/ui';

/** Monday to Sunday in the person's language. */
export function useWeekdays(): string[] {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 1970 was a Monday.
  return [0, 1, 2, 3, 4, 5, 6].map((day) => format.format(new Date(Date.UTC(1970, 0, 5 + day))));
}
