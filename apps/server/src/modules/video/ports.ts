import type { StaffActor } from '../../kernel/actor.ts';
import type { Db } from '../../kernel/db.ts';

/** What wiring passes in. */
export interface VideoPorts {
  /** Somebody as they are now; null when the account is frozen or gone. */
  staffActorOf(db: Db, id: string): Promise<StaffActor | null>;
}
