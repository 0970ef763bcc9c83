import type { BoardStore, BoardVisit } from '../../live/board.ts';

const URGENT_FLAGS: readonly BoardVisit['flags'][number][] = ['emergency', 'help', 'exit_requested', 'abnormal_member'];

/** Somebody waits for an agent here: an untaken alert, or a person inside who asks or is marked. */
export function isActive(store: BoardStore): boolean {
  return store.openAlerts > 0 || store.visits.some((visit) => visit.flags.some((flag) => URGENT_FLAGS.includes(flag)));
}

export function isOccupied(store: BoardStore): boolean {
  return store.inside > 0 || store.visits.length > 0;
}

/** Active stores first, then occupied ones, each by their latest entry; the empty ones by name, so that they keep still. */
export function boardOrder(stores: readonly BoardStore[], language: string): BoardStore[] {
  const rank = (store: BoardStore) => (isActive(store) ? 0 : isOccupied(store) ? 1 : 2);
  return [...stores].sort((a, b) => {
    const byRank = rank(a) - rank(b);
    if (byRank !== 0) return byRank;
    if (rank(a) < 2) {
      const byEntry = Date.parse(b.lastEntryAt ?? '1970-01-01') - Date.parse(a.lastEntryAt ?? '1970-01-01');
      if (byEntry !== 0) return byEntry;
    }
    return a.name.localeCompare(b.name, language);
  });
}

/** Who asks for something comes first, so that a hasty touch meets the one who waits; then by entry. */
export function visitOrder(visits: readonly BoardVisit[]): BoardVisit[] {
  const rank = (visit: BoardVisit) => URGENT_FLAGS.findIndex((flag) => visit.flags.includes(flag));
  const place = (visit: BoardVisit) => (rank(visit) < 0 ? URGENT_FLAGS.length : rank(visit));
  return [...visits].sort((a, b) => place(a) - place(b));
}
