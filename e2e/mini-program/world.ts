// A whole product for the mini-program: PostgreSQL, a broker, the payment channel emulator, a door, and a server that
// knows nothing of tests.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { startTestBroker } from '../../apps/server/src/broker/test-broker.ts';
import { readConfig } from '../../apps/server/src/kernel/config.ts';
import { createBatch, moveBatch } from '../../apps/server/src/modules/marketing/index.ts';
import { notify } from '../../apps/server/src/modules/messages/index.ts';
import { refundOrder } from '../../apps/server/src/modules/orders/index.ts';
import { doorCode } from '../../apps/server/src/modules/organisation/index.ts';
import { adoptEmulatorCredentials } from '../../apps/server/src/modules/payments/index.ts';
import { startServer } from '../../apps/server/src/server.ts';
import { makeListing } from '../../apps/server/src/testing/chain.ts';
import { makeStoreWithDoor, staffActor } from '../../apps/server/src/testing/device-bench.ts';
import { createTestRuntime } from '../../apps/server/src/testing/runtime.ts';
import { createTestDatabase } from '../../apps/server/src/testing/test-database.ts';
import { probePort } from '../../scripts/product/ports.ts';
import { startTestLab } from '../../tools/paylab/test/lab-client.ts';
import { startVirtualStores } from '../../tools/virtual-store/src/index.ts';

const YEAR_MS = 365 * 86_400_000;
const manager = staffActor();

type Harness = ReturnType<typeof createTestRuntime>;

/** A store with goods, a red packet for newcomers, and the emulator's merchant account. */
async function furnish(harness: Harness) {
  const { storeId, door } = await makeStoreWithDoor(harness, { name: '静安寺店' });
  const goods = await harness.as(manager, async (ctx) => {
    const water = await makeListing(ctx, storeId, { onHand: 50, product: { salePrice: 800, guidePrice: 800 } });
    const tea = { name: '乌龙茶', salePrice: 650, guidePrice: 650 };
    return [water, await makeListing(ctx, storeId, { onHand: 50, product: tea })] as const;
  });
  await harness.as(manager, async (ctx) => {
    const batchId = await createBatch(ctx, {
      ...{ name: '新人见面红包', kind: 'fixed', redPacket: true, amount: 500, threshold: 0 },
      ...{ quantity: 1000, perMember: 1, validDays: 30, bearer: 'platform', rule: 'registration' },
      ...{ storeIds: [], stackable: false },
      validFrom: new Date(ctx.now.getTime() - 60_000),
      validTo: new Date(ctx.now.getTime() + YEAR_MS),
    });
    await moveBatch(ctx, { batchId, state: 'running' });
  });
  await adoptEmulatorCredentials(harness.runtime);
  const { url } = await doorCode(harness.read(manager), storeId);
  return { storeId, door, goods, doorUrl: url };
}

export async function createMiniWorld() {
  const data = mkdtempSync(join(tmpdir(), 'latchkey-mini-'));
  const [database, broker, lab, port] = await Promise.all([
    createTestDatabase(),
    startTestBroker(),
    startTestLab({ refundIntervalMs: 0 }),
    probePort(0),
  ]);
  const environment = {
    PORT: String(port),
    DATABASE_URL: database.url,
    MQTT_URL: broker.serverUrl,
    MQTT_PASSWORD: broker.serverPassword,
    LATCHKEY_DATA: data,
    LATCHKEY_MASTER_KEYS: `t1:${randomBytes(32).toString('base64url')}`,
    LATCHKEY_PAYLAB_CREDENTIALS: join(lab.dataDirectory, 'credentials.json'),
    LATCHKEY_DEMO: 'true',
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  };
  const harness = createTestRuntime(database.url, { environment, start: new Date() });
  const place = await furnish(harness);
  await broker.allow(place.door.code, place.door.secret);
  const server = await startServer(readConfig(environment));
  const { code, secret } = place.door;
  const stores = await startVirtualStores({
    mqttUrl: broker.url,
    source: { stores: [{ id: place.storeId, name: '静安寺店', devices: [{ code, kind: 'door_controller', secret }] }] },
    controlPort: 0,
    autoWalk: false,
    pace: { reach: 5, pass: 20, close: 20 },
    reconnectMs: 100,
  });
  const site = stores.store(place.storeId);
  await vi.waitFor(() => expect(site?.door?.client.served && site.door.ready).toBe(true), { timeout: 15_000 });
  return {
    ...place,
    harness,
    lab,
    origin: `http://127.0.0.1:${port}`,
    /** A member is told of a refund, without one: between two real ones of an order a minute must pass. */
    tellRefund: (memberId: string, amount: number) =>
      harness.asSystem((ctx) =>
        notify(ctx, {
          to: { kind: 'customer', id: memberId },
          template: 'refund_succeeded',
          variables: { number: 'LK1', amount },
        }),
      ),
    /** Somebody walks through the door, as soon as the bolt lets them. */
    walk: (direction: 'in' | 'out') =>
      vi.waitFor(() => expect(site?.walk(direction)).toBe(true), { timeout: 10_000, interval: 20 }),
    bolted: () => site?.door?.state.bolted,
    /** Staff give some of an order's money back; in fen. */
    refund: (orderId: string, amount: number) =>
      harness.as(manager, (ctx) => refundOrder(ctx, { orderId, amount, reason: '少拿了一件' })),
    async close() {
      await stores.close();
      await server.stop();
      await broker.close();
      await harness.close();
      await lab[Symbol.asyncDispose]();
      await database.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
export type MiniWorld = Awaited<ReturnType<typeof createMiniWorld>>;
