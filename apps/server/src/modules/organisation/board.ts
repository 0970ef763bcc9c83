import type { DoorAvailability, StoreState } from '@latchkey/contract';
import { localParts } from '../../kernel/calendar.ts';
import type { ReadContext } from '../../kernel/context.ts';
import { availability, DEFAULT_ATTENDED, hoursText, isAttended } from './rules.ts';
import { listStores } from './store.ts';

/** A store as a watching person's board needs it. */
export interface WatchedStore {
  id: string;
  name: string;
  city: string;
  zone: string;
  state: StoreState;
  /** ORG-9: who locked it down, when and why. */
  lockdown: { reason: string; since: Date; by: string } | null;
  /** ORG-8: today's attended windows by the store's clock, and whether one holds now. */
  attended: { today: string; now: boolean };
  capacity: number | null;
  /** What a customer may expect at the door, given what the caller knows of door and people. */
  availability(now: { doorOnline: boolean; inside: number }): DoorAvailability;
}

/** Stores of a scope, null for all; 500 at most. */
export async function watchedStores(ctx: ReadContext, storeIds: readonly string[] | null): Promise<WatchedStore[]> {
  const rows = await listStores(ctx.db, { storeIds }, null, 500);
  return rows.map((row) => {
    const locked = row.lockdownSince !== null;
    const local = localParts(ctx.now, row.zone);
    const { id, name, city, zone, state, capacity } = row;
    return {
      id,
      name,
      city,
      zone,
      state,
      capacity,
      lockdown: row.lockdownSince && {
        reason: row.lockdownReason ?? '',
        since: row.lockdownSince,
        by: row.lockdownBy ?? '',
      },
      attended: { today: hoursText(row.attended ?? DEFAULT_ATTENDED, local), now: isAttended(row, local) },
      availability: (now) => availability({ ...row, locked }, local, now),
    };
  });
}
