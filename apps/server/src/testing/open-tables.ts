// Billiard tables that are let by the minute, and what a customer does there.
import { publishDraft, writeDraft } from '../modules/tariffs/index.ts';
import type { Person, TestProduct } from './product.ts';
import { hourlyTariff, makeVenue } from './rooms.ts';

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
