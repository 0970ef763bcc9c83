import { startTestBroker } from '../../../apps/server/src/broker/test-broker.ts';
import { systemActor } from '../../../apps/server/src/kernel/actor.ts';
import { createDeskModule } from '../../../apps/server/src/modules/desk/index.ts';
import { createDevicesModule, doorOfStore } from '../../../apps/server/src/modules/devices/index.ts';
import { createVisitsModule, openDoor } from '../../../apps/server/src/modules/visits/index.ts';
import { makeCustomer } from '../../../apps/server/src/testing/customers.ts';
import { makeStoreWithDoor } from '../../../apps/server/src/testing/device-bench.ts';
import { createTestRuntime } from '../../../apps/server/src/testing/runtime.ts';
import { createTestDatabase } from '../../../apps/server/src/testing/test-database.ts';
import { createNeighbours } from '../../../apps/server/src/testing/visit-bench.ts';
import { startVirtualStores, type VirtualStores } from './index.ts';
import type { VirtualStore } from './virtual-store.ts';

type Customer = Awaited<ReturnType<typeof makeCustomer>>;

/** A server with its gateway, a real broker, and simulated stores at the other end of the network. */
export async function createTestWorld() {
  const database = await createTestDatabase();
  const broker = await startTestBroker();
  const mqtt = await broker.server();
  const neighbours = createNeighbours();
  const devices = createDevicesModule({ mqtt });
  const product = createTestRuntime(database.url, {
    start: new Date(),
    subscriptions: [
      ...(devices.subscriptions ?? []),
      ...(createVisitsModule(neighbours.ports).subscriptions ?? []),
      ...(createDeskModule(neighbours.ports).subscriptions ?? []),
    ],
  });
  const gateway = await devices.services?.[0]?.start(product.runtime);
  const simulations: VirtualStores[] = [];

  /** Lets the listeners work until the condition holds. */
  async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`never came: ${what}`);
      await product.drain();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    product,
    broker,
    mqtt,
    neighbours,
    until,
    customer: () => makeCustomer(product),
    /** A store whose simulated door is connected and has its twin. */
    async store(patch: Parameters<typeof makeStoreWithDoor>[1] = {}) {
      const { storeId, door } = await makeStoreWithDoor(product, patch);
      await broker.allow(door.code, door.secret);
      const virtual = await startVirtualStores({
        mqttUrl: broker.url,
        source: {
          stores: [
            {
              id: storeId,
              name: 'Store',
              devices: [{ code: door.code, kind: 'door_controller', secret: door.secret }],
            },
          ],
        },
        controlPort: 0,
        autoWalk: false,
        pace: { reach: 5, pass: 5, close: 5 },
        reconnectMs: 50,
        heartbeatMs: 200,
        resendMs: 200,
      });
      simulations.push(virtual);
      const site = virtual.store(storeId) as VirtualStore;
      const simulated = site.door;
      if (!simulated) throw new Error('the store has no door');
      const known = async () => (await doorOfStore(product.read(systemActor('test')), storeId))?.online === true;
      await until(async () => simulated.client.served && simulated.ready && (await known()), 'the door ready');
      // The test's clock stands still; what is issued in the very moment of a start is taken for older.
      product.clock.advance(5);
      return { storeId, door, site, simulated };
    },
    tap: (actor: Customer, storeId: string) => product.as(actor, (ctx) => openDoor(ctx, neighbours.ports, { storeId })),
    read: () => product.read(systemActor('test')),
    async close() {
      for (const virtual of simulations) await virtual.close();
      await gateway?.stop();
      await broker.close();
      await product.close();
      await database.drop();
    },
  };
}
export type TestWorld = Awaited<ReturnType<typeof createTestWorld>>;
