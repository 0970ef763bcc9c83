// One customer from the street to the street, as a person with the shopper app: follows what the app says is next.
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, ApiError } from '@latchkey/client';
import type { Acknowledged } from './acknowledged.ts';
import type { Laboratory } from './laboratory.ts';
import type { Offenders } from './offenders.ts';
import { createPhone, type Phone, type Traffic } from './phone.ts';
import type { Random } from './random.ts';
import type { TownStore } from './town.ts';

/** What a customer does beside buying and leaving. */
export const habits = [
  'plain',
  'leaves_unpaid',
  'taps_twice',
  'card_fails',
  'pays_two_ways',
  'cancels_then_pays',
  'lingers',
] as const;
export type Habit = (typeof habits)[number];

export interface Surroundings {
  readonly url: string;
  readonly laboratory: Laboratory;
  readonly acknowledged: Acknowledged;
  readonly offenders: Offenders;
  readonly traffic: Traffic;
  /** What each customer who is under way does now, by number. */
  readonly steps: Map<number, string>;
  /** Seconds that visits took, in the end. */
  readonly visitS: number[];
  /** Milliseconds that customers waited, by what for. */
  readonly waitedMs: Map<string, number>;
  /** Follows the customer's topic on a websocket; ends it by the answer. */
  listen(phone: Phone): () => void;
}

export interface ShopperPlan {
  readonly number: number;
  /** All but its last digit. */
  readonly phoneNumber: string;
  readonly store: TownStore;
  readonly habit: Habit;
  readonly pieces: number;
  readonly random: Random;
}

type Visit = NonNullable<Answer<'GET /visits/current'>['visit']>;
type Payment = Answer<'POST /orders/:id/payments'>;

const LOOK_MS = 300;
const VISIT_MS = 300_000;
const CODE_MS = 20_000;

class TooLate extends Error {}

export function habitOf(random: Random): Habit {
  const draw = random.next();
  if (draw < 0.66) return 'plain';
  if (draw < 0.74) return 'leaves_unpaid';
  if (draw < 0.8) return 'taps_twice';
  if (draw < 0.86) return 'card_fails';
  if (draw < 0.92) return 'pays_two_ways';
  if (draw < 0.96) return 'cancels_then_pays';
  return 'lingers';
}

/** Shops once; answers the paid order. Throws when something did not come within minutes. */
export async function shop(plan: ShopperPlan, around: Surroundings): Promise<void> {
  const address = `10.${(plan.number >> 14) & 127}.${(plan.number >> 7) & 127}.${plan.number & 127}`;
  const { url, traffic, offenders } = around;
  const shopper = new Shopper(plan, around, createPhone({ url, address, traffic, offenders }));
  await shopper.shop();
}

class Shopper {
  readonly #plan: ShopperPlan;
  readonly #around: Surroundings;
  readonly #phone: Phone;
  readonly #deadline = Date.now() + VISIT_MS;
  #step = 'sign in';
  #numbers = 0;
  #triedToLeave = false;
  #failedOnce = false;
  #cancelledOnce = false;

  constructor(plan: ShopperPlan, around: Surroundings, phone: Phone) {
    this.#plan = plan;
    this.#around = around;
    this.#phone = phone;
  }

  async shop(): Promise<void> {
    let stopListening: (() => void) | null = null;
    const started = Date.now();
    try {
      await this.#signIn();
      stopListening = this.#around.listen(this.#phone);
      const visitId = await this.#enter();
      await this.#stay(visitId);
      this.#around.visitS.push((Date.now() - started) / 1_000);
    } catch (error) {
      const { number, habit } = this.#plan;
      const what = error instanceof ApiError ? `${error.status} ${error.code} (${error.requestId})` : String(error);
      this.#around.offenders.add('stuck', `shopper ${number} (${habit}) at “${this.#step}”: ${what}`);
    } finally {
      stopListening?.();
      this.#around.steps.delete(this.#plan.number);
    }
  }

  #now(what: string): void {
    this.#step = what;
    this.#around.steps.set(this.#plan.number, what);
  }

  /** Looks until there is something to see. */
  async #until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
    this.#now(what);
    const started = Date.now();
    for (;;) {
      const found = await look();
      if (found !== null) {
        const { waitedMs } = this.#around;
        waitedMs.set(what, (waitedMs.get(what) ?? 0) + Date.now() - started);
        return found;
      }
      if (Date.now() > this.#deadline) throw new TooLate(`waited too long for ${what}`);
      await delay(LOOK_MS + this.#plan.random.between(0, 80));
    }
  }

  /** With another number when the code does not come or was in vain: codes for one number are rationed. */
  async #signIn(): Promise<void> {
    const call = this.#phone.call;
    const { version: noticeVersion } = await call('GET /privacy-notice', {});
    await this.#until('to be signed in', async () => {
      const phone = `${this.#plan.phoneNumber}${this.#numbers}`;
      this.#numbers += 1;
      const body = { phone, purpose: 'sign_in' as const };
      await this.#tolerate(['rate_limited'], () => call('POST /auth/sms-codes', { body }));
      const asked = Date.now();
      const code = await this.#until('the code', async () => {
        const { items } = await call('GET /development/sms', { query: { phone } });
        const found = /\d{6}/.exec(items[0]?.text ?? '')?.[0] ?? null;
        return found ?? (Date.now() - asked > CODE_MS ? '' : null);
      });
      if (code === '') return null;
      const proof = { phone, code, consent: { noticeVersion }, transport: 'token' as const };
      // The code may have been spent and the answer lost on its way.
      const session = await this.#tolerate(['wrong_code'], () => call('POST /auth/phone', { body: proof }));
      this.#phone.token = session?.token ?? null;
      return this.#phone.token;
    });
  }

  /** Opens the door, again when the lock was not reached in time; answers the visit. */
  async #enter(): Promise<string> {
    const { store } = this.#plan;
    return this.#until('to be inside', async () => {
      const { visit } = await this.#phone.call('GET /visits/current', {});
      if (visit) return visit.id;
      const opening = await this.#openDoor(store);
      if (!opening) return null;
      const settled = await this.#until('the door', async () => {
        const now = await this.#phone.call('GET /visits/openings/:id', { params: { id: opening } });
        return now.settledAt === null ? null : now;
      });
      return settled.visitId;
    });
  }

  async #openDoor({ doorToken, id: storeId }: TownStore): Promise<string | null> {
    try {
      const opening = await this.#phone.call('POST /visits/openings', { body: { doorToken } });
      this.#around.acknowledged.openings.push({ id: opening.id, storeId });
      return opening.id;
    } catch (error) {
      if (error instanceof ApiError && ['device_offline', 'opening_in_progress'].includes(error.code)) return null;
      throw error;
    }
  }

  async #stay(visitId: string): Promise<void> {
    let scanned = false;
    let waitingSince = Date.now();
    await this.#until('the visit to end', async () => {
      const { visit } = await this.#phone.call('GET /visits/:id', { params: { id: visitId } });
      if (visit.endedAt !== null) return visit.ending;
      if (visit.nextStep === 'scan' && !scanned) {
        await this.#scan(visitId);
        scanned = true;
      } else if (visit.nextStep === 'pay') {
        await this.#pay(visit);
        waitingSince = Date.now();
      } else if (visit.nextStep === 'leave' && Date.now() - waitingSince > 4_000) {
        // The release by itself did not come, or nobody reached the door in time.
        await this.#tolerate(['unpaid_cart', 'opening_in_progress', 'device_offline', 'no_open_visit'], () =>
          this.#phone.call('POST /visits/:id/exits', { params: { id: visitId } }),
        );
        waitingSince = Date.now();
      }
      this.#now(`the visit to end (${visit.state}, ${visit.nextStep})`);
      return null;
    });
  }

  async #tolerate<T>(codes: readonly string[], act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof ApiError && codes.includes(error.code)) return null;
      throw error;
    }
  }

  async #scan(visitId: string): Promise<void> {
    this.#now('scan');
    const { pieces, random, store } = this.#plan;
    for (let piece = 0; piece < pieces; piece += 1) {
      await this.#phone.call('POST /cart/scans', { body: { barcode: random.pick(store.goods), quantity: 1 } });
    }
    this.#around.acknowledged.visits.push({ id: visitId, pieces });
  }

  async #pay(visit: Visit): Promise<void> {
    if (this.#plan.habit === 'leaves_unpaid' && !this.#triedToLeave) await this.#leaveUnpaid(visit);
    const orderId = await this.#checkOut(visit);
    if (orderId === null) return;
    if (this.#plan.habit === 'lingers') await delay(2_500);
    if (this.#plan.habit === 'pays_two_ways') await this.#payTwoWays(orderId);
    else if (this.#plan.habit === 'cancels_then_pays' && !this.#cancelledOnce) return this.#cancelThenPay(orderId);
    else await this.#payOnce(orderId);
    await this.#until('the payment to be seen', async () => {
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

  /** VIS-7: unpaid goods keep the door shut, whichever way somebody asks. */
  async #leaveUnpaid(visit: Visit): Promise<void> {
    this.#triedToLeave = true;
    for (const key of ['POST /visits/:id/exit-requests', 'POST /visits/:id/exits'] as const) {
      const refused = ['unpaid_cart', 'illegal_move'];
      const answer = await this.#tolerate(refused, () => this.#phone.call(key, { params: { id: visit.id } }));
      if (answer !== null) this.#around.offenders.add('door_for_unpaid', `${key} was granted in visit ${visit.id}`);
    }
  }

  /** The visit's unpaid order, made from the cart if there is none; null when it is worth another look. */
  async #checkOut(visit: Visit): Promise<string | null> {
    this.#now('check out');
    const { items } = await this.#phone.call('GET /orders', { query: { state: 'pending_payment' } });
    const waiting = items.find((order) => order.visitId === visit.id);
    if (waiting) return waiting.id;
    const { cart } = await this.#phone.call('GET /cart', {});
    if (!cart || cart.lines.length === 0) return null;
    const body = { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable };
    const taps = this.#plan.habit === 'taps_twice' ? 2 : 1;
    const orders = await Promise.all(
      Array.from({ length: taps }, () =>
        this.#tolerate(['cart_changed', 'conflict'], () => this.#phone.call('POST /orders', { body })),
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
    const begun = await this.#tolerate(['illegal_move', 'rate_limited'], () =>
      this.#phone.call('POST /orders/:id/payments', { params: { id: orderId }, body: { channel: 'wechat', method } }),
    );
    if (!begun) return null;
    this.#around.acknowledged.payments.push({ id: begun.id, orderId, amount: begun.amount });
    const settled = await this.#until('the cashier', async () => {
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
    this.#now('the cashier');
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
    this.#now('two cashiers');
    if (first && (await this.#around.laboratory.pay(numberOf(first.id), true))) this.#paid(first.id);
    if (second?.h5Url && (await this.#around.laboratory.atCashier(second.h5Url, 'pay'))) this.#paid(second.id);
    await this.#check(orderId);
  }

  /** Gives the order up while the bank is still at work: the late money comes back, the cart can be bought anew. */
  async #cancelThenPay(orderId: string): Promise<void> {
    this.#cancelledOnce = true;
    const payment = await this.#begin(orderId, 'h5');
    this.#now('cancel');
    const cancelled = await this.#tolerate(['illegal_move'], () =>
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
