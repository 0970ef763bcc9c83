import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../../apps/server/src/kernel/db.ts';
import { listAlerts } from '../../../apps/server/src/modules/desk/queries.ts';
import { doorOfStore } from '../../../apps/server/src/modules/devices/index.ts';
import { liftLockdown, lockDown } from '../../../apps/server/src/modules/organisation/index.ts';
import { emergencyExit, openDoorForVisit } from '../../../apps/server/src/modules/visits/index.ts';
import { issueOfflineCode } from '../../../apps/server/src/modules/visits/issue-offline-code.ts';
import {
  getCurrentVisit,
  getOwnOpening,
  getStaffVisit,
  listOwnVisits,
} from '../../../apps/server/src/modules/visits/queries.ts';
import { staffActor } from '../../../apps/server/src/testing/device-bench.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

type Customer = Awaited<ReturnType<TestWorld['customer']>>;
type Place = Awaited<ReturnType<TestWorld['store']>>;

const visitOf = async (actor: Customer) =>
  (await getCurrentVisit(world.product.read(actor), world.neighbours.ports)).visit;
const openingOf = (actor: Customer, id: string) => getOwnOpening(world.product.read(actor), id);
const online = async (place: Place) => (await doorOfStore(world.read(), place.storeId))?.online ?? false;

/** A customer who walked in through a door that works. */
async function inside(place: Place) {
  const actor = await world.customer();
  await world.tap(actor, place.storeId);
  await world.until(() => !place.simulated.state.bolted, 'the released lock');
  place.site.walk('in');
  await world.until(async () => (await visitOf(actor))?.state === 'inside', 'the customer inside');
  await world.until(() => place.simulated.state.bolted, 'the locked door');
  return { actor, visitId: (await visitOf(actor))?.id ?? '' };
}

async function cutOff(place: Place): Promise<void> {
  await place.simulated.plug(false);
  await world.until(async () => !(await online(place)), 'the door offline');
}

describe('a door without network', () => {
  it('[VIS-11] lets a member in by a code, once, and tells it once when it is back', async () => {
    const place = await world.store();
    const actor = await world.customer();
    const code = () =>
      world.product.as(actor, (ctx) => issueOfflineCode(ctx, world.neighbours.ports, { storeId: place.storeId }));
    await expect(code()).rejects.toMatchObject({ code: 'door_online' });
    await cutOff(place);
    const given = await code();
    expect(place.simulated.enterCode('123456789')).toBe(false);
    expect(place.simulated.enterCode(given.code)).toBe(true);
    expect(place.site.walk('in')).toBe(true);
    await world.until(() => place.simulated.state.bolted, 'the door locked behind the member');
    expect(place.simulated.enterCode(given.code)).toBe(false);
    expect(place.simulated.state.bolted).toBe(true);
    expect(await visitOf(actor)).toBeNull();
    // The broker and the connection die once more while the journal is being told.
    await place.simulated.plug(true);
    await place.simulated.plug(false);
    await world.broker.restart();
    await place.simulated.plug(true);
    await world.until(async () => (await visitOf(actor))?.state === 'inside', 'the visit of the outage');
    await world.until(() => place.simulated.state.owed === 0, 'receipts for everything');
    const { items } = await listOwnVisits(world.product.read(actor), world.neighbours.ports, { limit: 20 });
    expect(items).toHaveLength(1);
    expect(place.simulated.enterCode(given.code)).toBe(false);
  });

  it('[VIS-11] takes no code in lockdown, and none that another store gave out', async () => {
    const place = await world.store();
    const other = await world.store();
    const actor = await world.customer();
    const manager = staffActor();
    await world.product.as(manager, (ctx) => lockDown(ctx, place.storeId, '演练'));
    await world.until(() => place.simulated.state.lockdown, 'the lockdown at the door');
    await cutOff(place);
    await cutOff(other);
    await world.product.as(manager, (ctx) => liftLockdown(ctx, place.storeId, '演练结束'));
    const code = async (storeId: string) =>
      (await world.product.as(actor, (ctx) => issueOfflineCode(ctx, world.neighbours.ports, { storeId }))).code;
    // The controller has not heard that the lockdown is lifted: it goes on refusing by itself.
    expect(place.simulated.enterCode(await code(place.storeId))).toBe(false);
    expect(other.simulated.enterCode(await code(place.storeId))).toBe(false);
    expect(other.simulated.enterCode(await code(other.storeId))).toBe(true);
    await place.simulated.plug(true);
    await world.until(() => !place.simulated.state.lockdown, 'the lifted lockdown at the door');
  });

  it('[VIS-11] [DSK-2] rests its keypad after five wrong codes, and tells the agents when it is back', async () => {
    const place = await world.store();
    await cutOff(place);
    for (let guess = 0; guess < 6; guess += 1) expect(place.simulated.enterCode(`00000000${guess}`)).toBe(false);
    await place.simulated.plug(true);
    const agent = world.product.read(staffActor({ storeIds: [place.storeId] }));
    await world.until(async () => {
      const { items } = await listAlerts(agent, { open: true, limit: 50 });
      return items.filter((alert) => alert.detail === 'keypad_locked').length === 1;
    }, 'the alert');
  });

  it('[VIS-8] keeps nobody inside: the button works without network, and the handle without power', async () => {
    const place = await world.store();
    const { actor } = await inside(place);
    await place.simulated.plug(false);
    expect(place.site.walk('out')).toBe(false);
    place.simulated.pressExit();
    expect(place.site.walk('out')).toBe(true);
    await world.until(() => place.simulated.state.bolted, 'the locked door');
    await place.simulated.plug(true);
    await world.until(async () => (await visitOf(actor)) === null, 'the end of the visit');

    const dark = await world.store();
    await dark.simulated.power(false);
    expect(dark.simulated.state).toMatchObject({ bolted: true, online: false });
    expect(dark.site.walk('in')).toBe(false);
    expect(dark.site.walk('out')).toBe(true);
    await world.until(() => !dark.simulated.state.open, 'the closed door');
    await dark.simulated.power(true);
    await world.until(() => dark.simulated.client.served, 'the door back');
    expect(dark.simulated.state.bolted).toBe(true);
    expect(dark.site.walk('out')).toBe(false);
  });
});

describe('a door that answers badly', () => {
  it('[VIS-14] an answer after the time-out is recorded, and shown to the customer with the opening', async () => {
    const place = await world.store();
    const actor = await world.customer();
    place.simulated.answerBadly({ lateMs: 6_000, twice: true });
    const { id } = await world.tap(actor, place.storeId);
    await world.until(() => !place.simulated.state.bolted, 'the released lock');
    world.product.clock.advance(11_000);
    await world.until(async () => (await openingOf(actor, id)).state === 'timed_out', 'the time-out');
    await world.until(async () => (await openingOf(actor, id)).answeredLateAt !== null, 'the late answer');
    expect(await openingOf(actor, id)).toMatchObject({ state: 'timed_out', visitId: null });
  });

  it('[VIS-14] a door that opens after the time-out makes the visit all the same, and staff see what was late', async () => {
    const place = await world.store();
    const actor = await world.customer();
    place.simulated.answerBadly({ lateMs: 6_000 });
    const { id } = await world.tap(actor, place.storeId);
    await world.until(() => !place.simulated.state.bolted, 'the released lock');
    world.product.clock.advance(11_000);
    await world.until(async () => (await openingOf(actor, id)).state === 'timed_out', 'the time-out');
    place.site.walk('in');
    await world.until(async () => (await visitOf(actor))?.state === 'inside', 'the visit');
    await world.until(async () => (await openingOf(actor, id)).answeredLateAt !== null, 'the late answer');
    const read = world.product.read(staffActor());
    const visitId = (await visitOf(actor))?.id ?? '';
    await world.until(async () => {
      const { timeline } = await getStaffVisit(read, world.neighbours.ports, visitId);
      return timeline.some((entry) => entry.name === 'door.answered_late');
    }, 'the late answer on the timeline');
  });

  it('[VIS-14] [DEV-4] two answers to one command settle it once', async () => {
    const place = await world.store();
    const actor = await world.customer();
    place.simulated.answerBadly({ twice: true });
    await world.tap(actor, place.storeId);
    await world.until(() => !place.simulated.state.bolted, 'the released lock');
    place.site.walk('in');
    await world.until(async () => (await visitOf(actor))?.state === 'inside', 'the visit');
    await world.until(() => place.simulated.state.owed === 0, 'receipts');
    const { timeline } = await getStaffVisit(
      world.product.read(staffActor()),
      world.neighbours.ports,
      (await visitOf(actor))?.id ?? '',
    );
    expect(timeline.filter((entry) => entry.name === 'door.opened')).toHaveLength(1);
  });

  it('[VIS-2] [DSK-2] a lock that is stuck is told as such: to the customer on the way in, to the agents, and on the way out', async () => {
    const place = await world.store();
    const { visitId } = await inside(place);
    place.simulated.stick(true);
    const outsider = await world.customer();
    const { id } = await world.tap(outsider, place.storeId);
    await world.until(async () => (await openingOf(outsider, id)).settledAt !== null, 'the answer');
    expect(await openingOf(outsider, id)).toMatchObject({ state: 'rejected', code: 'lock_stuck', visitId: null });
    const agent = staffActor({ storeIds: [place.storeId] });
    const alerts = async () => (await listAlerts(world.product.read(agent), { open: true, limit: 50 })).items;
    await world.until(
      async () => (await alerts()).some((alert) => alert.kind === 'fault' && alert.detail === 'lock_stuck'),
      'the alert of the stuck lock',
    );
    const granted = await world.product.as(agent, (ctx) => openDoorForVisit(ctx, { visitId, purpose: 'exit_granted' }));
    await world.until(async () => {
      const { visit } = await getStaffVisit(world.product.read(agent), world.neighbours.ports, visitId);
      return visit.opening?.id === granted.id && visit.opening.code === 'lock_stuck';
    }, 'the stuck lock at the visit');
    place.simulated.pressExit();
    expect(place.site.walk('out')).toBe(true);
  });

  it('[VIS-8] opens at once in an emergency, in lockdown and with a clock a minute slow', async () => {
    const place = await world.store();
    const { actor, visitId } = await inside(place);
    await world.product.as(staffActor(), (ctx) => lockDown(ctx, place.storeId, '演练'));
    await world.until(() => place.simulated.state.lockdown, 'the lockdown at the door');
    place.site.skew(-60_000);
    await world.product.as(actor, (ctx) => emergencyExit(ctx, visitId));
    await world.until(() => !place.simulated.state.bolted, 'the released lock');
    expect(place.site.walk('out')).toBe(true);
    await world.until(async () => (await visitOf(actor)) === null, 'the end of the visit');
  });
});

describe('heartbeats', () => {
  it('[DEV-12] [DEV-3] keep a door seen, and are written together now and then instead of one by one', async () => {
    const place = await world.store();
    const row = () =>
      world.product.runtime.database.row(
        z.object({ last_seen_at: z.date(), version: z.string() }),
        sql`select last_seen_at, xmin::text as version from devices.devices where code = ${place.door.code}`,
      );
    await world.until(() => place.simulated.state.owed === 0, 'receipts');
    const versions = new Set<string>();
    let beats = 0;
    const beatUntilWritten = async () => {
      const first = await row();
      world.product.clock.advance(1_000);
      await world.until(async () => {
        const at = new Date().toISOString();
        const burst = Array.from({ length: 10 }, (_, n) => 1_000_000 + beats + n);
        const said = (beat: number) =>
          world.mqtt.publish(`d/${place.door.code}/up/online`, { v: 1, online: true, at, beat });
        await Promise.all(burst.map(said));
        beats += burst.length;
        const now = await row();
        versions.add(now.version);
        return now.last_seen_at > first.last_seen_at;
      }, 'the door seen');
    };
    // The first may be the door's own report of its state, which comes a moment after what it reports.
    await beatUntilWritten();
    versions.clear();
    beats = 0;
    await beatUntilWritten();
    expect(beats).toBeGreaterThanOrEqual(20);
    expect(versions.size).toBeLessThanOrEqual(3);
    expect(await online(place)).toBe(true);
  });
});
