import { randomUUID } from 'node:crypto';
import type { EventPayload } from '@latchkey/device-kit';
import { systemActor } from '../kernel/actor.ts';
import type { Context } from '../kernel/context.ts';
import { pendingCommands, recordAnswer, recordEvent, recordPresence } from '../modules/devices/index.ts';
import { offlineKeys } from '../modules/devices/offline-key.ts';
import { orderPaid } from '../modules/orders/index.ts';
import {
  createVisitsModule,
  findOpenVisit,
  openDoor,
  type PaidOrderEvent,
  type VisitsPorts,
} from '../modules/visits/index.ts';
import type { CartSummary } from '../modules/visits/ports.ts';
import { makeCustomer } from './customers.ts';
import { makeStoreWithDoor, staffActor, type TestRuntime } from './device-bench.ts';
import { createTestRuntime } from './runtime.ts';

type Answer = 'done' | 'rejected' | 'expired';

/** The answers of the neighbour modules in a test, by member and visit. */
export function createNeighbours() {
  const unpaid = new Map<string, string>();
  const carts = new Map<string, CartSummary>();
  const ports: VisitsPorts & { orderPaid: PaidOrderEvent } = {
    unpaidOrder: async (_ctx, memberId) => {
      const orderId = unpaid.get(memberId);
      return orderId === undefined ? null : { orderId };
    },
    cartSummaries: async (_ctx, visitIds) => new Map([...carts].filter(([id]) => visitIds.includes(id))),
    ordersOfVisits: async () => new Map(),
    orderPaid,
  };
  return { unpaid, carts, ports };
}

/** Everything a visit needs: a runtime with the module's listeners, stores whose doors answer, customers. */
export function createVisitBench(
  databaseUrl: string,
  options: { extra?: Parameters<typeof createTestRuntime>[1] } = {},
) {
  const neighbours = createNeighbours();
  const parts = createVisitsModule(neighbours.ports);
  const product: TestRuntime = createTestRuntime(databaseUrl, {
    ...options.extra,
    subscriptions: [...(parts.subscriptions ?? []), ...(options.extra?.subscriptions ?? [])],
  });
  const customer = async (patch: { phoneVerified?: boolean } = {}) => ({ ...(await makeCustomer(product)), ...patch });
  const store = async (patch: Parameters<typeof makeStoreWithDoor>[1] = {}) => {
    const { storeId, door } = await makeStoreWithDoor(product, patch);
    const bench = doorBench(product, door);
    await bench.presence(true);
    return { storeId, door: bench };
  };
  const tap = (actor: Parameters<TestRuntime['as']>[0], storeId: string) =>
    product.as(actor, (ctx) => openDoor(ctx, neighbours.ports, { storeId }));
  return {
    product,
    neighbours,
    customer,
    store,
    tap,
    /** A customer inside a store, and an agent who is bound to it. */
    async inside() {
      const place = await store();
      const person = await customer();
      await tap(person, place.storeId);
      await place.door.pass();
      const visit = await findOpenVisit(product.read(person), person.id);
      if (!visit) throw new Error('no visit');
      const agent = staffActor({ storeIds: [place.storeId], name: '林客服' });
      return { ...place, customer: person, agent, visitId: visit.id };
    },
    /** What publishing a door's twin does: the store's key for offline entry exists from then on. */
    giveKey: (ctx: Context, storeId: string) => offlineKeys(ctx.tx, ctx.kernel.crypto, [storeId], ctx.now),
    /** What the background would do now: released locks that nobody used, stays beyond their limit. */
    async sweep(): Promise<void> {
      for (const each of parts.sweeps ?? []) while (await each.run(product.runtime));
      await product.drain();
    },
  };
}

export type VisitBench = ReturnType<typeof createVisitBench>;
export type BenchDoor = ReturnType<typeof doorBench>;

/** Speaks for a door controller through the verbs that the MQTT gateway calls. */
function doorBench(product: TestRuntime, device: { deviceId: string; code: string }) {
  const { code, deviceId } = device;
  let seq = 0;
  const say = async (name: string, data: Record<string, unknown>, at = seq + 1) => {
    seq = Math.max(seq, at);
    const event = {
      v: 1 as const,
      id: randomUUID(),
      seq: at,
      name,
      data: data as EventPayload['data'],
      at: product.clock.now().toISOString(),
    };
    await product.asSystem((ctx) => recordEvent(ctx, { code, event }));
  };
  return {
    code,
    deviceId,
    presence: (online: boolean) => product.asSystem((ctx) => recordPresence(ctx, { code, online })),
    commands: () => pendingCommands(product.read(systemActor('test')), deviceId),
    async answer(commandId: string, outcome: Answer = 'done', reason?: string) {
      const at = product.clock.now().toISOString();
      const answer = { v: 1 as const, id: commandId, outcome, at, ...(reason ? { code: reason } : {}) };
      await product.asSystem((ctx) => recordAnswer(ctx, { code, answer }));
    },
    say,
    opened: (commandId: string | null, reason: string, at?: number) => say('door.opened', { reason, commandId }, at),
    closed: (at?: number) => say('door.closed', { openMs: 900 }, at),
    /** Answers the waiting command, opens the door and closes it behind the customer. */
    async pass() {
      const [command] = await pendingCommands(product.read(systemActor('test')), deviceId);
      if (!command) throw new Error('no command waits at the door');
      await this.answer(command.id);
      await this.opened(command.id, String(command.args.reason));
      await this.closed();
      await product.drain();
      return command;
    },
  };
}
