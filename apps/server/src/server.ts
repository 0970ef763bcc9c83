import { join } from 'node:path';
import { type Bus, type BusTransport, createBus } from './kernel/bus.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import type { Config } from './kernel/config.ts';
import type { Runtime } from './kernel/context.ts';
import { createCrypto } from './kernel/crypto.ts';
import { connectDatabase } from './kernel/db.ts';
import { listenersOf } from './kernel/events.ts';
import { kernelServices } from './kernel/housekeeping.ts';
import { collectHandlers } from './kernel/http.ts';
import { renewTls } from './kernel/http-security.ts';
import { createHttpServer } from './kernel/http-server.ts';
import { newId } from './kernel/ids.ts';
import { loadIndexKeys } from './kernel/index-keys.ts';
import { failingJobs, startJobs } from './kernel/jobs.ts';
import { createLog } from './kernel/log.ts';
import { startLoop } from './kernel/loop.ts';
import type { Service } from './kernel/module.ts';
import { connectMqttBus, type MqttBus } from './kernel/mqtt.ts';
import { createOutbox } from './kernel/outbox.ts';
import { createRealtime } from './kernel/realtime.ts';
import { resealService } from './kernel/reseal.ts';
import { createRuntime } from './kernel/runtime.ts';
import { diskStorage } from './kernel/storage.ts';
import { serveWeb } from './kernel/web.ts';
import { authenticateCustomers } from './modules/identity/index.ts';
import { version } from './version.ts';
import { sealedColumns, wireProduct } from './wiring.ts';

/** Everything that edges and services stand on, without any of them running. Also what the demo's maker uses. */
export function assemble(config: Config, options: { clock?: Clock; transport?: BusTransport | null } = {}) {
  const log = createLog(config.logLevel);
  const database = connectDatabase({ url: config.databaseUrl, connections: config.databaseConnections });
  const bus: Bus = createBus(options.transport ?? null, newId(), log);
  const kernel = {
    config,
    crypto: createCrypto(config.masterKeys),
    storage: diskStorage(join(config.dataDirectory, 'storage')),
    clock: options.clock ?? systemClock,
  };
  const runtime = createRuntime({ kernel, database, bus, log });
  return { runtime, bus, log };
}

function sweepServices(sweeps: ReturnType<typeof wireProduct>['sweeps']): Service[] {
  return sweeps.map((sweep) => ({
    name: sweep.name,
    role: 'worker' as const,
    start: async (runtime) =>
      startLoop({ runtime, name: sweep.name, everyMs: sweep.everyMs, run: () => sweep.run(runtime) }),
  }));
}

function backgroundServices(product: ReturnType<typeof wireProduct>, runtime: Runtime): Service[] {
  const outbox = createOutbox(runtime, product.subscriptions, OUTBOX_LANES);
  return [
    ...kernelServices,
    resealService(sealedColumns),
    { name: 'outbox', role: 'worker', start: async () => outbox.start() },
    { name: 'jobs', role: 'worker', start: (given) => startJobs(given, [...product.jobs, outbox.retryJob]) },
    ...sweepServices(product.sweeps),
    ...product.services,
  ];
}

/** Most of a listener's time is waiting for the database: some side by side cost little and shorten every queue. */
const OUTBOX_LANES = 4;
const PROBE_MS = 2_000;

/** What the database says about the jobs; null when it does not answer at once, or when all connections are taken. */
async function databaseAnswer(runtime: Runtime): Promise<{ failing: number; parked: number } | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), PROBE_MS);
  const answer = failingJobs(runtime.database).catch(() => null);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Starts one server process in the roles of its configuration. Resolves when it is ready to serve. */
export async function startServer(config: Config) {
  let mqtt: MqttBus | null = connectMqttBus({ url: config.mqtt.url, password: config.mqtt.password });
  const { runtime, bus, log } = assemble(config, { transport: mqtt.transport });
  await loadIndexKeys(runtime);
  const product = wireProduct({ runtime, mqtt });
  runtime.kernel.listeners = listenersOf(product.subscriptions);
  const running: { name: string; stop(): Promise<void> }[] = [];
  const realtime = createRealtime({
    runtime,
    bus,
    authenticate: product.authenticate,
    customersOf: authenticateCustomers,
  });
  const app = await createHttpServer({
    runtime,
    handlers: collectHandlers(...product.handlers),
    authenticate: product.authenticate,
    log,
  });
  realtime.register(app);

  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const jobs = await databaseAnswer(runtime);
    const database = jobs !== null;
    const broker = mqtt?.connected() ?? false;
    const ready = database && broker;
    return reply.code(ready ? 200 : 503).send({ ready, database, broker, ...jobs });
  });
  if (config.roles.has('web')) await serveWeb(app, runtime, version, product.webPorts);
  await app.listen({ host: config.host, port: config.port });
  for (const service of backgroundServices(product, runtime)) {
    if (config.roles.has(service.role)) running.push({ name: service.name, ...(await service.start(runtime)) });
  }
  await mqtt
    .ready(10_000)
    .catch((error) => log.error({ err: error }, 'the broker does not answer yet; doors wait for it'));
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  if (!config.demo && config.sms.vendor === 'development')
    log.warn('no SMS vendor is configured: codes reach nobody, so that nobody can sign in by phone');
  log.info({ port, roles: [...config.roles] }, 'ready');

  return {
    port,
    runtime,
    /** Takes a certificate that was renewed on the disk into use. */
    renewCertificate: () => renewTls(app.server as never, config),
    async stop() {
      realtime.stop();
      await app.close();
      for (const service of running.reverse()) await service.stop();
      await mqtt?.close();
      mqtt = null;
      await runtime.database.close();
    },
  };
}
