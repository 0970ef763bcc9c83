import {
  type RealtimeEventName,
  type RealtimeFromServer,
  realtimeEventName,
  realtimeFromClient,
  storeNewsReaders,
} from '@latchkey/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Actor } from './actor.ts';
import type { Bus } from './bus.ts';
import type { Runtime } from './context.ts';
import type { Db } from './db.ts';
import { type Authenticate, checkOrigin, cookieName } from './http-server.ts';
import type { NewsItem } from './news.ts';

interface Connection {
  socket: WebSocket;
  actor: Actor;
  token: string;
  audience: 'customer' | 'staff';
  /** Topics as the client named them, by the topic that news carry. */
  topics: Map<string, string>;
  alive: boolean;
  /** What the client has said since the last ping. */
  said: number;
}

export interface RealtimeOptions {
  runtime: Runtime;
  bus: Bus;
  authenticate: Authenticate;
  /** The customers behind session tokens that are valid now, by token. */
  customersOf(db: Db, tokens: readonly string[], now: Date): Promise<Map<string, Actor>>;
}

/** More tabs than anybody has open, and more stores than any board shows: beyond that somebody wears the server down. */
const SOCKETS_OF_SESSION = 30;
const TOPICS_OF_SOCKET = 2_000;
const CONNECTS_PER_MINUTE = 300;
const MESSAGES_BETWEEN_PINGS = 200;

/** The own news always; a store's by permission (IDN-7). */
function mayHear(actor: Actor, topic: string, name: RealtimeEventName): boolean {
  if (!topic.startsWith('store:')) return true;
  return actor.kind === 'staff' && storeNewsReaders[name].some((permission) => actor.permissions.has(permission));
}

/** The topic that news carry, or null when the caller may not listen to it. `store:` topics honour the data scope. */
function authorisedTopic(actor: Actor, topic: string): string | null {
  if (topic === 'me')
    return actor.kind === 'customer' ? `me:${actor.id}` : actor.kind === 'staff' ? `staff:${actor.id}` : null;
  if (actor.kind !== 'staff' || actor.mustChangePassword) return null;
  if (!realtimeEventName.options.some((name) => mayHear(actor, topic, name))) return null;
  const storeId = topic.slice('store:'.length);
  return actor.storeIds === null || actor.storeIds.includes(storeId) ? topic : null;
}

/** Who listens to what: most news are for few of many. */
function createHearers() {
  const byTopic = new Map<string, Set<Connection>>();
  return {
    hear(connection: Connection, internal: string, topic: string): void {
      connection.topics.set(internal, topic);
      const known = byTopic.get(internal);
      if (known) known.add(connection);
      else byTopic.set(internal, new Set([connection]));
    },
    unhear(connection: Connection, internal: string): void {
      connection.topics.delete(internal);
      const left = byTopic.get(internal);
      left?.delete(connection);
      if (left?.size === 0) byTopic.delete(internal);
    },
    hearersOf: (topic: string): Iterable<Connection> => byTopic.get(topic) ?? [],
  };
}

/**
 * The websocket at `/ws`. Authorised by session and by topic; the session is looked at again every 1.5 s, so that a frozen
 * account's socket ends within 2 s whatever news were lost (IDN-10).
 */
export function createRealtime(options: RealtimeOptions) {
  const { runtime, bus, authenticate, customersOf } = options;
  const connections = new Set<Connection>();
  const { hear, unhear, hearersOf } = createHearers();
  const send = (connection: Connection, message: RealtimeFromServer) => {
    if (connection.socket.readyState === connection.socket.OPEN && connection.socket.bufferedAmount < 1_000_000)
      connection.socket.send(JSON.stringify(message));
  };
  const now = () => runtime.kernel.clock.now().toISOString();

  bus.onNews((item: NewsItem) => {
    if (item.name === 'session.ended') {
      for (const sockets of sessions())
        if (sockets.some(({ actor }) => authorisedTopic(actor, 'me') === item.topic)) void check(sockets);
      return;
    }
    for (const connection of hearersOf(item.topic)) {
      const topic = connection.topics.get(item.topic);
      if (topic !== undefined && mayHear(connection.actor, topic, item.name))
        send(connection, { type: 'event', topic, name: item.name, data: item.data, at: item.at });
    }
  });

  function receive(connection: Connection, text: string): void {
    if (++connection.said > MESSAGES_BETWEEN_PINGS) {
      connection.socket.close(4429, 'too_many_messages');
      return;
    }
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      message = null;
    }
    const parsed = realtimeFromClient.safeParse(message);
    if (!parsed.success) {
      send(connection, { type: 'error', code: 'invalid_input' });
      return;
    }
    if (parsed.data.type === 'ping') {
      send(connection, { type: 'pong', at: now() });
      return;
    }
    const refused: string[] = [];
    for (const topic of parsed.data.topics) {
      const internal = authorisedTopic(connection.actor, topic);
      const full = parsed.data.type === 'subscribe' && connection.topics.size >= TOPICS_OF_SOCKET;
      if (internal === null || full) refused.push(topic);
      else if (parsed.data.type === 'subscribe') hear(connection, internal, topic);
      else unhear(connection, internal);
    }
    send(connection, { type: 'subscribed', topics: [...connection.topics.values()], refused });
  }

  async function open(socket: WebSocket, request: FastifyRequest): Promise<void> {
    const early: string[] = [];
    const keep = (data: unknown) => void (early.length < 20 && early.push(String(data)));
    socket.on('message', keep);
    const { config } = runtime.kernel;
    const wanted = (request.query as { as?: string }).as === 'staff' ? 'staff' : 'customer';
    const header = request.headers.authorization;
    const bearer = header?.startsWith('Bearer ') ? header.slice(7) : null;
    const token = bearer ?? request.cookies[cookieName[wanted]];
    try {
      // Not by the header's mere presence: a foreign page can have a browser send `Basic` beside our cookie.
      if (bearer === null) checkOrigin(request, [config.publicUrl, ...config.trustedOrigins]);
    } catch {
      return socket.close(4403, 'cross_site');
    }
    const actor = token ? await authenticate(runtime.database, token, wanted, runtime.kernel.clock.now()) : null;
    if (!actor || !token) return socket.close(4401, 'unauthenticated');
    // Gone meanwhile: its `close` has been, and nothing would ever take the connection off the list again.
    if (socket.readyState !== socket.OPEN) return;
    const twins = [...connections].filter((other) => other.token === token);
    if (twins.length >= SOCKETS_OF_SESSION) return socket.close(4429, 'too_many_sockets');
    const connection: Connection = { socket, actor, token, audience: wanted, topics: new Map(), alive: true, said: 0 };
    connections.add(connection);
    socket.off('message', keep);
    socket.on('message', (data) => receive(connection, String(data)));
    socket.on('pong', () => {
      connection.alive = true;
    });
    socket.on('close', () => {
      connections.delete(connection);
      for (const internal of [...connection.topics.keys()]) unhear(connection, internal);
    });
    socket.on('error', () => socket.terminate());
    send(connection, { type: 'hello', at: now() });
    for (const text of early) receive(connection, text);
  }

  function apply(sockets: readonly Connection[], actor: Actor | null): void {
    for (const connection of sockets) {
      if (actor) renew(connection, actor);
      else end(connection);
    }
  }

  async function revalidate(sockets: readonly Connection[]): Promise<void> {
    const [first] = sockets;
    if (!first) return;
    const { token, audience } = first;
    apply(sockets, await authenticate(runtime.database, token, audience, runtime.kernel.clock.now()));
  }

  /** Customers are many: they are looked up by the thousand. */
  async function revalidateCustomers(all: readonly (readonly Connection[])[]): Promise<void> {
    for (let from = 0; from < all.length; from += 1_000) {
      const some = all.slice(from, from + 1_000);
      const tokens = some.map((sockets) => sockets[0]?.token ?? '');
      const found = await customersOf(runtime.database, tokens, runtime.kernel.clock.now());
      for (const [index, sockets] of some.entries()) apply(sockets, found.get(tokens[index] ?? '') ?? null);
    }
  }

  function renew(connection: Connection, actor: Actor): void {
    connection.actor = actor;
    // Whose session it is may have changed: accounts merge. Their news come by the surviving one's topic.
    for (const [internal, topic] of [...connection.topics]) {
      const allowed = authorisedTopic(actor, topic);
      if (allowed === internal) continue;
      unhear(connection, internal);
      if (allowed !== null) hear(connection, allowed, topic);
    }
  }

  function end(connection: Connection): void {
    const id = 'id' in connection.actor ? connection.actor.id : '';
    send(connection, { type: 'event', topic: 'me', name: 'session.ended', data: { id }, at: now() });
    connection.socket.close(4401, 'session_ended');
  }

  const sessions = () => [...Map.groupBy(connections, ({ audience, token }) => `${audience}:${token}`).values()];
  const unchecked = (error: unknown) => runtime.log.warn({ err: error }, 'a socket could not be checked');
  const check = (sockets: readonly Connection[]) => revalidate(sockets).catch(unchecked);

  let checking = false;
  const checks = setInterval(() => {
    if (checking) return;
    checking = true;
    // One look per session, however many tabs it has open.
    const all = sessions();
    const customers = all.filter(([first]) => first?.audience === 'customer');
    const staff = all.filter(([first]) => first?.audience === 'staff');
    Promise.all([revalidateCustomers(customers).catch(unchecked), ...staff.map(check)]).finally(() => {
      checking = false;
    });
  }, 1500);
  const pings = setInterval(() => {
    for (const connection of connections) {
      if (!connection.alive) connection.socket.terminate();
      connection.alive = false;
      connection.said = 0;
      connection.socket.ping();
      send(connection, { type: 'pong', at: now() });
    }
  }, 10_000);

  return {
    register(app: FastifyInstance): void {
      const rateLimit = { max: CONNECTS_PER_MINUTE, timeWindow: 60_000 };
      app.get('/ws', { websocket: true, config: { rateLimit } }, (given, request) => {
        const socket = given as unknown as WebSocket;
        open(socket, request).catch((error) => {
          runtime.log.warn({ err: error }, 'a socket could not be opened');
          socket.close(1011, 'unavailable');
        });
      });
    },
    count: () => connections.size,
    stop() {
      clearInterval(checks);
      clearInterval(pings);
      for (const connection of connections) connection.socket.close(1012, 'restarting');
    },
  };
}
