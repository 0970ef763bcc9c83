import type { Policy } from './rules.ts';

const DAY = 86_400_000;
/** Days that a room's page shows at most. */
const MOST_SHOWN = 31;

type Horizons = Pick<Policy, 'horizonDays' | 'earlyHorizons'>;

/** BKG-10: how many days ahead a member of a level may book; everybody else, level null, by the common horizon. */
export function horizonOf({ horizonDays, earlyHorizons }: Horizons, level: string | null): number {
  const own = earlyHorizons.filter((one) => one.level === level).map(({ days }) => days);
  return Math.max(horizonDays, ...own);
}

/** How many days a room's page shows: a fortnight, or as far as the store lets any level book. */
export function daysShown({ horizonDays, earlyHorizons }: Horizons): number {
  if (earlyHorizons.length === 0) return 14;
  return Math.min(MOST_SHOWN, Math.max(14, horizonDays + 1, ...earlyHorizons.map(({ days }) => days + 1)));
}

/** BKG-10: days that begin beyond a member's own horizon, with the levels that may book them already. */
export function onlyForOthers(
  policy: Horizons,
  level: string | null,
  days: readonly { date: string; startsAt: number }[],
  now: number,
): { date: string; levels: string[] }[] {
  return days.flatMap(({ date, startsAt }) => {
    if (startsAt <= now + horizonOf(policy, level) * DAY) return [];
    const levels = policy.earlyHorizons.filter((one) => startsAt <= now + one.days * DAY).map((one) => one.level);
    return [{ date, levels: [...new Set(levels)] }];
  });
}
