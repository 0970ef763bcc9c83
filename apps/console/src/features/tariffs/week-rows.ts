import type { ExplainedDay, RoomMode } from '@latchkey/pricing';
import type { Content } from './api.ts';

const DAY = 86_400_000;

/** The Monday of the week in which a date lies, moved by whole weeks. */
export function mondayOf(date: string, weeks = 0): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  const weekday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - weekday * DAY + weeks * 7 * DAY).toISOString().slice(0, 10);
}

/** Today's date in a zone. */
export const todayIn = (zone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);

export const MODES: readonly RoomMode[] = ['segmented', 'hourly', 'session', 'day_part', 'package'];

/** The modes that a rule set has rules of. */
export const modesIn = (content: Content): RoomMode[] =>
  MODES.filter((mode) => content.rules.some((rule) => rule.price.mode === mode));

/** Every rule keeps its colour, by its place in the set. */
export const COLOURS = 8;
export const colourOf = (content: Content, ruleId: string | null): number | null => {
  const place = content.rules.findIndex((rule) => rule.id === ruleId);
  return place < 0 ? null : place % COLOURS;
};

/** The seven days of a painted week; calendars come with a day more at the end. */
export const weekOf = (days: readonly ExplainedDay[]): ExplainedDay[] => days.slice(0, 7);
