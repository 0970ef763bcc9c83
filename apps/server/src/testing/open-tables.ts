// Billiard tables that are let by the minute, and what a customer does there.
import { runDueTimers } from '../modules/booking/index.ts';
import { verifyLedger } from '../modules/ledger/index.ts';
import { calendarFacts, publishDraft, publishedRules, writeDraft } from '../modules/tariffs/index.ts';
import { verifyWallets } from '../modules/wallet/index.ts';
import { channelAnswersRefunds } from './balances.ts';
import type { Person, TestProduct } from './product.ts';
import { hourlyTariff, makeVenue, payAtChannel } from './rooms.ts';

/** A venue whose rooms can be begun in at once: 60 yuan an hour by started quarters, for a deposit. Fen. */
export async function makeTables(
  product: TestProduct,
  options: { rooms?: number; deposit?: number; policy?: Record<string, unknown>; open?: Record<string, unknown> } = {},
) {
  const venue = await makeVenue(product, { rooms: options.rooms ?? 1 });
  const { rules, terms, promotions } = hourlyTariff(1_500, 15);
  const [store] = terms;
  if (!store) throw new Error('the tariff has no terms');
  const payAsYouGo = { mode: 'hourly' as const, deposit: options.deposit ?? 5_000 };
  const content = { rules, promotions, terms: [{ ...store, payAsYouGo }] };
  await product.asSystem((ctx) => writeDraft(ctx, venue.storeId, { content, revision: 0 }));
  await product.asSystem((ctx) => publishDraft(ctx, venue.storeId, { revision: 1, note: null, effectiveFrom: null }));
  const admin = await product.staff('platform_administrator');
  const params = { id: venue.storeId };
  const { body: policy } = await admin.call('GET /staff/stores/:id/booking-policy', { params });
  const open = { ...policy.open, ...options.open };
  await admin.call('PUT /staff/stores/:id/booking-policy', { params, body: { ...policy, ...options.policy, open } });
  await product.drain();
  return venue;
}

export const startAt = (person: Person, roomId: string, expectedDeposit = 5_000) =>
  person.call('POST /rooms/:id/sessions', { params: { id: roomId }, body: { people: 2, expectedDeposit } });

/** What the tests of sessions without an end do over and over. */
export function openBench(product: TestProduct) {
  const book = { publishedRules, calendarFacts };
  const hosts = new Map<string, Person>();
  async function timers(): Promise<void> {
    while ((await runDueTimers(product.runtime, book)) > 0);
    await product.drain();
  }
  const read = async (person: Person, id: string) => (await person.call('GET /bookings/:id', { params: { id } })).body;
  return {
    timers,
    read,
    /** The clock goes on by minutes, and everything that is due by then happens. */
    async pass(minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        product.clock.advance(60_000);
        while ((await runDueTimers(product.runtime, book)) > 0);
      }
      await product.drain();
    },
    meterOf: async (person: Person, id: string) =>
      (await person.call('GET /bookings/:id/meter', { params: { id } })).body,
    end: (person: Person, id: string) => person.call('POST /bookings/:id/end', { params: { id } }),
    hostIs: (id: string, person: Person) => hosts.set(id, person),
    /** A session whose deposit was paid at the channel. */
    async playing(person: Person, roomId: string): Promise<string> {
      const { body } = await startAt(person, roomId);
      await payAtChannel(product, person, body.id);
      await timers();
      hosts.set(body.id, person);
      return body.id;
    },
    /** The channel says that the deposits of a session have gone back. */
    async refundsArrive(id: string): Promise<void> {
      const person = hosts.get(id);
      if (!person) throw new Error('nobody plays');
      for (const charge of (await read(person, id)).charges)
        if (charge.kind === 'deposit') await channelAnswersRefunds(product, charge.id, 'SUCCESS');
    },
    async consistent(): Promise<boolean> {
      const ledger = await product.asSystem((ctx) => verifyLedger(ctx));
      const wallets = await product.asSystem((ctx) => verifyWallets(ctx));
      return ledger.consistent && wallets.consistent;
    },
  };
}
