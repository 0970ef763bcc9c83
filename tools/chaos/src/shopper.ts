// One customer from the street to the street, as a person with the shopper app: follows what the app says is next.
import { ApiError } from '@latchkey/client';
import type { Acknowledged } from './acknowledged.ts';
import type { Laboratory } from './laboratory.ts';
import type { Offenders } from './offenders.ts';
import { Patience, type PatienceBook, tolerate } from './patience.ts';
import { createPhone, type Phone, type Traffic } from './phone.ts';
import type { Random } from './random.ts';
import { Till, type Visit } from './till.ts';
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

export interface Surroundings extends PatienceBook {
  readonly url: string;
  readonly laboratory: Laboratory;
  readonly acknowledged: Acknowledged;
  readonly offenders: Offenders;
  readonly traffic: Traffic;
  /** Seconds that visits took, in the end. */
  readonly visitS: number[];
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

const CODE_MS = 20_000;

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
  const phone = createPhone({ url, address, traffic, offenders, patienceMs: around.patienceMs / 2 });
  await new Shopper(plan, around, phone).shop();
}

class Shopper {
  readonly #plan: ShopperPlan;
  readonly #around: Surroundings;
  readonly #phone: Phone;
  readonly #patience: Patience;
  readonly #till: Till;
  #numbers = 0;
  #triedToLeave = false;

  constructor(plan: ShopperPlan, around: Surroundings, phone: Phone) {
    this.#plan = plan;
    this.#around = around;
    this.#phone = phone;
    this.#patience = new Patience(plan.number, plan.random, around);
    this.#till = new Till(plan, around, phone, this.#patience);
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
      this.#around.offenders.add('stuck', `shopper ${number} (${habit}) at “${this.#patience.step}”: ${what}`);
    } finally {
      stopListening?.();
      this.#around.steps.delete(this.#plan.number);
    }
  }

  /** With another number when the code does not come or was in vain: codes for one number are rationed. */
  async #signIn(): Promise<void> {
    const call = this.#phone.call;
    const { version: noticeVersion } = await call('GET /privacy-notice', {});
    await this.#patience.until('to be signed in', async () => {
      const phone = `${this.#plan.phoneNumber}${this.#numbers % 10}`;
      this.#numbers += 1;
      const body = { phone, purpose: 'sign_in' as const };
      await tolerate(['rate_limited'], () => call('POST /auth/sms-codes', { body }));
      const asked = Date.now();
      const code = await this.#patience.until('the code', async () => {
        const { items } = await call('GET /development/sms', { query: { phone } });
        const found = /\d{6}/.exec(items[0]?.text ?? '')?.[0] ?? null;
        return found ?? (Date.now() - asked > CODE_MS ? '' : null);
      });
      if (code === '') return null;
      const proof = { phone, code, consent: { noticeVersion }, transport: 'token' as const };
      // The code may have been spent and the answer lost on its way.
      const session = await tolerate(['wrong_code'], () => call('POST /auth/phone', { body: proof }));
      this.#phone.token = session?.token ?? null;
      return this.#phone.token;
    });
  }

  /** Opens the door, again when the lock was not reached in time; answers the visit. */
  async #enter(): Promise<string> {
    const { store } = this.#plan;
    return this.#patience.until('to be inside', async () => {
      const { visit } = await this.#phone.call('GET /visits/current', {});
      if (visit) return visit.id;
      const opening = await this.#openDoor(store);
      if (!opening) return null;
      const settled = await this.#patience.until('the door', async () => {
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
    await this.#patience.until('the visit to end', async () => {
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
        await tolerate(['unpaid_cart', 'opening_in_progress', 'device_offline', 'no_open_visit'], () =>
          this.#phone.call('POST /visits/:id/exits', { params: { id: visitId } }),
        );
        waitingSince = Date.now();
      }
      this.#patience.now(`the visit to end (${visit.state}, ${visit.nextStep})`);
      return null;
    });
  }

  async #scan(visitId: string): Promise<void> {
    this.#patience.now('scan');
    const { pieces, random, store } = this.#plan;
    for (let piece = 0; piece < pieces; piece += 1) {
      await this.#phone.call('POST /cart/scans', { body: { barcode: random.pick(store.goods), quantity: 1 } });
    }
    this.#around.acknowledged.visits.push({ id: visitId, pieces });
  }

  async #pay(visit: Visit): Promise<void> {
    if (this.#plan.habit === 'leaves_unpaid' && !this.#triedToLeave) await this.#leaveUnpaid(visit);
    await this.#till.pay(visit);
  }

  /** VIS-7: unpaid goods keep the door shut, whichever way somebody asks. */
  async #leaveUnpaid(visit: Visit): Promise<void> {
    this.#triedToLeave = true;
    for (const key of ['POST /visits/:id/exit-requests', 'POST /visits/:id/exits'] as const) {
      const refused = ['unpaid_cart', 'illegal_move'];
      const answer = await tolerate(refused, () => this.#phone.call(key, { params: { id: visit.id } }));
      if (answer !== null) this.#around.offenders.add('door_for_unpaid', `${key} was granted in visit ${visit.id}`);
    }
  }
}
