import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { openBooks } from './books/books.ts';
import { registerCashier } from './cashier/cashier-routes.ts';
import { createClock } from './clock.ts';
import type { SigningMode } from './keys/identity.ts';
import { type Credentials, openKeystore, writeDurably } from './keys/keystore.ts';
import { createFaults } from './lab/faults.ts';
import type { Lab, LabSettings } from './lab/lab.ts';
import { registerLabRoutes } from './lab/lab-routes.ts';
import { registerMiniProgram } from './mini-program/sign-in.ts';
import { registerSubscriptions } from './mini-program/subscriptions.ts';
import { createTokens } from './mini-program/tokens.ts';
import { type Notifier, startNotifier } from './notifier.ts';
import { registerChannel } from './wire/channel.ts';

export type { SigningMode } from './keys/identity.ts';
export type { Credentials } from './keys/keystore.ts';
export type { FaultRule } from './lab/fault-rules.ts';
export { LAB_KEY_HEADER } from './lab/lab-routes.ts';

export interface PaylabOptions {
  /** Keys, books and `credentials.json` live here; made at the first start. */
  dataDirectory: string;
  /** 127.0.0.1 by default. */
  host?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /** The address that browsers and the merchant reach it at; by default its own. */
  publicUrl?: string;
  /** Origins that the cashier may return to, for instance `http://127.0.0.1:8080`. */
  returnOrigins?: readonly string[];
  /** Signing mode of the first start; later `/_lab/keys/mode` changes it. */
  mode?: SigningMode;
  merchantName?: string;
  /** Divides the waits of the callback schedule; 1 by default. */
  speed?: number;
  refundDelayMs?: number;
  refundIntervalMs?: number;
  /** Seed of the fault draws. */
  seed?: number;
}

export interface Paylab {
  url: string;
  port: number;
  credentials(): Credentials;
  close(): Promise<void>;
}

/** Starts the payment channel emulator. Every answer waits until the books are on the disk. */
export async function startPaylab(options: PaylabOptions): Promise<Paylab> {
  const clock = createClock();
  const faults = createFaults(options.seed ?? 1);
  const keystore = await openKeystore(options.dataDirectory, Date.now(), options.mode ?? 'certificate');
  const books = await openBooks(options.dataDirectory, clock, faults);
  faults.onSpent(() => books.record({ type: 'faults_set', at: clock.now(), rules: [...faults.rules] }));
  const closing = new AbortController();
  let publicUrl = options.publicUrl?.replace(/\/$/, '') ?? '';
  let notifier: Notifier | null = null;
  const lab: Lab = {
    books,
    clock,
    faults,
    keystore,
    settings: settingsOf(options),
    tokens: createTokens(),
    publicUrl: () => publicUrl,
    closing: closing.signal,
    wake: () => notifier?.wake(),
  };
  const app = buildApp(lab);
  await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The emulator listens on no port');
  const url = `http://${options.host ?? '127.0.0.1'}:${address.port}`;
  publicUrl ||= url;
  await writeDurably(
    join(options.dataDirectory, 'credentials.json'),
    `${JSON.stringify(keystore.credentials(publicUrl), null, 2)}\n`,
  );
  notifier = startNotifier(lab);
  return {
    url,
    port: address.port,
    credentials: () => keystore.credentials(publicUrl),
    async close() {
      closing.abort();
      await notifier?.stop();
      await app.close();
      await books.close();
    },
  };
}

function settingsOf(options: PaylabOptions): LabSettings {
  return {
    merchantName: options.merchantName ?? 'Latchkey',
    speed: options.speed ?? 1,
    refundDelayMs: options.refundDelayMs ?? 1000,
    refundIntervalMs: options.refundIntervalMs ?? 60_000,
    returnOrigins: options.returnOrigins ?? [],
  };
}

function buildApp(lab: Lab): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 128 } });
  app.get('/healthz', async () => ({ status: 'ok' }));
  registerChannel(app, lab);
  registerMiniProgram(app, lab);
  registerSubscriptions(app, lab);
  registerCashier(app, lab);
  registerLabRoutes(app, lab);
  return app;
}
