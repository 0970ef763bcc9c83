import { type RealtimeFromServer, realtimeFromClient } from '@latchkey/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { Actor } from './actor.ts';
import type { Bus } from './bus.ts';
import type { Runtime } from './context.ts';
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
}

/** The topic that news carry, or null when the caller may not listen to it. `store:` topics honour the data scope. */
function authorisedTopic(actor: Actor, topic: string): string | null {
  if (topic === 'me')
    return actor.kind === 'customer' ? `me:${actor.id}` : actor.kind === 'staff' ? `staff:${actor.id}` : null;
  if (actor.kind !== 'staff' || actor.mustChangePassword) return null;
  if (!actor.permissions.has('desk') && !actor.permissions.has('visits') && !actor.permissions.has('stores'))
    return null;
  const storeId = topic.slice('store:'.length);
  return actor.storeIds === null || actor.storeIds.includes(storeId) ? topic : null;
}

/**
 * The websocket at `/ws`. Authorised by session and by topic; the session is looked at again every 1.5 s, so that a frozen
 * account's socket ends within 2 s whatever news were lost (IDN-10).
 */
export function createRealtime(options: { runtime: Runtime; bus: Bus; authenticate: Authenticate }) {
  const { runtime, bus, authenticate } = options;
  const connections = new Set<Connection>();
  const send = (connection: Connection, message: RealtimeFromServer) => {
    if (connection.socket.readyState === connection.socket.OPEN && connection.socket.bufferedAmount < 1_000_000)
      connection.socket.send(JSON.stringify(message));
  };
  const now = () => runtime.kernel.clock.now().toISOString();

  bus.onNews((item: NewsItem) => {
    for (const connection of connections) {
      const topic = connection.topics.get(item.topic);
      if (topic !== undefined)
        send(connection, { type: 'event', topic, name: item.name, data: item.data, at: item.at });
    }
  });

  function receive(connection: Connection, text: string): void {
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
      if (internal === null) refused.push(topic);
      else if (parsed.data.type === 'subscribe') connection.topics.set(internal, topic);
      else connection.topics.delete(internal);
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
    const token = header?.startsWith('Bearer ') ? header.slice(7) : request.cookies[cookieName[wanted]];
    try {
      if (!header) checkOrigin(request, [config.publicUrl, ...config.trustedOrigins]);
    } catch {
      return socket.close(4403, 'cross_site');
    }
    const actor = token ? await authenticate(runtime.database, token, wanted, runtime.kernel.clock.now()) : null;
    if (!actor || !token) return socket.close(4401, 'unauthenticated');
    const connection: Connection = { socket, actor, token, audience: wanted, topics: new Map(), alive: true };
    connections.add(connection);
    socket.off('message', keep);
    socket.on('message', (data) => receive(connection, String(data)));
    socket.on('pong', () => {
      connection.alive = true;
    });
    socket.on('close', () => connections.delete(connection));
    socket.on('error', () => socket.terminate());
    send(connection, { type: 'hello', at: now() });
    for (const text of early) receive(connection, text);
  }

  async function revalidate(connection: Connection): Promise<void> {
    const actor = await authenticate(
      runtime.database,
      connection.token,
      connection.audience,
      runtime.kernel.clock.now(),
    );
    if (actor) {
      connection.actor = actor;
      for (const [internal, topic] of connection.topics)
        if (authorisedTopic(actor, topic) === null) connection.topics.delete(internal);
      return;
    }
    send(connection, {
      type: 'event',
      topic: 'me',
      name: 'session.ended',
      data: { id: 'id' in connection.actor ? connection.actor.id : '' },
      at: now(),
    });
    connection.socket.close(4401, 'session_ended');
  }

  let checking = false;
  const checks = setInterval(() => {
    if (checking) return;
    checking = true;
    // One look per session, however many tabs it has open.
    Promise.all(
      [...connections].map((connection) =>
        revalidate(connection).catch((error) => runtime.log.warn({ err: error }, 'a socket could not be checked')),
      ),
    ).finally(() => {
      checking = false;
    });
  }, 1500);
  const pings = setInterval(() => {
    for (const connection of connections) {
      if (!connection.alive) connection.socket.terminate();
      connection.alive = false;
      connection.socket.ping();
      send(connection, { type: 'pong', at: now() });
    }
  }, 10_000);

  return {
    register: (app: FastifyInstance) =>
      void app.get('/ws', { websocket: true }, (socket, request) => void open(socket as unknown as WebSocket, request)),
    count: () => connections.size,
    stop() {
      clearInterval(checks);
      clearInterval(pings);
      for (const connection of connections) connection.socket.close(1012, 'restarting');
    },
  };
}
