import { systemActor } from '../../kernel/actor.ts';
import type { Context, Runtime } from '../../kernel/context.ts';
import { emit } from '../../kernel/events.ts';
import type { Sweep } from '../../kernel/jobs.ts';
import { lockUndecided } from './case-store.ts';
import { removeUnusedCodes } from './code-store.ts';
import { flagged } from './events.ts';
import { kindOfCase, openCase } from './follow-cases.ts';
import { finishVisit } from './follow-door.ts';
import { lockUnused, settleOpening } from './opening-store.ts';
import type { VisitsPorts } from './ports.ts';
import { recordTimeline } from './record-timeline.ts';
import { OVERSTAY_MINUTES, TIME_OUT_MINUTES } from './rules.ts';
import { addFlag, lockOverdueVisits, type VisitRow } from './store.ts';
import { tellSettled, tellVisit } from './tell.ts';

/** Released locks that nobody used: the opening failed, and the screen says so. Answers how many. */
export async function settleUnused(ctx: Context): Promise<number> {
  const unused = await lockUnused(ctx.tx, ctx.now);
  for (const opening of unused) {
    const end = { state: 'failed' as const, code: 'door_not_opened' };
    await settleOpening(ctx.tx, opening.id, { ...end, at: ctx.now });
    if (opening.visit_id) await recordTimeline(ctx, opening.visit_id, { name: 'door.unused', actor: 'device' });
    await tellSettled(ctx, { ...opening, ...end });
  }
  return unused.length;
}

/**
 * VIS-17: a long stay becomes a case for an agent, and at last a timed-out visit whose case stays open: nobody just
 * disappears.
 */
export async function settleOverstays(ctx: Context, ports: VisitsPorts): Promise<number> {
  const before = (minutes: number) => new Date(ctx.now.getTime() - minutes * 60_000);
  const long = await lockUndecided(ctx.tx, ctx.now, before(OVERSTAY_MINUTES));
  for (const visit of long) await askForDecision(ctx, ports, visit);
  const lost = await lockOverdueVisits(ctx.tx, before(TIME_OUT_MINUTES));
  for (const visit of lost) await finishVisit(ctx, visit, { state: 'timed_out', ending: 'timed_out', at: ctx.now });
  return lost.length + long.length;
}

async function askForDecision(ctx: Context, ports: VisitsPorts, visit: VisitRow): Promise<void> {
  await openCase(ctx, visit, await kindOfCase(ctx, ports, visit));
  if (await addFlag(ctx.tx, visit.id, 'overstay')) {
    await recordTimeline(ctx, visit.id, { name: 'visit.overstay' });
    const { id: visitId, store_id: storeId, member_id: memberId } = visit;
    await emit(ctx, flagged, { visitId, storeId, memberId, flag: 'overstay', at: ctx.now.toISOString() });
  }
  tellVisit(ctx, visit, visit.state);
}

/**
 * VIS-11: codes that nobody used. They are kept long enough for a door that was cut off for weeks to report entries by
 * them: an entry by a code that is not known here looks like a stolen key.
 */
export const CODE_DAYS = 90;
const DAY_MS = 24 * 3_600_000;
export const tidyCodes = (ctx: Context): Promise<number> =>
  removeUnusedCodes(ctx.tx, new Date(ctx.now.getTime() - CODE_DAYS * DAY_MS), 1000);

const sweep = (name: string, everyMs: number, work: (ctx: Context) => Promise<number>): Sweep => ({
  name,
  everyMs,
  run: async (runtime: Runtime) => (await runtime.transaction(systemActor(name), work)) >= 100,
});

export const sweeps = (ports: VisitsPorts): readonly Sweep[] => [
  sweep('visits.unused', 1_000, settleUnused),
  sweep('visits.overstays', 30_000, (ctx) => settleOverstays(ctx, ports)),
  sweep('visits.codes', 600_000, tidyCodes),
];
