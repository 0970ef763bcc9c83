import type { Permission } from '@latchkey/contract';
import { roleMatrix } from '@latchkey/contract';
import type { Actor } from '../kernel/actor.ts';
import { sealAll, verifyAudit } from '../kernel/audit.ts';
import type { steppedClock } from '../kernel/clock.ts';
import type { Context, Runtime } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { createOutbox } from '../kernel/outbox.ts';
import { verifyStock } from '../modules/inventory/index.ts';
import { verifyLedger } from '../modules/ledger/index.ts';
import { cartSummaries, ordersOfVisits, unpaidOrder } from '../modules/orders/index.ts';
import { adoptEmulatorCredentials } from '../modules/payments/index.ts';
import type { DemoGuide } from '../modules/platform/index.ts';
import { verifyWallets } from '../modules/wallet/index.ts';
import { wireProduct } from '../wiring.ts';
import { makeTopUpPlan } from './balances.ts';
import { makeCameras } from './cameras.ts';
import { type MadeStore, makeCoupons, makeGoods, makeMembers, makePlaces, maker, makeStaff } from './chain.ts';
import { planVisits, playVisit } from './history.ts';
import { openLaboratory } from './laboratory.ts';
import { demoStaff } from './people.ts';
import { createRandom } from './random.ts';
import { makeRooms } from './rooms.ts';
import { createSimulatedDoors } from './simulated-doors.ts';

export interface DemoOptions {
  runtime: Runtime;
  clock: ReturnType<typeof steppedClock>;
  /** What all demo staff sign in with. */
  password: string;
  /** Days of history. */
  days: number;
  /** The payment channel emulator's. */
  credentialsFile: string;
  /** Where the virtual stores serve their cameras' streams; 8554 unless told. */
  cameraPort?: number;
}

function agentOf(stores: readonly MadeStore[], ids: ReadonlyMap<string, string>, storeIndex: number): Actor {
  const person = demoStaff.find((candidate) => candidate.role === 'agent' && candidate.scopeOf.includes(storeIndex));
  if (!person) throw new Error('Each demo store has an agent');
  return {
    kind: 'staff',
    id: ids.get(person.loginName) ?? '',
    name: person.name,
    sessionId: newId(),
    permissions: new Set<Permission>(roleMatrix.agent),
    storeIds: person.scopeOf.map((index) => stores[index]?.id ?? ''),
    scopeKind: 'own',
    mustChangePassword: false,
  };
}

/** What runs by itself in a server and by the call here: listeners, the work at the payment channel, all sweeps. */
function createBackground(runtime: Runtime, product: ReturnType<typeof wireProduct>) {
  const outbox = createOutbox(runtime, product.subscriptions);
  const settle = async () => {
    while ((await outbox.drain()) > 0);
  };
  const sweep = async (wanted: RegExp) => {
    for (const { run } of product.sweeps.filter(({ name }) => wanted.test(name))) while (await run(runtime));
    await settle();
  };
  return { settle, callChannel: () => sweep(/^payments\.(requests|queries)$/), sweepAll: () => sweep(/^/) };
}

const newDoor = {
  lockdown: false,
  locked: true,
  contact: 'closed',
  heldOpen: false,
  lockFault: false,
  firmware: '1.0.0',
};

function guideOf(
  stores: readonly MadeStore[],
  password: string,
  members: readonly { phone: string; name: string }[],
): DemoGuide {
  return {
    stores: stores.map((store) => ({
      id: store.id,
      name: store.name,
      city: store.city,
      kind: store.kind,
      doorUrl: store.doorUrl,
      doorToken: store.doorToken,
      barcodes: store.goods
        .filter((_, index) => index % 9 === 0)
        .slice(0, 12)
        .map((good) => ({ barcode: good.barcode, name: good.name, price: good.discountPrice ?? good.salePrice })),
    })),
    customers: members.slice(0, 5).map(({ phone, name }) => ({ phone, name })),
    staff: demoStaff.map(({ loginName, role, app }) => ({ loginName, password, role, app })),
  };
}

/** Makes the demo chain and its weeks of history through the public verbs; throws when a verifier finds a difference. */
export async function makeDemo(options: DemoOptions) {
  const { runtime, clock, password, days } = options;
  const until = new Date();
  const random = createRandom(20_261_122);
  const laboratory = await openLaboratory(options.credentialsFile);
  const doors = createSimulatedDoors(runtime, (ms) => clock.advance(ms));
  const product = wireProduct({ runtime, mqtt: doors.bus });
  const { settle, callChannel, sweepAll } = createBackground(runtime, product);
  const act = <T>(work: (ctx: Context) => Promise<T>) => runtime.transaction(maker, work);

  await adoptEmulatorCredentials(runtime);
  const places = await makePlaces(act);
  const staffIds = await makeStaff(act, product.identityPorts, password, places);
  await makeRooms(act, places.stores);
  await makeCameras(act, places.stores, options.cameraPort ?? 8554);
  await makeGoods(act, runtime, places.stores, random);
  await makeCoupons(act, clock.now());
  const [issuer] = places.entityIds;
  if (issuer !== undefined) await makeTopUpPlan(act, issuer, clock.now());
  const members = await makeMembers(act, product.identityPorts, () => clock.advance(60_000));
  await settle();
  for (const store of places.stores) {
    for (const device of store.devices) {
      if (device.kind === 'door_controller') await doors.connect(device.code, newDoor);
    }
  }
  const stores = places.stores.map((store, index) => ({
    id: store.id,
    zone: store.zone,
    barcodes: store.goods.map((good) => good.barcode),
    agent: agentOf(places.stores, staffIds, index),
  }));
  const visitsPorts = { unpaidOrder, cartSummaries, ordersOfVisits };
  const world = { runtime, clock, doors, laboratory, random, visitsPorts, settle, callChannel, stores, members };
  let played = 0;
  for (const plan of planVisits(world, days, until)) if (await playVisit(world, plan)) played += 1;
  await laboratory.resetClock();
  if (clock.now() < until) clock.set(until);
  await sweepAll();
  await sealAll(runtime);
  await requireConsistent(runtime);
  return {
    summary: `Made the demo chain: ${places.stores.length} stores, ${members.length} members, ${played} visits in ${days} days; ledger, balances, stock and audit verified.`,
    guide: guideOf(places.stores, password, members),
    virtualStores: {
      version: 1,
      stores: places.stores.map(({ id, name, doorToken, devices }) => ({ id, name, doorToken, devices })),
    },
  };
}

async function requireConsistent(runtime: Runtime): Promise<void> {
  const ledger = await runtime.transaction(maker, (ctx) => verifyLedger(ctx));
  const wallets = await runtime.transaction(maker, (ctx) => verifyWallets(ctx));
  const stock = await runtime.transaction(maker, (ctx) => verifyStock(ctx));
  const audit = await verifyAudit(runtime.database);
  if (!ledger.consistent || !wallets.consistent || !stock.consistent || !audit.intact) {
    throw new Error(`The demo's books do not verify: ${JSON.stringify({ ledger, wallets, stock, audit })}`);
  }
}
