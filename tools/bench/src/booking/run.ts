// Sixteen workers that fight for evenings of ten rooms over HTTP, beside the bare exclusion constraint in the same run.
import pg from 'pg';
import { z } from 'zod';
import { sql } from '../../../../apps/server/src/kernel/db.ts';
import { createHttpClient } from '../run/http-client.ts';
import { closedLoop, type Load } from '../run/load.ts';
import { cpuOfTree } from '../run/processes.ts';
import { type Product, startProduct } from '../run/product.ts';
import { createRandom, rounded } from '../run/statistics.ts';
import { makeShoppers, range, untilIdle } from '../run/world.ts';
import { BUFFER_MINUTES, HOUR_PRICE, makeVenue } from './venue.ts';

const WORKERS = 16;
const ROOMS = 10;
const EVENINGS = 10;
const ATTEMPTS = 400;
const QUARTER = 900_000;
const DAY = 86_400_000;

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

interface Wish {
  room: number;
  from: Date;
  to: Date;
  hours: number;
}

/** The same wishes for both sides: evening after evening, each fought for by all. */
function wishes(first: number): Wish[] {
  const random = createRandom(23);
  const draw = (most: number) => Math.floor(random() * most);
  return range(EVENINGS * ATTEMPTS).map((index) => {
    const evening = first + Math.floor(index / ATTEMPTS) * DAY;
    const from = evening + draw(20) * QUARTER;
    const hours = 1 + draw(3);
    return { room: draw(ROOMS), from: new Date(from), to: new Date(from + hours * 4 * QUARTER), hours };
  });
}

interface Fight {
  load: Load;
  won: number;
  refused: number;
  errors: number;
  /** Milliseconds of PostgreSQL an attempt. */
  cpu: number;
}

async function fight(
  product: Product,
  all: readonly Wish[],
  attempt: (wish: Wish, index: number) => Promise<'won' | 'refused' | 'error'>,
): Promise<Fight> {
  const outcomes = { won: 0, refused: 0, error: 0 };
  await untilIdle(product);
  const before = cpuOfTree(product.postgresPid);
  let next = 0;
  const load = await closedLoop({
    workers: WORKERS,
    seconds: 300,
    next: () => {
      const index = next++;
      const wish = all[index];
      return wish
        ? async () => {
            outcomes[await attempt(wish, index)] += 1;
          }
        : null;
    },
  });
  await untilIdle(product);
  const cpu = (cpuOfTree(product.postgresPid) - before) / all.length;
  return { load, won: outcomes.won, refused: outcomes.refused, errors: outcomes.error + load.failures, cpu };
}

/** The constraint alone: one statement and one commit an attempt, on a connection a worker. */
async function bare(product: Product, all: readonly Wish[], roomIds: readonly string[]): Promise<Fight> {
  const pool = new pg.Pool({ connectionString: product.databaseUrl, max: WORKERS });
  await pool.query('create schema bench');
  await pool.query(
    `create table bench.bookings (id uuid primary key, room_id uuid not null, during tstzrange not null, state text not null,
       exclude using gist (room_id with =, during with &&) where (state in ('held', 'confirmed')))`,
  );
  const text = `insert into bench.bookings values (gen_random_uuid(), $1, tstzrange($2, $3), 'held')`;
  try {
    return await fight(product, all, async ({ room, from, to }) => {
      const until = new Date(to.getTime() + BUFFER_MINUTES * 60_000);
      try {
        await pool.query({ name: 'bare', text, values: [roomIds[room], from, until] });
        return 'won';
      } catch (error) {
        const { code } = error as { code?: string };
        // 40P01: two that insert at once wait for each other; the bare constraint lets one of them fail.
        return code === '23P01' || code === '40P01' ? 'refused' : 'error';
      }
    });
  } finally {
    await pool.end();
  }
}

async function overlapsOf(product: Product, storeId: string): Promise<number> {
  const { overlaps } = await product.runtime.database.row(
    z.object({ overlaps: z.number() }),
    sql`
      select count(*) as overlaps from booking.bookings a join booking.bookings b
        on a.room_id = b.room_id and a.id < b.id and a.during && b.during
      where a.store_id = ${storeId} and a.state = 'held' and b.state = 'held'`,
  );
  return overlaps;
}

/** See docs/performance.md for what the figures mean. */
export async function run(): Promise<Record<string, number>> {
  const product = await startProduct({ environment: { LATCHKEY_CALLS_PER_MINUTE: '100000' } });
  try {
    const { storeId, roomIds } = await makeVenue(product, ROOMS);
    const people = await makeShoppers(product, 400);
    // Ten in the morning UTC is early evening where the venue is.
    const first = Math.floor(Date.now() / DAY) * DAY + DAY + 10 * 4 * QUARTER;
    const all = wishes(first);
    const http = createHttpClient(product.origin, WORKERS * 2);
    const ours = await fight(product, all, async ({ room, from, to, hours }, index) => {
      const body = { roomId: roomIds[room], from, to, people: 2, mode: 'hourly', expectedTotal: hours * HOUR_PRICE };
      const answer = await http.send('POST', '/api/v1/bookings', body, people[index % people.length]?.headers);
      if (answer.status === 200) return 'won';
      if (answer.status === 409 && answer.text.includes('room_taken')) return 'refused';
      note(`${answer.status} ${answer.text.slice(0, 200)}`);
      return 'error';
    });
    http.close();
    const overlaps = await overlapsOf(product, storeId);
    const theirs = await bare(product, all, roomIds);
    const perSecond = all.length / ours.load.seconds;
    const barePerSecond = all.length / theirs.load.seconds;
    note(`ours: ${ours.won} won, ${ours.refused} refused; bare: ${theirs.won} won, ${theirs.refused} refused`);
    return {
      attempts_per_s: rounded(perSecond, 0),
      overlaps,
      errors: ours.errors,
      won: ours.won,
      refused: ours.refused,
      pg_cpu_ms: rounded(ours.cpu, 3),
      bare_pg_cpu_ms: rounded(theirs.cpu, 3),
      pg_cpu_ratio: rounded(ours.cpu / theirs.cpu),
      bare_per_s: rounded(barePerSecond, 0),
      throughput_ratio: rounded(perSecond / barePerSecond, 3),
    };
  } finally {
    await product.close();
  }
}
