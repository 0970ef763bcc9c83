// Complete orders through the real product while its parts are killed and its payment channel misbehaves.
// `npm run chaos -- --help`. The last line is one JSON object; the exit code tells whether everything held.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { nothingYet } from './acknowledged.ts';
import { checkAcknowledged, checkChannel, checkDoors, checkRules, checkVerifiers, queryOf, sumUp } from './books.ts';
import { listenToNews } from './news.ts';
import { createOffenders } from './offenders.ts';
import { type ChaosOptions, readOptions } from './options.ts';
import type { Traffic } from './phone.ts';
import { createRandom } from './random.ts';
import { settle } from './settled.ts';
import { habitOf, type ShopperPlan, type Surroundings, shop } from './shopper.ts';
import { openStage, type Stage } from './stage.ts';
import { startBlows, storm } from './weather.ts';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Lets so many customers shop, a few at once; each plan is drawn from the seed alone. Answers how many came. */
async function letThemShop(options: ChaosOptions, stage: Stage, around: Surroundings): Promise<number> {
  const random = createRandom(options.seed).fork(1);
  const started = Date.now();
  let next = 0;
  let done = 0;
  const customer = async (): Promise<void> => {
    while (next < options.orders && Date.now() - started < options.minutes * 60_000) {
      const number = next;
      next += 1;
      const own = random.fork(number);
      const store = stage.town[number % stage.town.length];
      if (!store) return;
      const plan: ShopperPlan = {
        number,
        phoneNumber: `139${String(number).padStart(7, '0')}`,
        store,
        habit: habitOf(own),
        pieces: own.between(1, 3),
        random: own,
      };
      await shop(plan, around);
      done += 1;
      if (done % Math.max(50, Math.floor(options.orders / 20)) === 0)
        say(
          `${done} of ${options.orders} customers are out again after ${Math.round((Date.now() - started) / 1_000)} s`,
        );
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.atOnce, options.orders) }, customer));
  return next;
}

/** How many customers are at each step. */
function whereTheyAre(steps: ReadonlyMap<number, string>): string {
  const counts = Object.entries(Object.groupBy(steps.values(), (step) => step));
  return counts.map(([step, all]) => `${all?.length} ${step}`).join('; ');
}

function spread(list: readonly number[]) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}

async function run(options: ChaosOptions, folder: string) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 100) / 10;
  const offenders = createOffenders(say);
  const stage = await openStage(options, folder, offenders);
  const interrupt = () => void stage.close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    say(`ready after ${seconds()} s; seed ${options.seed}`);
    if (options.faults) await stage.laboratory.faults(storm);
    const traffic: Traffic = { calls: 0, retries: 0, unavailable: 0, rateLimited: 0, newsHeard: 0, socketsLost: 0 };
    const acknowledged = nothingYet();
    const onError = (error: unknown) => offenders.add('chaos', String(error));
    const blows = startBlows(options, createRandom(options.seed).fork(2), stage.strike, stage.laboratory, onError);
    const shopping = Date.now();
    const steps = new Map<number, string>();
    const telling = setInterval(() => say(`  ${whereTheyAre(steps)}`), 20_000);
    const visitS: number[] = [];
    const waitedMs = new Map<string, number>();
    const orders = await letThemShop(options, stage, {
      ...{ url: stage.url, laboratory: stage.laboratory, acknowledged, offenders, traffic, steps, visitS, waitedMs },
      patienceMs: options.patienceS * 1_000,
      listen: (phone) => listenToNews(stage.url, phone, traffic),
    });
    clearInterval(telling);
    const shoppingS = Math.round((Date.now() - shopping) / 100) / 10;
    await blows.calm();
    await stage.laboratory.faults([]);
    const client = new pg.Client({ connectionString: stage.databaseUrl });
    await client.connect();
    try {
      const settledS = await settle(client, stage.laboratory, stage.doors, options.settleS, offenders);
      const books = await stage.laboratory.books();
      const query = queryOf(client);
      await checkVerifiers(stage.environment, offenders);
      await checkChannel(query, books, offenders);
      await checkRules(query, offenders);
      await checkDoors(query, stage.doors, offenders);
      await checkAcknowledged(query, acknowledged, offenders);
      const sums = await sumUp(query, books, acknowledged, offenders);
      if (sums.paidOrders !== orders)
        offenders.add('orders_missing', `${sums.paidOrders} of ${orders} orders are paid`);
      if (traffic.newsHeard === 0) offenders.add('no_news', 'no websocket heard anything');
      return {
        ...{ chaos: true, seed: options.seed, orders, servers: options.servers },
        kills: blows.counts,
        keyRotations: blows.rotations,
        ...sums,
        doorReleases: stage.doors.releases.length,
        traffic,
        visitS: spread(visitS),
        waitedMsPerOrder: Object.fromEntries([...waitedMs].map(([what, ms]) => [what, Math.round(ms / orders)])),
        seconds: { shopping: shoppingS, settled: settledS, whole: seconds() },
        ordersPerSecond: Math.round((orders / shoppingS) * 10) / 10,
        violations: offenders.total,
        offenders: offenders.report(),
      };
    } finally {
      await client.end();
    }
  } finally {
    await stage.close();
  }
}

/** Whoever still waits for something after a failure is not waited for; what was said is written first. */
const leave = (code: number): void => void process.stdout.write('', () => process.exit(code));

const options = readOptions(process.argv.slice(2));
if (options) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-chaos-'));
  try {
    const result = await run(options, folder);
    const keep = options.keep || result.violations > 0;
    if (keep) say(`data and logs: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
    say(JSON.stringify(result));
    leave(result.violations === 0 ? 0 : 1);
  } catch (error) {
    say(`data and logs: ${folder}`);
    say(
      JSON.stringify({
        chaos: true,
        seed: options.seed,
        violations: 1,
        offenders: [{ kind: 'chaos', first: [String(error)] }],
      }),
    );
    leave(1);
  }
}
