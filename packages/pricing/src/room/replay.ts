import type { RoomQuoteRequest } from './quote.ts';
import { modesOf, quoteRoom } from './quote-room.ts';
import type { CalendarFacts, RoomRuleSet } from './rules.ts';

/** A stay that was booked once, with what its time cost then (fen, promotions taken off, coupons and add-ons not). */
export interface PastStay extends RoomQuoteRequest {
  id: string;
  paid: number;
}

export interface ReplaySums {
  stays: number;
  minutes: number;
  revenue: number;
}
export interface ReplayedStay {
  id: string;
  before: number;
  /** Null: under the draft it could not have been booked in any way. */
  after: number | null;
}
export interface Replay {
  before: ReplaySums;
  after: ReplaySums;
  stays: ReplayedStay[];
}

/**
 * BIL-5: what past stays would cost under other rules. A stay whose way to pay is gone takes the cheapest that is open;
 * one that has none is lost. `sensitivity` (basis points) is the share of stays that people give up for each 100 % by
 * which a price rises, and take up for each 100 % by which it falls: 0 when everybody comes anyway.
 */
export function replayStays(
  rules: RoomRuleSet,
  calendar: CalendarFacts,
  past: readonly PastStay[],
  sensitivity: number,
): Replay {
  const before: ReplaySums = { stays: 0, minutes: 0, revenue: 0 };
  const exact = { stays: 0, minutes: 0, revenue: 0 };
  const stays = past.map((stay): ReplayedStay => {
    const minutes = (stay.until - stay.from) / 60_000;
    const after = priceOf(rules, calendar, stay);
    before.stays += 1;
    before.minutes += minutes;
    before.revenue += stay.paid;
    if (after !== null) {
      const rise = stay.paid > 0 ? (after - stay.paid) / stay.paid : 0;
      const share = Math.min(2, Math.max(0, 1 - (rise * sensitivity) / 10_000));
      exact.stays += share;
      exact.minutes += share * minutes;
      exact.revenue += share * after;
    }
    return { id: stay.id, before: stay.paid, after };
  });
  const after = {
    stays: Math.round(exact.stays),
    minutes: Math.round(exact.minutes),
    revenue: Math.round(exact.revenue),
  };
  return { before, after, stays };
}

function priceOf(rules: RoomRuleSet, calendar: CalendarFacts, stay: PastStay): number | null {
  const same = quoteRoom(rules, calendar, stay);
  if (same.kind === 'quote') return same.total;
  const totals = modesOf(rules, calendar, stay).flatMap(({ quote }) => (quote.kind === 'quote' ? [quote.total] : []));
  return totals.length > 0 ? Math.min(...totals) : null;
}
