// Customers who tap at doors, at a rate that does not wait for answers.
import { randomUUID } from 'node:crypto';
import { openBenchDoor } from './doors.ts';
import { createHttpClient } from './http-client.ts';
import { type Load, openLoop } from './load.ts';
import { listen } from './news.ts';
import { cpuOf, cpuOfTree } from './processes.ts';
import type { Product } from './product.ts';
import { percentile, rounded } from './statistics.ts';
import { type BenchStore, inParallel, type Shopper, untilIdle } from './world.ts';

export function tell(name: string, load: Load): void {
  const [p50, p99] = [0.5, 0.99].map((share) => rounded(percentile(load.times, share)));
  process.stderr.write(`  ${name}: p50 ${p50} ms, p99 ${p99} ms of ${load.times.length}, ${load.failures} failed\n`);
  if (load.firstFailure) process.stderr.write(`    first failure: ${load.firstFailure}\n`);
}

/**
 * So many customers a second tap at the doors of the stores; who is in comes back in. Each time ends when the customer is told
 * that the lock let go. CPU is milliseconds a tap, with all that follows from it. Throws when a tap failed.
 */
export async function measureTaps(
  product: Product,
  stores: readonly BenchStore[],
  shoppers: readonly Shopper[],
  { count, perSecond }: { count: number; perSecond: number },
) {
  const doors = await inParallel(stores, (store) => openBenchDoor(product.mqttUrl, store));
  const news = await listen(product.origin, shoppers);
  const http = createHttpClient(product.origin, 64);
  await untilIdle(product);
  const unit = async (index: number) => {
    const shopper = shoppers[index % shoppers.length] as Shopper;
    const { storeId } = stores[(index % shoppers.length) % stores.length] as BenchStore;
    const headers = { ...shopper.headers, 'idempotency-key': randomUUID() };
    const { id } = JSON.parse(await http.ok('POST', '/api/v1/visits/openings', { storeId }, headers)) as { id: string };
    await news.acknowledged(id);
  };
  tell('taps, warming up', await openLoop({ perSecond, count: Math.ceil(count * 0.4), unit }));
  const before = { server: cpuOf(product.serverPid), postgres: cpuOfTree(product.postgresPid) };
  const load = await openLoop({ perSecond, count, unit });
  await untilIdle(product);
  const cpu = {
    server: (cpuOf(product.serverPid) - before.server) / count,
    postgres: (cpuOfTree(product.postgresPid) - before.postgres) / count,
  };
  news.close();
  http.close();
  await Promise.all(doors.map((door) => door.close()));
  tell(`taps at ${perSecond}/s`, load);
  if (load.failures > 0) throw new Error(`${load.failures} taps failed: ${load.firstFailure}`);
  return { load, cpu };
}
