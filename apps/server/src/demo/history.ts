import type { Actor, CustomerActor } from '../kernel/actor.ts';
import { localInstant, localParts } from '../kernel/calendar.ts';
import type { steppedClock } from '../kernel/clock.ts';
import type { Context, Runtime } from '../kernel/context.ts';
import type { AppError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { checkOut, myCart, requestPayment, scanItem } from '../modules/orders/index.ts';
import { askChannel } from '../modules/payments/index.ts';
import { findOpenVisit, openDoor, openDoorForVisit, requestExit, type VisitsPorts } from '../modules/visits/index.ts';
import { keepsBalance, payByBalance } from './balances.ts';
import type { Laboratory } from './laboratory.ts';
import type { DemoMember } from './people.ts';
import type { Random } from './random.ts';
import { maybeReview } from './reviews.ts';
import type { createSimulatedDoors } from './simulated-doors.ts';

export interface HistoryWorld {
  runtime: Runtime;
  clock: ReturnType<typeof steppedClock>;
  doors: ReturnType<typeof createSimulatedDoors>;
  laboratory: Laboratory;
  random: Random;
  visitsPorts: VisitsPorts;
  /** Runs listeners until no event waits. */
  settle(): Promise<void>;
  /** Does the work that waits at the payment channel. */
  callChannel(): Promise<void>;
  stores: readonly { id: string; zone: string; barcodes: readonly string[]; agent: Actor }[];
  members: readonly (DemoMember & { id: string })[];
}

interface Plan {
  at: Date;
  memberIndex: number;
  storeIndex: number;
  buys: boolean;
}

/** Hours at which people walk in, by how often they do. */
const busyHours = [8, 8, 9, 10, 11, 12, 12, 12, 13, 14, 15, 16, 17, 18, 18, 19, 19, 20, 21];

/** Who comes when in the days before `until`: a plan in the order of time, no two visits of a member close together. */
export function planVisits(
  world: Pick<HistoryWorld, 'random' | 'stores' | 'members'>,
  days: number,
  until: Date,
): Plan[] {
  const { random, stores, members } = world;
  const plans: Plan[] = [];
  members.forEach((member, memberIndex) => {
    for (let day = days; day >= 0; day--) {
      if (!random.chance(member.visitsPerWeek / 7)) continue;
      const storeIndex = random.chance(0.85) ? member.home : random.between(0, stores.length - 1);
      const zone = stores[storeIndex]?.zone ?? 'Asia/Shanghai';
      const date = localParts(new Date(until.getTime() - day * 86_400_000), zone).date;
      const at = localInstant(date, random.pick(busyHours) * 60 + random.between(0, 59), zone);
      if (at.getTime() < until.getTime() - 15 * 60_000)
        plans.push({ at, memberIndex, storeIndex, buys: random.chance(0.86) });
    }
  });
  return plans.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Makes one visit happen through the public verbs, from the door to the exit. False when the door refused. */
export async function playVisit(world: HistoryWorld, plan: Plan): Promise<boolean> {
  const { runtime, clock, doors, random } = world;
  const store = world.stores[plan.storeIndex];
  const member = world.members[plan.memberIndex];
  if (!store || !member) return false;
  if (plan.at > clock.now()) clock.set(plan.at);
  const customer: CustomerActor = { kind: 'customer', id: member.id, sessionId: newId(), phoneVerified: true };
  const act = <T>(work: (ctx: Context) => Promise<T>) => runtime.transaction(customer, work);
  try {
    await act((ctx) => openDoor(ctx, world.visitsPorts, { storeId: store.id }));
  } catch (error) {
    if ((error as AppError).name === 'AppError') return false;
    throw error;
  }
  await doors.run(world.settle);
  const visit = await findOpenVisit(runtime.read(customer), member.id);
  if (!visit) return false;
  if (plan.buys) await shop(world, act, customer, store.barcodes, keepsBalance(plan.memberIndex));
  else {
    clock.advance(random.between(60, 240) * 1000);
    await act((ctx) => requestExit(ctx, world.visitsPorts, visit.id));
    await doors.run(world.settle);
    clock.advance(random.between(8, 40) * 1000);
    const stillInside = await findOpenVisit(runtime.read(customer), member.id);
    if (stillInside)
      await runtime.transaction(store.agent, (ctx) =>
        openDoorForVisit(ctx, { visitId: visit.id, purpose: 'exit_granted' }),
      );
  }
  await doors.run(world.settle);
  if (plan.buys) await maybeReview(runtime.read(customer), act, visit.id);
  return true;
}

async function shop(
  world: HistoryWorld,
  act: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>,
  customer: CustomerActor,
  barcodes: readonly string[],
  fromBalance: boolean,
): Promise<void> {
  const { clock, random, runtime, laboratory } = world;
  const pieces = random.between(1, 5);
  for (let piece = 0; piece < pieces; piece++) {
    clock.advance(random.between(9, 55) * 1000);
    // Most people take what everybody takes: the first goods of a shelf come more often.
    const index = Math.floor(random.next() ** 1.8 * barcodes.length);
    await act((ctx) => scanItem(ctx, { barcode: barcodes[index] ?? '', quantity: 1 }));
  }
  clock.advance(random.between(5, 30) * 1000);
  const { cart } = await myCart(runtime.read(customer));
  if (!cart) throw new Error('A cart is missing in the demo’s history');
  const orderId = await act((ctx) =>
    checkOut(ctx, { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable }),
  );
  await world.settle();
  if (cart.payable === 0) return;
  if (fromBalance) {
    await payByBalance(world, act, customer, { id: orderId, payable: cart.payable });
    await world.settle();
    return;
  }
  await laboratory.setClock(clock.now());
  const payment = await act((ctx) =>
    requestPayment(ctx, { orderId, channel: 'wechat', method: 'h5', returnUrl: null, clientAddress: '127.0.0.1' }),
  );
  await world.callChannel();
  clock.advance(random.between(4, 25) * 1000);
  await laboratory.setClock(clock.now());
  await laboratory.pay(payment.id.replaceAll('-', ''));
  clock.advance(1_200);
  await act((ctx) => askChannel(ctx, orderId));
  await world.callChannel();
}
