// The whole product behind its real HTTP routes and websocket, over a test database and without a broker.
import type { AddressInfo } from 'node:net';
import { type RouteKey, routes } from '@latchkey/contract';
import type { FastifyInstance } from 'fastify';
import { collectHandlers } from '../kernel/http.ts';
import { createHttpServer } from '../kernel/http-server.ts';
import { connectMqttBus } from '../kernel/mqtt.ts';
import { createRealtime } from '../kernel/realtime.ts';
import { authenticateCustomers } from '../modules/identity/index.ts';
import { wireProduct } from '../wiring.ts';
import type { People } from './people.ts';

export interface Call {
  /** Cookies by name. */
  cookies?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Each address has its own rate limits. */
  address?: string;
  params?: Record<string, string>;
}

export interface Answer {
  status: number;
  /** The parsed body. */
  body: Record<string, unknown> & { error?: { code: string; message: string; data: Record<string, unknown> } };
  cookies: Record<string, string>;
}

/** Fills the named parameters of a route's path. */
function addressOf(key: RouteKey, params: Record<string, string>): string {
  const path = key.split(' ')[1] ?? '/';
  return `/api/v1${path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '00000000-0000-4000-8000-000000000000')}`;
}

export async function createTestHttp(people: People) {
  const { runtime, bus } = people;
  // Nothing listens there: doors stay offline, everything else works.
  const mqtt = connectMqttBus({ url: 'mqtt://127.0.0.1:1', password: '' });
  const product = wireProduct({ runtime, mqtt });
  const realtime = createRealtime({
    runtime,
    bus,
    authenticate: product.authenticate,
    customersOf: authenticateCustomers,
  });
  const app: FastifyInstance = await createHttpServer({
    runtime,
    handlers: collectHandlers(...product.handlers),
    authenticate: product.authenticate,
    log: runtime.log,
  });
  realtime.register(app);
  await app.listen({ host: '127.0.0.1', port: 0 });

  async function call(key: RouteKey, given: Call = {}): Promise<Answer> {
    const response = await app.inject({
      method: (key.split(' ')[0] ?? 'GET') as 'GET',
      url: addressOf(key, given.params ?? {}),
      remoteAddress: given.address ?? '127.0.0.1',
      headers: { 'accept-language': 'en', ...given.headers },
      cookies: given.cookies ?? {},
      ...(given.body === undefined ? {} : { payload: given.body as object }),
    });
    return {
      status: response.statusCode,
      body: response.body === '' ? {} : response.json(),
      cookies: Object.fromEntries(response.cookies.map((cookie) => [cookie.name, cookie.value])),
    };
  }

  return {
    app,
    call,
    routes,
    port: (app.server.address() as AddressInfo).port,
    async close() {
      realtime.stop();
      await app.close();
      await mqtt.close();
    },
  };
}
export type TestHttp = Awaited<ReturnType<typeof createTestHttp>>;
