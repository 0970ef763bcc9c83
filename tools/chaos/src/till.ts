// At the till: checking out and paying, in the ways that people do and that go wrong.
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '@latchkey/client';
import { type Patience, tolerate } from './patience.ts';
import type { Phone } from './phone.ts';
import type { ShopperPlan, Surroundings } from './shopper.ts';

export type Visit = NonNullable<Answer<'GET /visits/current'>['visit']>;
type Payment = Answer<'POST /orders/:id/payments'>;

export class Till {
  readonly #plan: ShopperPlan;
  readonly #around: Surroundings;
  readonly #phone: Phone;
  readonly #patience: Patience;
  #failedOnce = false;
  #cancelledOnce = false;

  constructor(plan: ShopperPlan, around: Surroundings, phone: Phone, patience: Patience) {
    this.#plan = plan;
    this.#around = around;
    this.#phone = phone;
    this.#patience = patience;
  }

  /** Checks out what is in the cart and pays it; may end without, then the app says again what is next. */
  async pay(visit: Visit): Promise<void> {
    const orderId = await this.#checkOut(visit);
    if (orderId === null) return;
    if (this.#plan.habit === 'lingers') await delay(2_500);
    if (this.#plan.habit === 'pays_two_ways') await this.#payTwoWays(orderId);
    else if (this.#plan.habit === 'cancels_then_pays' && !this.#cancelledOnce) return this.#cancelThenPay(orderId);
    else await this.#payOnce(orderId);
    await this.#patience.until('the payment to be seen', async () => {
      const order = await this.#phone.call('GET /orders/:id', { params: { id: orderId } });
      if (order.paidAt !== null) {
        this.#around.acknowledged.paidOrders.push({ id: orderId, payable: order.payable });
        return 'paid';
      }
      if (order.state === 'closed') return 'closed';
      const alive = order.payments.some(({ state }) => state !== 'failed' && state !== 'closed');
      return alive ? null : 'failed';
    });
  }

  /** The visit's unpaid order, made from the cart if there is none; null when it is worth another look. */
  async #checkOut(visit: Visit): Promise<string | null> {
    this.#patience.now('check out');
    const { items } = await this.#phone.call('GET /orders', { query: { state: 'pending_payment' } });
    const waiting = items.find((order) => order.visitId === visit.id);
    if (waiting) return waiting.id;
    const { cart } = await this.#phone.call('GET /cart', {});
    if (!cart || cart.lines.length === 0) return null;
    const body = { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable };
    const taps = this.#plan.habit === 'taps_twice' ? 2 : 1;
    const orders = await Promise.all(
      Array.from({ length: taps }, () =>
        tolerate(['cart_changed', 'conflict'], () => this.#phone.call('POST /orders', { body })),
      ),
    );
    const made = orders.flatMap((order) => order ?? []);
    for (const order of made) {
      this.#around.acknowledged.orders.push({ id: order.id, visitId: visit.id, payable: order.payable });
    }
    const ids = new Set(made.map(({ id }) => id));
    if (ids.size > 1) this.#around.offenders.add('two_orders_of_one_cart', [...ids].join(', '));
    return made[0]?.id ?? null;
  }

  /** Begins a payment and waits until the channel knows it; null when it failed. */
  async #begin(orderId: string, method: 'h5' | 'native'): Promise<Payment | null> {
    const begun = await tolerate(['illegal_move', 'rate_limited'], () =>
      this.#phone.call('POST /orders/:id/payments', { params: { id: orderId }, body: { channel: 'wechat', method } }),
    );
    if (!begun) return null;
    this.#around.acknowledged.payments.push({ id: begun.id, orderId, amount: begun.amount });
    const settled = await this.#patience.until('the cashier', async () => {
      const params = { id: orderId, paymentId: begun.id };
      const now = await this.#phone.call('GET /orders/:id/payments/:paymentId', { params });
      return now.h5Url || now.codeUrl || now.state === 'failed' || now.state === 'closed' || now.state === 'succeeded'
        ? now
        : null;
    });
    return settled.h5Url || settled.codeUrl ? settled : null;
  }

  async #payOnce(orderId: string): Promise<void> {
    const payment = await this.#begin(orderId, 'h5');
    if (!payment?.h5Url) return;
    this.#patience.now('the cashier');
    const fails = this.#plan.habit === 'card_fails' && !this.#failedOnce;
    this.#failedOnce = true;
    const done = await this.#around.laboratory.atCashier(payment.h5Url, fails ? 'fail' : 'pay');
    if (done && !fails) this.#paid(payment.id);
    await this.#check(orderId);
  }

  /** Two windows, two methods, both paid: the second money has to come back. */
  async #payTwoWays(orderId: string): Promise<void> {
    const first = await this.#begin(orderId, 'native');
    const second = await this.#begin(orderId, 'h5');
    this.#patience.now('two cashiers');
    if (first && (await this.#around.laboratory.pay(numberOf(first.id), true))) this.#paid(first.id);
    if (second?.h5Url && (await this.#around.laboratory.atCashier(second.h5Url, 'pay'))) this.#paid(second.id);
    await this.#check(orderId);
  }

  /** Gives the order up while the bank is still at work: the late money comes back, the cart can be bought anew. */
  async #cancelThenPay(orderId: string): Promise<void> {
    this.#cancelledOnce = true;
    const payment = await this.#begin(orderId, 'h5');
    this.#patience.now('cancel');
    const cancelled = await tolerate(['illegal_move'], () =>
      this.#phone.call('POST /orders/:id/cancel', { params: { id: orderId } }),
    );
    if (payment && cancelled && (await this.#around.laboratory.pay(numberOf(payment.id), true))) this.#paid(payment.id);
  }

  #paid(paymentId: string): void {
    this.#around.acknowledged.paidAtChannel.push(numberOf(paymentId));
  }

  /** Back from the cashier, the app asks for a look at the channel; half of all people never come back. */
  async #check(orderId: string): Promise<void> {
    if (this.#plan.random.chance(0.5)) await this.#phone.call('POST /orders/:id/check', { params: { id: orderId } });
  }
}

/** A payment's number at the channel. */
const numberOf = (paymentId: string): string => paymentId.replaceAll('-', '');
