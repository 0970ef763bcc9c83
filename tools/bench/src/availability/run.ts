// When rooms are free: 14 days of a venue of 200 rooms with a year of bookings, over HTTP, at a fixed rate.
import pg from 'pg';
import { DEFAULT_POLICY } from '../../../../apps/server/src/modules/booking/rules.ts';
import { makeVenue } from '../booking/venue.ts';
import { createHttpClient } from '../run/http-client.ts';
import { openLoop } from '../run/load.ts';
import { startProduct } from '../run/product.ts';
import type { BenchSettings } from '../run/settings.ts';
import { percentile, rounded } from '../run/statistics.ts';
import { range } from '../run/world.ts';

const ROOMS = 200;
const DAYS = 365;
/** Stays of two hours a day and room. */
const STAYS = 4;
const SECONDS = 20;
const WINDOWS = 40;

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** A year of confirmed walk-ins around today, written as the verbs write them. Answers how many. */
async function fillYear(databaseUrl: string, storeId: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rowCount } = await client.query(
    `insert into booking.bookings (id, number, store_id, room_id, kind, state, note, people, starts_at, ends_at, during, code,
       entry_revoked, terms, power, version, created_at, updated_at)
     select gen_random_uuid(), 'BENCH' || row_number() over (), $1, r.id, 'walk_in', 'confirmed', 'bench', 2, t.at,
       t.at + interval '2 hours', tstzrange(t.at, t.at + interval '2 hours 15 minutes'), '00000000', false, $2::jsonb, 'off', 1,
       now(), now()
     from organisation.rooms r cross join generate_series(-${DAYS / 2}, ${DAYS / 2}) d cross join generate_series(0, ${STAYS - 1}) s
       cross join lateral (select date_trunc('day', now()) + make_interval(days => d::int, hours => 1 + 5 * s) as at) t
     where r.store_id = $1`,
    [storeId, JSON.stringify(DEFAULT_POLICY)],
  );
  await client.query('vacuum analyze booking.bookings');
  await client.end();
  return rowCount ?? 0;
}

/** See docs/performance.md for what the figures mean. */
export async function run({ rate }: BenchSettings): Promise<Record<string, number>> {
  const product = await startProduct({ environment: { LATCHKEY_CALLS_PER_MINUTE: '100000' } });
  try {
    const { storeId } = await makeVenue(product, ROOMS);
    const bookings = await fillYear(product.databaseUrl, storeId);
    note(`${ROOMS} rooms, ${bookings} bookings in a year`);
    const http = createHttpClient(product.origin, 64);
    const path = `/api/v1/stores/${storeId}/availability`;
    const people = range(1_000).map((n) => ({ 'x-forwarded-for': `10.2.${n >> 8}.${n & 255}` }));
    const ask = async (index: number, query = '') =>
      http.ok('GET', path + query, undefined, people[index % people.length]);
    for (const index of range(100)) await ask(index);
    const load = await openLoop({
      perSecond: rate,
      count: rate * SECONDS,
      unit: async (index) => void (await ask(index)),
    });
    if (load.failures > 0) throw new Error(`${load.failures} requests failed: ${load.firstFailure}`);
    // Windows that nobody has asked for in the second before: nothing is remembered of them.
    const cold: number[] = [];
    for (const index of range(WINDOWS)) {
      const date = new Date(Date.now() + (1 + index) * 86_400_000).toISOString().slice(0, 10);
      const began = performance.now();
      await ask(index, `?date=${date}`);
      cold.push(performance.now() - began);
    }
    const bytes = Buffer.byteLength(await ask(0));
    http.close();
    return {
      per_s: rounded(load.times.length / load.seconds, 1),
      p50_ms: rounded(percentile(load.times, 0.5)),
      p99_ms: rounded(percentile(load.times, 0.99)),
      unremembered_p50_ms: rounded(percentile(cold, 0.5)),
      unremembered_p99_ms: rounded(percentile(cold, 0.99)),
      bytes,
      bookings,
    };
  } finally {
    await product.close();
  }
}
