import { meter, type RoomRuleSet } from '@latchkey/pricing';
import { type Answer, api } from '../../api';
import { useNow } from '../../state/clock';
import { useLive } from '../../state/realtime';
import { useResource } from '../../state/resource';

export type MeterFacts = Answer<'GET /bookings/:id/meter'>;

export interface Reading {
  facts: MeterFacts;
  /** Fen by now. */
  total: number;
  elapsedMs: number;
  /** Until the price steps up; null where it does no more. */
  nextMs: number | null;
  stopped: boolean;
}

/** How often the server corrects the phone. */
const TRUTH_MS = 15_000;

/** BKG-15: what a session costs at an instant of the server's clock, by the same rules as on the server. */
export function readMeter(facts: MeterFacts, serverNow: number): Reading {
  const startedAt = Date.parse(facts.startedAt);
  const until = Date.parse(facts.until);
  const now = Math.min(serverNow, until);
  const session = { ...facts.stay, memberLevel: null, startedAt, now };
  const read = meter(facts.rules as RoomRuleSet, facts.calendar, session);
  const known = 'quote' in read;
  const next = known && read.nextAt < until ? Math.max(0, read.nextAt - serverNow) : null;
  return {
    facts,
    total: known ? read.quote.total : facts.total,
    elapsedMs: Math.max(0, now - startedAt),
    nextMs: next,
    stopped: serverNow >= until,
  };
}

/** The meter of a running session: it moves by itself, and the server corrects it. Null until it was read once. */
export function useMeter(bookingId: string): Reading | null {
  const facts = useResource(`meter:${bookingId}`, () => api('GET /bookings/:id/meter', { params: { id: bookingId } }));
  useLive(['booking.changed'], () => void facts.refresh(), TRUTH_MS);
  const now = useNow(1000);
  if (!facts.data) return null;
  return readMeter(facts.data, Date.parse(facts.data.now) + (now - facts.at));
}
