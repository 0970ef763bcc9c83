import type { CustomerActor } from '../kernel/actor.ts';
import type { Context } from '../kernel/context.ts';
import { payFromBalance } from '../modules/orders/index.ts';
import { askChannel } from '../modules/payments/index.ts';
import { balancesOf, beginTopUp, myTopUp, writePlan } from '../modules/wallet/index.ts';
import type { HistoryWorld } from './history.ts';

type Act = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;

/** What the demo chain gives on top of top-ups; the first entity issues the balance. */
export async function makeTopUpPlan(act: Act, entityId: string, now: Date): Promise<void> {
  await act((ctx) =>
    writePlan(ctx, {
      entityId,
      tiers: [
        { amount: 5_000, gift: 300 },
        { amount: 10_000, gift: 1_000 },
        { amount: 30_000, gift: 4_500 },
        { amount: 50_000, gift: 9_000 },
      ],
      freeAmount: { least: 1_000, most: 200_000 },
      validFrom: now,
      validTo: null,
    }),
  );
}

/** Every fifth member keeps a balance. */
export const keepsBalance = (memberIndex: number): boolean => memberIndex % 5 === 2;

/** Pays an order from balance; who has not enough tops up at the payment channel first. */
export async function payByBalance(
  world: HistoryWorld,
  act: Act,
  customer: CustomerActor,
  order: { id: string; payable: number },
): Promise<void> {
  const { runtime, random } = world;
  const balance = (await balancesOf(runtime.read(customer), [customer.id])).get(customer.id) ?? 0;
  if (balance < order.payable) await topUp(world, act, Math.max(random.pick([5_000, 10_000, 30_000]), order.payable));
  await act((ctx) => payFromBalance(ctx, { orderId: order.id }));
}

async function topUp(world: HistoryWorld, act: Act, amount: number): Promise<void> {
  const { clock, laboratory, random } = world;
  await laboratory.setClock(clock.now());
  const begun = await act(async (ctx) => {
    const terms = { amount, expectedGift: 0, channel: 'wechat', method: 'h5' } as const;
    const id = await beginTopUp(ctx, { ...terms, returnUrl: null, clientAddress: '127.0.0.1' });
    return myTopUp(ctx, id);
  });
  await world.callChannel();
  clock.advance(random.between(4, 25) * 1000);
  await laboratory.setClock(clock.now());
  await laboratory.pay((begun.payment?.id ?? '').replaceAll('-', ''));
  clock.advance(1_200);
  await act((ctx) => askChannel(ctx, begun.id));
  await world.callChannel();
}
