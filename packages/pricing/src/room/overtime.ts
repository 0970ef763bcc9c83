import { basisPointsOf } from '../allocate.ts';
import { segmentedNext } from './bill.ts';
import { profileOf, termsOf } from './compile.ts';
import { dayLine, MINUTE } from './days.ts';
import type { MeterReading, OvertimeQuote, RoomQuoteRefusal, RoomSegment } from './quote.ts';
import { quoteRoom } from './quote-room.ts';
import type { CalendarFacts, OvertimeRule, RoomPrice, RoomRuleSet } from './rules.ts';
import { ruleAt } from './spans.ts';

/** Who stays in which room. */
export interface RoomStay {
  roomId: string;
  roomKindId: string | null;
  people: number;
  memberLevel: string | null;
}

/**
 * BKG-14, BIL-9: what staying beyond the booked end costs until `now`. Within the grace it is free; after it, time counts
 * from the booked end by started units. Null when the room has no overtime rule, or none can be priced at its end.
 */
export function quoteOvertime(
  rules: RoomRuleSet,
  calendar: CalendarFacts,
  stay: RoomStay & { end: number; now: number },
): OvertimeQuote | null {
  const rule = termsOf(rules, stay)?.overtime ?? null;
  if (rule === null) return null;
  const unitPrice = rule.unitPrice ?? timePrice(rules, calendar, stay, rule);
  if (unitPrice === null) return null;
  const { unitMinutes } = rule;
  const over = stay.now - stay.end;
  const graceEnd = stay.end + rule.graceMinutes * MINUTE;
  // The edges themselves still belong to what came before; the first instant that costs more is the one after.
  if (over <= 0 || stay.now <= graceEnd)
    return {
      ...{ minutes: 0, units: 0, unitPrice, unitMinutes, amount: 0, capped: false, serviceFee: 0, total: 0 },
      nextAt: graceEnd + 1,
    };
  const minutes = Math.ceil(over / MINUTE);
  const units = Math.ceil(minutes / unitMinutes);
  const amount = Math.min(units * unitPrice, rule.cap ?? Number.MAX_SAFE_INTEGER);
  const capped = rule.cap !== null && units * unitPrice >= rule.cap;
  const serviceFee = amount === 0 ? 0 : feeOf(rule, amount);
  const nextAt = capped ? null : stay.end + units * unitMinutes * MINUTE + 1;
  return { minutes, units, unitPrice, unitMinutes, amount, capped, serviceFee, total: amount + serviceFee, nextAt };
}

function feeOf({ serviceFee }: OvertimeRule, amount: number): number {
  if (serviceFee === null) return 0;
  return serviceFee.kind === 'fixed' ? serviceFee.amount : basisPointsOf(amount, serviceFee.basisPoints);
}

/** A unit of overtime at the rule's rate of what time costs in the last minute booked. */
function timePrice(
  rules: RoomRuleSet,
  calendar: CalendarFacts,
  stay: RoomStay & { end: number },
  rule: OvertimeRule,
): number | null {
  const line = dayLine(calendar);
  for (const mode of ['segmented', 'hourly', 'session'] as const) {
    const price = ruleAt(profileOf(rules, mode, stay), line, stay.end - MINUTE)?.rule.price;
    const unit = price === undefined ? null : unitOf(price);
    if (unit === null) continue;
    return basisPointsOf(Math.round((unit.price * rule.unitMinutes) / unit.minutes), rule.rateBasisPoints);
  }
  return null;
}

function unitOf(price: RoomPrice): { price: number; minutes: number } | null {
  if (price.mode === 'hourly' || price.mode === 'segmented')
    return { price: price.unitPrice, minutes: price.unitMinutes };
  return price.mode === 'session' ? { price: price.extraUnitPrice, minutes: price.extraUnitMinutes } : null;
}

/**
 * BKG-15: what a running pay-as-you-go session costs now. A started minute counts, promotions do not. The answer never
 * falls while time goes on. Refused with `no_price` when the room's terms have no pay-as-you-go.
 */
export function meter(
  rules: RoomRuleSet,
  calendar: CalendarFacts,
  session: RoomStay & { startedAt: number; now: number },
): MeterReading | RoomQuoteRefusal {
  const mode = termsOf(rules, session)?.payAsYouGo?.mode;
  const from = Math.floor(session.startedAt / MINUTE) * MINUTE;
  const until = Math.max(from + MINUTE, Math.ceil(session.now / MINUTE) * MINUTE);
  if (mode === undefined) return { kind: 'refusal', reason: 'no_price', holes: [{ from, until }] };
  const quote = quoteRoom(withoutPromotions(rules), calendar, { ...session, from, until, at: from, mode });
  if (quote.kind === 'refusal') return quote;
  const last = quote.segments[quote.segments.length - 1] as RoomSegment;
  const units = Math.ceil((last.until - last.from) / (last.unitMinutes * MINUTE));
  const wholeUnits = last.from + units * last.unitMinutes * MINUTE;
  const line = dayLine(calendar);
  const edge = mode === 'hourly' ? wholeUnits : segmentedNext(profileOf(rules, mode, session), line, last);
  return { quote, nextAt: edge + 1 };
}

/**
 * BKG-15: the last instant, at most `limit`, up to which a running session costs no more than `budget` (fen); both in ms
 * since 1970. The start where even the first minute costs more. Null when no price is to be had.
 */
export function affordableUntil(
  rules: RoomRuleSet,
  calendar: CalendarFacts,
  session: RoomStay & { startedAt: number },
  { budget, limit }: { budget: number; limit: number },
): number | null {
  const costs = (now: number): number | null => {
    const reading = meter(rules, calendar, { ...session, now });
    return 'quote' in reading ? reading.quote.total : null;
  };
  const whole = costs(limit);
  if (whole === null) return null;
  if (whole <= budget) return limit;
  const start = Math.floor(session.startedAt / MINUTE);
  // A minute is as dear at its end as just after its beginning, and time never makes a session cheaper.
  let [fits, dear] = [0, Math.ceil(limit / MINUTE) - start];
  while (dear - fits > 1) {
    const middle = (fits + dear) >> 1;
    if ((costs((start + middle) * MINUTE) ?? 0) <= budget) fits = middle;
    else dear = middle;
  }
  return fits === 0 ? session.startedAt : Math.max(session.startedAt, (start + fits) * MINUTE);
}

const bare = new WeakMap<RoomRuleSet, RoomRuleSet>();

/** Kept by identity, so that the timetables made for it are kept too. */
function withoutPromotions(rules: RoomRuleSet): RoomRuleSet {
  const known = bare.get(rules);
  if (known) return known;
  const made = rules.promotions.length === 0 ? rules : { ...rules, promotions: [] };
  bare.set(rules, made);
  return made;
}
