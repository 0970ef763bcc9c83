// 10,000 devices that are connected and send heartbeats, and doors that open meanwhile.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { systemActor } from '../../../../apps/server/src/kernel/actor.ts';
import { sql } from '../../../../apps/server/src/kernel/db.ts';
import { registerDevice } from '../../../../apps/server/src/modules/devices/index.ts';
import { cpuOf, cpuOfTree, residentBytes } from '../run/processes.ts';
import { type Product, startProduct } from '../run/product.ts';
import type { BenchSettings } from '../run/settings.ts';
import { percentile, rounded } from '../run/statistics.ts';
import { measureTaps } from '../run/taps.ts';
import { inParallel, makeShoppers, makeStores, range, untilIdle } from '../run/world.ts';

const STORES = 50;
const SHOPPERS = 300;
const TAP_SECONDS = 30;
const QUIET_SECONDS = 60;
const ARRIVAL_MS = 1_200_000;

const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

const resident = (product: Product): number => residentBytes(product.serverPid) + residentBytes(product.brokerPid);

async function untilOnline({ runtime }: Product, count: number): Promise<void> {
  const online = sql`select count(*) as online from devices.devices where online`;
  const until = Date.now() + ARRIVAL_MS;
  for (let told = 0; ; ) {
    const found = await runtime.database.row(z.object({ online: z.number() }), online);
    if (found.online >= count) return;
    if (Date.now() > until) throw new Error(`only ${found.online} of ${count} devices are online`);
    if (found.online >= told + count / 10) {
      told = found.online;
      note(`${told} devices are online`);
    }
    await delay(500);
  }
}

/** Percent of one core that server, broker and database take while nothing but heartbeats comes. */
async function quietCpu(product: Product): Promise<number> {
  const used = () => cpuOf(product.serverPid) + cpuOf(product.brokerPid) + cpuOfTree(product.postgresPid);
  const before = used();
  await delay(QUIET_SECONDS * 1_000);
  return (used() - before) / (QUIET_SECONDS * 10);
}

/** See docs/performance.md for what the figures mean. */
export async function run({ devices, rate }: BenchSettings): Promise<Record<string, number>> {
  const taps = { count: TAP_SECONDS * rate, perSecond: rate };
  const product = await startProduct();
  try {
    const stores = await makeStores(product, { stores: STORES, goods: 0 });
    const shoppers = await makeShoppers(product, SHOPPERS);
    const alone = await measureTaps(product, stores, shoppers, taps);
    const actor = systemActor('bench');
    const crowd = await inParallel(range(devices), (index) =>
      product.runtime.transaction(actor, (ctx) => {
        const { storeId } = stores[index % STORES] as (typeof stores)[0];
        const details = { name: `计数器 ${index}`, model: null, ipAddress: null, storeId };
        return registerDevice(ctx, { ...details, kind: 'people_counter' });
      }),
    );
    await untilIdle(product);
    const before = resident(product);
    const file = join(product.folder, 'devices.json');
    writeFileSync(file, JSON.stringify(crowd), { mode: 0o600 });
    const env = { BENCH_DEVICES: file, MQTT_URL: product.mqttUrl };
    await product.programs.keep({ name: 'crowd', entry: 'tools/bench/src/floor/device-crowd.ts', env });
    await untilOnline(product, devices);
    await untilIdle(product);
    note(`${devices} devices are online`);
    const cpu = await quietCpu(product);
    const grown = resident(product) - before;
    const meanwhile = await measureTaps(product, stores, shoppers, taps);
    const [p99, p99Alone] = [percentile(meanwhile.load.times, 0.99), percentile(alone.load.times, 0.99)];
    return {
      rss_mb_per_1000: rounded(grown / 2 ** 20 / (devices / 1_000)),
      cpu_pct: rounded(cpu, 1),
      door_p99_ms: rounded(p99),
      door_alone_p99_ms: rounded(p99Alone),
      door_ratio: rounded(p99 / p99Alone),
    };
  } finally {
    await product.close();
  }
}
