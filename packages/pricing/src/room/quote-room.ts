import { allocate } from '../allocate.ts';
import { type Billed, billDayParts, billFlat, billHourly, billSegmented, billSession, type Range } from './bill.ts';
import { candidatesOn, profileOf, type RoomProfile, termsOf } from './compile.ts';
import { type DayFacts, type DayLine, dayLine, MINUTE, pieceAt } from './days.ts';
import type { RoomAdjustment, RoomOffer, RoomQuote, RoomQuoteRefusal, RoomQuoteRequest, RoomSegment } from './quote.ts';
import type { CalendarFacts, RoomMode, RoomRuleSet, RoomTerms } from './rules.ts';
import { daysWithin } from './spans.ts';
import { couponDiscount, promotionDiscounts, type Start } from './stacking.ts';

const MODES: readonly RoomMode[] = ['hourly', 'segmented', 'day_part', 'session'];
/** The longest stay that is priced. */
const LONGEST_MINUTES = 31 * 1440;

const refuse = (reason: Exclude<RoomQuoteRefusal['reason'], 'no_price'>): RoomQuoteRefusal => ({
  kind: 'refusal',
  reason,
});

/**
 * BIL-3: prices a stay. Pure: the same answer on the server and on the phone. The segments cover the range exactly once,
 * their amounts, the adjustments, people, add-ons and discounts sum to `total`, and nothing is below zero. Whether the
 * room is open, free and large enough is not asked here. Throws RangeError for add-ons that are no whole amounts.
 */
export function quoteRoom(
  rules: RoomRuleSet,
  calendar: CalendarFacts,
  request: RoomQuoteRequest,
): RoomQuote | RoomQuoteRefusal {
  const { from, until, people, mode } = request;
  const minutes = (until - from) / MINUTE;
  if (!(minutes > 0) || !Number.isSafeInteger(minutes) || !Number.isSafeInteger(from / MINUTE))
    return refuse('bad_range');
  if (minutes > LONGEST_MINUTES) return refuse('too_long');
  if (!Number.isSafeInteger(people) || people < 1) return refuse('bad_people');
  const line = dayLine(calendar);
  if (pieceAt(line, from) < 0 || pieceAt(line, until - MINUTE) < 0) return refuse('outside_calendar');
  const profile = profileOf(rules, mode, request);
  const billed = mode === 'package' ? billPackage(profile, line, request) : billMode(mode, profile, line, request);
  if (billed === null) return refuse('outside_calendar');
  if ('kind' in billed) return billed;
  if ('holes' in billed) return { kind: 'refusal', reason: 'no_price', holes: billed.holes };
  return assemble(rules, line, request, billed.segments);
}

function billMode(mode: RoomMode, profile: RoomProfile, line: DayLine, { from, until }: Range): Billed {
  const range = { from, until };
  if (mode === 'hourly') return billHourly(profile, line, range);
  if (mode === 'segmented') return billSegmented(profile, line, range);
  return mode === 'day_part' ? billDayParts(profile, line, range) : billSession(profile, line, range);
}

/** BIL-4: a package is open when the whole stay lies in one of its windows. */
function billPackage(profile: RoomProfile, line: DayLine, request: RoomQuoteRequest): Billed | RoomQuoteRefusal {
  const chosen = profile.rules.find(({ rule }) => rule.id === request.packageId);
  if (chosen?.rule.price.mode !== 'package') return refuse('unknown_package');
  const range = { from: request.from, until: request.until };
  const { price } = chosen.rule;
  const minutes = (range.until - range.from) / MINUTE;
  if (minutes < price.minutes) return refuse('too_short_for_package');
  if (minutes > price.minutes && price.extraUnitPrice === null) return refuse('too_long_for_package');
  const { today, yesterday, minute } = startOf(line, range.from);
  const allDay = chosen.scope.end - chosen.scope.start === 1440;
  const open = candidatesOn([chosen], today, yesterday).some(({ start, end, owner }) => {
    const ends = owner === 0 ? chosen.scope.end : end;
    return start <= minute && minute < end && (allDay || minute + minutes <= ends);
  });
  return open ? { segments: billFlat(chosen.rule, price, range) } : { holes: [range] };
}

function startOf(line: DayLine, at: number): Start {
  const piece = line.pieces[pieceAt(line, at)] as DayLine['pieces'][number];
  return {
    today: line.days[piece.day] as DayFacts,
    yesterday: line.days[piece.day - 1] as DayFacts,
    minute: piece.minute + (at - piece.from) / MINUTE,
  };
}

const sum = (list: readonly { amount: number }[]): number => list.reduce((whole, { amount }) => whole + amount, 0);

function assemble(rules: RoomRuleSet, line: DayLine, request: RoomQuoteRequest, segments: RoomSegment[]): RoomQuote {
  const { mode, from, until } = request;
  const terms = termsOf(rules, request);
  const people = peopleCharge(terms, request);
  const adjustments = mode === 'package' ? [] : adjust(terms, line, segments, people?.amount ?? 0);
  const room = sum(segments) + sum(adjustments) + (people?.amount ?? 0);
  const promoted =
    rules.promotions.length > 0 ? promotionDiscounts(rules.promotions, request, startOf(line, from), room) : [];
  const addOns = (request.addOns ?? []).map((item) => ({ ...item, amount: addOnAmount(item) }));
  const left = room - sum(promoted) + sum(addOns);
  const { discounts: couponed, offers } = couponDiscount(request.discounts, left, request.at);
  const discounts = [...promoted, ...couponed];
  const packageId = mode === 'package' ? (request.packageId ?? null) : null;
  const head = { kind: 'quote' as const, ruleSetId: rules.id, version: rules.version, mode, packageId, from, until };
  const discount = sum(discounts);
  const total = left - sum(couponed);
  return { ...head, segments, adjustments, people, room, addOns, discounts, discount, total, coupons: offers };
}

function addOnAmount({ quantity, unitPrice }: { quantity: number; unitPrice: number }): number {
  const amount = quantity * unitPrice;
  if (!Number.isSafeInteger(quantity) || !Number.isSafeInteger(amount) || quantity < 1 || unitPrice < 0)
    throw new RangeError('An add-on has a whole quantity from 1 and a whole price from 0.');
  return amount;
}

function peopleCharge(terms: RoomTerms | null, { people, from, until }: RoomQuoteRequest): RoomQuote['people'] {
  const rule = terms?.extraPeople ?? null;
  if (rule === null || people <= rule.included || rule.price === 0) return null;
  const units = rule.unitMinutes === null ? 1 : Math.ceil((until - from) / (rule.unitMinutes * MINUTE));
  const extra = people - rule.included;
  return { extra, unitPrice: rule.price, units, amount: extra * rule.price * units };
}

function adjust(
  terms: RoomTerms | null,
  line: DayLine,
  segments: readonly RoomSegment[],
  people: number,
): RoomAdjustment[] {
  if (terms === null) return [];
  const adjustments = terms.dayCap === null ? [] : capDays(terms.dayCap, line, segments);
  const charged = sum(segments) + sum(adjustments) + people;
  const missing = (terms.minimumCharge ?? 0) - charged;
  if (missing > 0) adjustments.push({ kind: 'minimum_charge', date: null, amount: missing });
  return adjustments;
}

/** What the time of each local day costs beyond the cap. A segment's amount is shared over its days by their minutes. */
function capDays(cap: number, line: DayLine, segments: readonly RoomSegment[]): RoomAdjustment[] {
  const byDay = new Map<number, number>();
  for (const { from, until, amount } of segments) {
    const parts = daysWithin(line, from, until);
    const shares = allocate(
      amount,
      parts.map(({ length }) => length / MINUTE),
    );
    parts.forEach(({ day }, index) => {
      byDay.set(day, (byDay.get(day) ?? 0) + (shares[index] ?? 0));
    });
  }
  const over = [...byDay].filter(([, amount]) => amount > cap);
  return over.map(([day, amount]) => ({ kind: 'day_cap', date: line.days[day]?.date ?? null, amount: cap - amount }));
}

/**
 * BIL-7: every way to pay for a stay that the room has, each with its price, or why it is not open for this range. Modes
 * that the room has no rules of are left out.
 */
export function modesOf(
  rules: RoomRuleSet,
  calendar: CalendarFacts,
  request: Omit<RoomQuoteRequest, 'mode' | 'packageId'>,
): RoomOffer[] {
  const offers: RoomOffer[] = MODES.filter((mode) => profileOf(rules, mode, request).rules.length > 0).map((mode) => ({
    mode,
    packageId: null,
    label: '',
    quote: quoteRoom(rules, calendar, { ...request, mode }),
  }));
  for (const { rule } of profileOf(rules, 'package', request).rules) {
    const quote = quoteRoom(rules, calendar, { ...request, mode: 'package', packageId: rule.id });
    offers.push({ mode: 'package', packageId: rule.id, label: rule.label, quote });
  }
  return offers;
}
