// The whole product over a test database: real routes, real sign-ins, real listeners; no broker and no channel.
import { randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type PresetRole, type RouteKey, routes } from '@latchkey/contract';
import { generate } from 'otplib';
import type { Logger } from 'pino';
import { systemActor } from '../kernel/actor.ts';
import { listenersOf, on, type Subscription } from '../kernel/events.ts';
import { type AnswerOf, collectHandlers } from '../kernel/http.ts';
import { createHttpServer } from '../kernel/http-server.ts';
import { newId } from '../kernel/ids.ts';
import { loadIndexKeys } from '../kernel/index-keys.ts';
import { createOutbox } from '../kernel/outbox.ts';
import { createRealtime } from '../kernel/realtime.ts';
import { serveWeb } from '../kernel/web.ts';
import { pendingCommands, recordAnswer, recordEvent, recordPresence } from '../modules/devices/index.ts';
import {
  authenticateCustomers,
  createStaff,
  ensurePresetRoles,
  noticeVersion,
  rolesByPreset,
  type Scope,
  smsCodeRequested,
} from '../modules/identity/index.ts';
import { wireProduct } from '../wiring.ts';
import { createTestChannel } from './channel.ts';
import { makeStoreWithDoor } from './device-bench.ts';
import { loopbackMqtt } from './loopback-mqtt.ts';
import { createTestRuntime } from './runtime.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export interface Request {
  params?: Record<string, string> | undefined;
  /** Already encoded, without the question mark. */
  query?: string | undefined;
  /** An object is sent as JSON, text and bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  address?: string;
}
/** What refused requests answer, by the contract's error shape. */
export interface Refused {
  error: { code: string; message: string; data: Record<string, unknown>; requestId: string };
}
export interface Reply<Body = unknown> {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  /** The parsed answer: the route's, or a refusal's; a test that reads one of them has looked at the status. */
  body: Body & Refused;
  cookies: Record<string, string>;
}
/** Calls routes as one person. */
export type Caller = <K extends RouteKey>(key: K, request?: Request) => Promise<Reply<AnswerOf<K>>>;
export interface Person {
  id: string;
  token: string;
  call: Caller;
}
export interface Shop {
  storeId: string;
  door: { deviceId: string; code: string };
}

const unknownId = '00000000-0000-4000-8000-000000000000';
const bodyOf = (body: unknown): { payload?: string | Buffer } =>
  body === undefined
    ? {}
    : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) };

/** The path of a route with its parameters filled in. */
export function pathOf(key: RouteKey, params: Record<string, string> = {}, query?: string): string {
  const path = (key.split(' ')[1] ?? '/').replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? unknownId),
  );
  return `/api/v1${path}${query ? `?${query}` : ''}`;
}

/** JSON where the answer is some; an answer without a body is read as an empty one. */
const parsed = (type: unknown, text: string): unknown =>
  String(type).includes('json') && text !== '' ? JSON.parse(text) : {};

let addresses = 0;
/** Every client has an address, and with it rate limits, of its own. */
export const freshAddress = (): string =>
  `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses++ & 255}`;

export interface ProductOptions {
  environment?: Record<string, string>;
  start?: Date;
  /** The database of another product, to serve it a second time; the one that made it drops it. */
  database?: TestDatabase;
  log?: Logger;
  /** Listeners of the test's own, beside the product's. */
  subscriptions?: readonly Subscription[];
}

export async function createTestProduct(options: ProductOptions = {}) {
  const database = options.database ?? (await createTestDatabase());
  const harness = createTestRuntime(database.url, {
    ...(options.start ? { start: options.start } : {}),
    ...(options.log ? { log: options.log } : {}),
    environment: { LATCHKEY_DEMO: 'false', ...options.environment },
  });
  const { runtime, clock, bus } = harness;
  await loadIndexKeys(runtime);
  const wired = wireProduct({ runtime, mqtt: loopbackMqtt() });
  const codes = new Map<string, string>();
  const subscriptions = [
    ...wired.subscriptions,
    ...(options.subscriptions ?? []),
    on(smsCodeRequested, 'test.codes', async ({ kernel: { crypto } }, event) => {
      codes.set(crypto.open(event.phoneSealed, 'phone'), crypto.open(event.codeSealed, 'sms_code'));
    }),
  ];
  runtime.kernel.listeners = listenersOf(subscriptions);
  const outbox = createOutbox(runtime, subscriptions);
  const realtime = createRealtime({
    runtime,
    bus,
    authenticate: wired.authenticate,
    customersOf: authenticateCustomers,
  });
  const app = await createHttpServer({
    runtime,
    handlers: collectHandlers(...wired.handlers),
    authenticate: wired.authenticate,
    log: runtime.log,
  });
  realtime.register(app);
  await serveWeb(app, runtime, 'test', wired.webPorts);
  await app.listen({ host: '127.0.0.1', port: 0 });
  await harness.asSystem(ensurePresetRoles);
  const roleIds = await rolesByPreset(runtime.database);
  const channel = createTestChannel();
  if (!options.database) await harness.asSystem(channel.configure);

  async function send<Body>(method: string, url: string, request: Request = {}): Promise<Reply<Body>> {
    const response = await app.inject({
      method: method as 'GET',
      url,
      remoteAddress: request.address ?? freshAddress(),
      headers: {
        'accept-language': 'en',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...bodyOf(request.body),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      body: parsed(response.headers['content-type'], response.body) as Reply<Body>['body'],
      cookies: Object.fromEntries(response.cookies.map((cookie) => [cookie.name, cookie.value])),
    };
  }
  const call: Caller = (key, request = {}) =>
    send<AnswerOf<typeof key>>(key.split(' ')[0] ?? 'GET', pathOf(key, request.params, request.query), request);
  const callerWith =
    (headers: Record<string, string>): Caller =>
    (key, request = {}) =>
      call(key, { ...request, headers: { ...headers, ...request.headers } });

  let drained: Promise<void> = Promise.resolve();
  /** One caller after the other, as a server has one dispatcher. */
  function drain(): Promise<void> {
    const mine = drained.then(async () => {
      while ((await outbox.drain()) > 0);
    });
    drained = mine.catch(() => {});
    return mine;
  }

  /** Registers or signs in by SMS as the mini-program does, with a bearer token. */
  async function customer(phone = `13${String(randomInt(1e9)).padStart(9, '0')}`): Promise<Person & { phone: string }> {
    await call('POST /auth/sms-codes', { body: { phone } });
    await drain();
    const body = { phone, code: codes.get(phone), consent: { noticeVersion }, transport: 'token' };
    const answer = await call('POST /auth/phone', { body });
    await drain();
    const { token, customerId } = answer.body;
    if (token === null) throw new Error(answer.text);
    return { id: customerId, token, phone, call: callerWith({ authorization: `Bearer ${token}` }) };
  }

  /** A staff member with one preset role, signed in over the real route; the session is a cookie. */
  async function staff(preset: PresetRole, scope: Scope = { kind: 'all', ids: [] }) {
    const loginName = `p${randomInt(1e9)}`;
    const password = `right-horse-${randomInt(1e6)}`;
    const input = { loginName, name: `人员${loginName}`, phone: null, roleIds: [roleIds.get(preset) ?? ''], scope };
    const make = { ...input, lastingPassword: password };
    const { id } = await harness.asSystem((ctx) => createStaff(ctx, wired.identityPorts, make));
    const answer = await call('POST /staff/auth/sign-in', { body: { loginName, password } });
    const token = answer.cookies.lk_staff ?? '';
    return { id, loginName, password, token, call: callerWith({ cookie: `lk_staff=${token}` }) };
  }

  /** A platform administrator who has proven a second factor, as changing people demands. */
  async function administrator() {
    const person = await staff('platform_administrator');
    const { body } = await person.call('POST /staff/me/totp', { body: { password: person.password } });
    const epoch = Math.floor(clock.now().getTime() / 1000);
    await person.call('POST /staff/me/totp/confirm', {
      body: { totp: await generate({ secret: body.secret, epoch }) },
    });
    return person;
  }

  async function shop(): Promise<Shop> {
    const made = await makeStoreWithDoor({ ...harness, drain });
    await harness.asSystem((ctx) => recordPresence(ctx, { code: made.door.code, online: true }));
    return made;
  }

  let sequence = 0;
  const doorSays = (at: Shop, name: string, data: Record<string, string | number | null>) =>
    harness.asSystem((ctx) =>
      recordEvent(ctx, {
        code: at.door.code,
        event: { v: 1, id: newId(), seq: ++sequence, name, data, at: clock.now().toISOString() },
      }),
    );

  return {
    ...harness,
    drain,
    database,
    app,
    routes,
    codes,
    channel,
    identityPorts: wired.identityPorts,
    call,
    send,
    customer,
    staff,
    administrator,
    shop,
    callerWith,
    sockets: realtime.count,
    /** What runs in the background; a test starts it. */
    jobs: wired.jobs,
    sweeps: wired.sweeps,
    port: (app.server.address() as AddressInfo).port,
    /** The door does what it was told: opens, and closes behind the person. */
    async passDoor(at: Shop): Promise<void> {
      const [command] = await pendingCommands(harness.read(systemActor('test')), at.door.deviceId);
      if (!command) throw new Error('no command waits at the door');
      const answer = { v: 1 as const, id: command.id, outcome: 'done' as const, at: clock.now().toISOString() };
      await harness.asSystem((ctx) => recordAnswer(ctx, { code: at.door.code, answer }));
      await doorSays(at, 'door.opened', { reason: String(command.args.reason), commandId: command.id });
      await doorSays(at, 'door.closed', { openMs: 900 });
      await drain();
    },
    /** The channel tells that an attempt was paid, truly or by forgery. */
    async notifyPaid(paymentId: string, amount: number, forged = {}): Promise<Reply> {
      const notice = channel.paidNotice(paymentId, amount, clock.now(), forged);
      const answer = await call('POST /channels/wechat/:account/payments', {
        params: { account: channel.code },
        ...notice,
      });
      await drain();
      return answer;
    },
    async close(): Promise<void> {
      realtime.stop();
      await app.close();
      await harness.close();
      if (!options.database) await database.drop();
    },
  };
}
export type TestProduct = Awaited<ReturnType<typeof createTestProduct>>;
