import type { Context } from '../../kernel/context.ts';
import { lockOpening, type OpeningRow } from './opening-store.ts';
import { isOpen } from './rules.ts';
import { lockVisit, lockVisitOfOpening, moveVisit, type VisitRow } from './store.ts';
import { tellVisit } from './tell.ts';

/** An opening with its visit, both locked. */
export interface Held {
  opening: OpeningRow;
  visit: VisitRow | null;
}

/** Locks the visit first, as the verbs of customers and agents do, and then the opening. */
export async function hold(ctx: Context, which: { id: string } | { commandId: string }): Promise<Held | null> {
  const [known, opening] = await Promise.all([lockVisitOfOpening(ctx.tx, which), lockOpening(ctx.tx, which)]);
  if (!opening) return null;
  // Its visit began while its lock was waited for.
  const visit = known ?? (opening.visit_id === null ? null : await lockVisit(ctx.tx, opening.visit_id));
  return { opening, visit };
}

/** Moves a locked visit to another of its open states and tells it; one that is there, or has ended, stays as it is. */
export async function move(ctx: Context, visit: VisitRow, state: 'inside' | 'leaving', at: Date): Promise<void> {
  if (!isOpen(visit.state) || visit.state === state) return;
  visit.state = state;
  await moveVisit(ctx.tx, visit.id, state, at);
  tellVisit(ctx, visit, state);
}
