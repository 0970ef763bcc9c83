import type { BoardStore, BoardVisit } from '../../live/board.ts';
import { FRESH_ENTRY_MS, urgencyOfKind } from '../../live/calls.ts';

const URGENT_FLAGS: readonly BoardVisit['flags'][number][] = ['emergency', 'help', 'exit_requested', 'abnormal_member'];
const OCCUPIED = 50;
const QUIET = 100;

/** A marked member inside stands right behind who asks for somebody. */
const MARKED = urgencyOfKind('exit_request') + 0.5;

/**
 * How soon a store wants a look, 0 first: by its most urgent untaken alert, a marked member inside, or an entry of the
 * last minute; else occupied or quiet.
 */
export function urgencyOfStore(store: BoardStore, nowMs: number): number {
  const calls = store.alerts
    .filter((alert) => alert.untaken > 0 && (alert.kind !== 'entry' || isFresh(store, nowMs)))
    .map((alert) => urgencyOfKind(alert.kind));
  if (store.visits.some((visit) => visit.flags.includes('abnormal_member'))) calls.push(MARKED);
  return Math.min(...calls, isOccupied(store) ? OCCUPIED : QUIET);
}

function isFresh(store: BoardStore, nowMs: number): boolean {
  return store.lastEntryAt !== null && nowMs - Date.parse(store.lastEntryAt) < FRESH_ENTRY_MS;
}

/** Somebody waits for an agent here. */
export function isActive(store: BoardStore, nowMs: number): boolean {
  return urgencyOfStore(store, nowMs) < OCCUPIED;
}

export function isOccupied(store: BoardStore): boolean {
  return store.inside > 0 || store.visits.length > 0;
}

/** The most urgent first, then by the latest entry; the empty ones by name, so that they keep still. */
export function boardOrder(stores: readonly BoardStore[], language: string, nowMs: number): BoardStore[] {
  const placed = stores.map((store) => ({ store, urgency: urgencyOfStore(store, nowMs) }));
  placed.sort((a, b) => {
    if (a.urgency !== b.urgency) return a.urgency - b.urgency;
    if (a.urgency < QUIET) {
      const byEntry = Date.parse(b.store.lastEntryAt ?? '1970-01-01') - Date.parse(a.store.lastEntryAt ?? '1970-01-01');
      if (byEntry !== 0) return byEntry;
    }
    return a.store.name.localeCompare(b.store.name, language);
  });
  return placed.map(({ store }) => store);
}

/** Who asks for something comes first, so that a hasty touch meets the one who waits; then by entry. */
export function visitOrder(visits: readonly BoardVisit[]): BoardVisit[] {
  const rank = (visit: BoardVisit) => URGENT_FLAGS.findIndex((flag) => visit.flags.includes(flag));
  const place = (visit: BoardVisit) => (rank(visit) < 0 ? URGENT_FLAGS.length : rank(visit));
  return [...visits].sort((a, b) => place(a) - place(b));
}
