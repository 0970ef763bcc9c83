import { type CompiledRule, candidatesOn, compareRules, cutsOf, profileOf } from './compile.ts';
import { type DayFacts, dayLine } from './days.ts';
import type { CalendarFacts, DayType, RoomMode, RoomRuleSet } from './rules.ts';

/** Why a rule that applies does not win; the first of BIL-2's questions that decides. */
export type LosingReason = 'place' | 'days' | 'level' | 'priority' | 'order';

/** Minutes of a local day with the rule that wins there, null for a hole, and those that lose. */
export interface WeekCell {
  from: number;
  to: number;
  winner: string | null;
  losers: { ruleId: string; reason: LosingReason }[];
}
export interface ExplainedDay {
  date: string;
  weekday: number;
  type: DayType;
  label: string | null;
  cells: WeekCell[];
}

/**
 * BIL-2: which rule wins when, and why, on every day of the calendar but the first (which only tells what the night
 * before belongs to). In the mode `package` nothing loses to anything: each package is an offer of its own.
 */
export function explainWeek(
  rules: RoomRuleSet,
  calendar: CalendarFacts,
  who: { roomId: string; roomKindId: string | null; memberLevel: string | null; mode: RoomMode },
): ExplainedDay[] {
  const profile = profileOf(rules, who.mode, who);
  const line = dayLine(calendar);
  return calendar.days.slice(1).map(({ date, weekday, type, label }, index) => {
    const [yesterday, today] = [line.days[index] as DayFacts, line.days[index + 1] as DayFacts];
    return { date, weekday, type, label, cells: cellsOf(profile.rules, today, yesterday) };
  });
}

function cellsOf(rules: readonly CompiledRule[], today: DayFacts, yesterday: DayFacts): WeekCell[] {
  const candidates = candidatesOn(rules, today, yesterday).sort((a, b) => compareRules(a.rule, b.rule));
  const cuts = cutsOf(candidates);
  const cells: WeekCell[] = [];
  for (let index = 0; index + 1 < cuts.length; index++) {
    const [from, to] = [cuts[index] as number, cuts[index + 1] as number];
    const [winner, ...losers] = candidates.filter(({ start, end }) => start <= from && to <= end);
    const cell: WeekCell = { from, to, winner: winner?.rule.rule.id ?? null, losers: [] };
    for (const { rule } of losers)
      if (winner && rule !== winner.rule) cell.losers.push({ ruleId: rule.rule.id, reason: why(winner.rule, rule) });
    const last = cells.at(-1);
    if (last && sameCell(last, cell)) last.to = to;
    else cells.push(cell);
  }
  return cells;
}

const sameCell = (a: WeekCell, b: WeekCell): boolean =>
  a.winner === b.winner &&
  a.losers.length === b.losers.length &&
  a.losers.every(({ ruleId }, index) => ruleId === b.losers[index]?.ruleId);

function why(winner: CompiledRule, loser: CompiledRule): LosingReason {
  const [won, lost] = [winner.scope.rank, loser.scope.rank];
  if (won.place !== lost.place) return 'place';
  if (won.days !== lost.days) return 'days';
  if (won.level !== lost.level) return 'level';
  return winner.rule.priority === loser.rule.priority ? 'order' : 'priority';
}
