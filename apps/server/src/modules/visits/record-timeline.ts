import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { insertTimeline, type TimelineDetail } from './store.ts';

export interface TimelineEntry {
  name: string;
  /** `ctx.now` unless told. */
  at?: Date;
  detail?: TimelineDetail;
  /** The acting one, where it is not the context's actor. */
  actor?: 'customer' | 'staff' | 'system' | 'device' | 'channel';
}

/** VIS-12: puts what happened on the line of a visit, in the transaction of the change. The calling verb authorised it. */
export async function recordTimeline(ctx: Context, visitId: string, entry: TimelineEntry): Promise<void> {
  const { kind } = ctx.actor;
  await insertTimeline(ctx.tx, {
    id: newId(),
    visitId,
    at: entry.at ?? ctx.now,
    name: entry.name,
    actor: entry.actor ?? (kind === 'anonymous' ? 'system' : kind),
    actorName: ctx.actor.kind === 'staff' ? ctx.actor.name : null,
    detail: entry.detail ?? {},
  });
}
