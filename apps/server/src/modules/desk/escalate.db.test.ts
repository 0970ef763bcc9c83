import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { createTestRuntime } from '../../testing/runtime.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { createVisitBench, type VisitBench } from '../../testing/visit-bench.ts';
import { callHelp, getStaffVisit } from '../visits/index.ts';
import { escalateUnanswered, escalationSweep } from './escalate.ts';
import { actOnVisit, closeAlert, takeAlert } from './index.ts';
import { subscriptions } from './listen.ts';
import { getAlert, listAlerts } from './queries.ts';
import { escalationOf } from './rules.ts';

const SECOND = 1000;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: VisitBench;
let other: ReturnType<typeof createTestRuntime>;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = createVisitBench(database.url, { extra: { subscriptions } });
  other = createTestRuntime(database.url, {});
});
afterAll(async () => {
  await other.close();
  await bench.product.close();
  await database.drop();
});

const pass = (ms: number) => {
  bench.product.clock.advance(ms);
  other.clock.set(bench.product.clock.now());
};
const round = () => bench.product.asSystem(escalateUnanswered);

/** Somebody inside who called for help. */
async function calling() {
  // What other tests left waiting is passed on first, so that each test counts its own.
  pass(3_600 * SECOND);
  while ((await round()) > 0) pass(3_600 * SECOND);
  const place = await bench.inside();
  await bench.product.as(place.customer, (ctx) => callHelp(ctx, place.visitId, { reason: 'door', note: null }));
  await bench.product.drain();
  const { items } = await listAlerts(bench.product.read(place.agent), { limit: 20 });
  const id = items.find(({ kind }) => kind === 'help')?.id ?? '';
  return { ...place, alertId: id, read: () => getAlert(bench.product.read(place.agent), id) };
}

describe('an alert that nobody answers', () => {
  it('[DSK-2] is passed on after its time, again after more, and then no more; agents’ screens and the visit tell', async () => {
    const place = await calling();
    pass(44 * SECOND);
    expect(await round()).toBe(0);
    expect((await place.read()).escalation).toBeNull();
    const heard = bench.product.heard.length;
    pass(SECOND);
    expect(await round()).toBe(1);
    expect(await place.read()).toMatchObject({ escalation: { level: 1 }, takenBy: null });
    expect(bench.product.heard.slice(heard)).toContainEqual(
      expect.objectContaining({
        topic: `store:${place.storeId}`,
        name: 'alert.changed',
        data: expect.objectContaining({ id: place.alertId, state: 'escalated' }),
      }),
    );
    expect(await round()).toBe(0);
    pass(60 * SECOND);
    expect(await round()).toBe(1);
    pass(3_600 * SECOND);
    expect(await round()).toBe(0);
    expect((await place.read()).escalation).toMatchObject({ level: 2 });
    const { timeline } = await getStaffVisit(bench.product.read(place.agent), bench.neighbours.ports, place.visitId);
    expect(timeline.filter(({ name }) => name === 'alert.escalated')).toHaveLength(2);
  });

  it('[DSK-2] is passed on one step by a server that looks hours late, and the next step waits its own time', async () => {
    const place = await calling();
    pass(5 * 3_600 * SECOND);
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    expect((await place.read()).escalation?.level).toBe(1);
    pass(60 * SECOND);
    expect(await round()).toBe(1);
  });

  it('[DSK-2] is passed on once when two servers look at the same moment, time after time', async () => {
    for (let turn = 0; turn < 8; turn++) {
      const place = await calling();
      pass(45 * SECOND);
      await Promise.all([
        escalationSweep.run(bench.product.runtime),
        escalationSweep.run(other.runtime),
        escalationSweep.run(bench.product.runtime),
        escalationSweep.run(other.runtime),
      ]);
      expect((await place.read()).escalation?.level).toBe(1);
    }
  });

  it('[DSK-2, DSK-5] stays with the agent who took it, who closed it, or who acted on the visit', async () => {
    const takes = await calling();
    await bench.product.as(takes.agent, (ctx) => takeAlert(ctx, takes.alertId));
    pass(3_600 * SECOND);
    expect(await round()).toBe(0);
    const closes = await calling();
    await bench.product.as(closes.agent, (ctx) => closeAlert(ctx, { alertId: closes.alertId, note: null }));
    pass(3_600 * SECOND);
    expect(await round()).toBe(0);
    const acts = await calling();
    await bench.product.as(acts.agent, (ctx) =>
      actOnVisit(ctx, { visitId: acts.visitId, kind: 'open_door', note: null }),
    );
    pass(50 * SECOND);
    expect(await round()).toBe(0);
  });

  it('[DSK-2] taken and passed on at the same moment ends as taken, whoever was first', async () => {
    for (let turn = 0; turn < 8; turn++) {
      const place = await calling();
      pass(45 * SECOND);
      const [take] = await Promise.allSettled([
        bench.product.as(place.agent, (ctx) => takeAlert(ctx, place.alertId)),
        other.runtime.transaction(systemActor('desk.escalations'), escalateUnanswered),
      ]);
      expect(take.status).toBe('fulfilled');
      expect((await place.read()).takenBy?.id).toBe(place.agent.id);
      pass(3_600 * SECOND);
      expect(await round()).toBe(0);
    }
  });
});

describe('which alerts are passed on', () => {
  it('[DSK-2] the graver, the sooner; an ordinary entry never, a marked member’s does', () => {
    const first = (kind: Parameters<typeof escalationOf>[0]['kind'], detail: string | null = null) =>
      escalationOf({ kind, detail }, 0)?.afterMs ?? Number.POSITIVE_INFINITY;
    expect(first('emergency')).toBeLessThan(first('help'));
    expect(first('forced_door')).toBeLessThan(first('help'));
    expect(first('help')).toBeLessThan(first('payment'));
    expect(first('payment')).toBeLessThan(first('fault'));
    expect(escalationOf({ kind: 'entry', detail: 'first_visit' }, 0)).toBeNull();
    expect(escalationOf({ kind: 'entry', detail: 'abnormal_member' }, 0)).toMatchObject({ to: 'agents' });
    expect(escalationOf({ kind: 'help', detail: null }, 1)).toMatchObject({ to: 'everybody' });
    expect(escalationOf({ kind: 'help', detail: null }, 2)).toBeNull();
  });
});
