import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import {
  DEVICE_CODE,
  MAX_PAYLOAD_BYTES,
  mayDevicePublish,
  mayDeviceSubscribe,
  parseUplinkTopic,
} from '@latchkey/device-kit';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import { OFFENCES_TOPIC, REVOKED_TOPIC, revokedMessage, SERVER_USER } from '../kernel/broker-terms.ts';
import type { DeviceDirectory } from './directory.ts';
import { createFrameLimit } from './frame-limit.ts';
import { createOffenceBook, type Offence, type OffenceBook } from './offences.ts';
import { keepRetainedByDevice } from './retained.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Room in a packet beside the payload: topic and header. */
const DEVICE_FRAME_BYTES = MAX_PAYLOAD_BYTES + 256;
const SERVER_FRAME_BYTES = 1024 * 1024;

export interface BrokerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  serverPassword: string;
  directory: DeviceDirectory;
  /** Messages a device may send in a second in the long run, and at once. */
  messagesPerSecond?: number;
  burst?: number;
  /** Milliseconds a device stays shut out after a flood. */
  quarantineMs?: number;
  /** Milliseconds between checks that the connected devices are still allowed. */
  sweepMs?: number;
}

export interface Broker {
  port: number;
  url: string;
  connected(): number;
  close(): Promise<void>;
}

interface Peer {
  server: boolean;
  bucket: TokenBucket;
}

interface State {
  options: BrokerOptions;
  aedes: Aedes;
  book: OffenceBook;
  peers: WeakMap<object, Peer>;
  devices: Map<string, Client>;
  quarantined: Map<string, number>;
}

/** Starts the embedded broker. It forgets sessions when it stops, which the protocol allows for. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const aedes = await Aedes.createBroker({
    concurrency: 200,
    queueLimit: 100,
    maxClientsIdLength: 64,
    connectTimeout: 10_000,
    drainTimeout: 15_000,
    keepaliveLimit: 300,
    maxTopicLevels: 8,
  });
  keepRetainedByDevice(aedes);
  const state: State = {
    options,
    aedes,
    book: createOffenceBook(),
    peers: new WeakMap(),
    devices: new Map(),
    quarantined: new Map(),
  };
  guardConnections(state);
  guardTopics(state);
  const server = createServer({ noDelay: true }, (socket) => acceptSocket(state, socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port, backlog: 4_096 }, resolve);
  });
  const timers = [
    setInterval(() => flushOffences(state), 1_000),
    setInterval(() => void sweep(state, [...state.devices.keys()]), options.sweepMs ?? 15_000),
  ];
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    port,
    url: `mqtt://${options.host}:${port}`,
    connected: () => aedes.connectedClients,
    async close() {
      for (const timer of timers) clearInterval(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await closed;
    },
  };
}

function acceptSocket(state: State, socket: Socket): void {
  const client = state.aedes.handle(socket);
  const limit = () => (state.peers.get(client)?.server ? SERVER_FRAME_BYTES : DEVICE_FRAME_BYTES);
  const admits = createFrameLimit(limit);
  const read = socket.read.bind(socket);
  socket.read = (size?: number) => {
    const chunk = read(size) as Buffer | null;
    if (chunk === null || admits(chunk)) return chunk;
    if (client.id) state.book.count(client.id, 'oversized');
    socket.destroy();
    return null;
  };
}

function guardConnections(state: State): void {
  const { aedes, devices } = state;
  aedes.preConnect = (_client, packet, done) => {
    const will = packet.will?.topic;
    if (will === undefined || packet.username === SERVER_USER) return done(null, true);
    const allowed = mayPublish(String(packet.username), { topic: will, retain: packet.will?.retain ?? false });
    done(allowed ? null : new Error('foreign will'), allowed);
  };
  aedes.authenticate = (client, username, password, done) => {
    admit(state, client, username ?? '', password ?? Buffer.alloc(0)).then(
      (refusal) => (refusal === null ? done(null, true) : done(refusal, false)),
      () => done(refuse('directory unavailable', 3), false),
    );
  };
  aedes.on('client', (client) => {
    if (state.peers.get(client)?.server === false) devices.set(client.id, client);
  });
  aedes.on('clientDisconnect', (client) => {
    if (devices.get(client.id) === client) devices.delete(client.id);
  });
  aedes.on('clientError', () => undefined);
  aedes.on('connectionError', () => undefined);
  aedes.subscribe(
    REVOKED_TOPIC,
    (packet, done) => {
      for (const code of revokedCodes(packet.payload.toString())) state.devices.get(code)?.close();
      done();
    },
    () => undefined,
  );
}

async function admit(
  state: State,
  client: Client,
  username: string,
  password: Readonly<Buffer>,
): Promise<AuthenticateError | null> {
  const { options, book, peers, quarantined } = state;
  const bucket = createTokenBucket(options.messagesPerSecond ?? 50, options.burst ?? 200, Date.now());
  if (username === SERVER_USER && client.id.startsWith(SERVER_USER)) {
    if (!sameSecret(password, options.serverPassword)) return refuse('wrong secret', 4);
    peers.set(client, { server: true, bucket });
    return null;
  }
  if (username !== client.id || !DEVICE_CODE.test(username)) return refuse('client id is not the device code', 2);
  const until = quarantined.get(username) ?? 0;
  if (until > Date.now()) return refuse('quarantined', 5);
  quarantined.delete(username);
  const verdict = await options.directory.verify(username, createHash('sha256').update(password).digest());
  if (verdict !== 'ok') {
    book.count(username, verdict);
    return refuse('bad user name or password', 4);
  }
  peers.set(client, { server: false, bucket });
  return null;
}

function guardTopics(state: State): void {
  const { aedes, peers } = state;
  aedes.authorizePublish = (client, packet, done) => {
    const peer = client ? peers.get(client) : undefined;
    if (!client || peer?.server) return done(null);
    const offence = offenceOf(client, packet, peer);
    if (offence === null) return done(null);
    punish(state, client, offence);
    done(new Error(offence));
  };
  aedes.authorizeSubscribe = (client, subscription, done) => {
    if (peers.get(client)?.server || mayDeviceSubscribe(client.id, subscription.topic)) return done(null, subscription);
    state.book.count(client.id, 'foreign_topic');
    done(null, null);
  };
}

function offenceOf(client: Client, packet: PublishPacket, peer: Peer | undefined): Offence | null {
  if (packet.payload.length > MAX_PAYLOAD_BYTES) return 'oversized';
  if (!mayPublish(client.id, packet)) return 'foreign_topic';
  const closing = client.closed; // the broker's own publishing of the last will
  return closing || peer?.bucket.take(Date.now()) ? null : 'flood';
}

/** A device may use its four uplinks; only its state and presence may be retained, so it cannot fill the broker. */
function mayPublish(code: string, packet: { topic: string; retain: boolean }): boolean {
  if (!mayDevicePublish(code, packet.topic)) return false;
  const uplink = parseUplinkTopic(packet.topic);
  if (uplink === null) return false;
  return !packet.retain || uplink.name === 'state' || uplink.name === 'online';
}

function punish(state: State, client: Client, offence: Offence): void {
  state.book.count(client.id, offence);
  if (offence === 'flood') state.quarantined.set(client.id, Date.now() + (state.options.quarantineMs ?? 10_000));
}

async function sweep(state: State, codes: readonly string[]): Promise<void> {
  const connected = codes.filter((code) => state.devices.has(code));
  if (connected.length === 0) return;
  try {
    const allowed = await state.options.directory.stillAllowed(connected);
    for (const code of connected) if (!allowed.has(code)) state.devices.get(code)?.close();
  } catch {
    // the database is away: devices stay, the next sweep checks again
  }
}

function flushOffences(state: State): void {
  const offences = state.book.drain();
  if (offences.length === 0) return;
  const payload = Buffer.from(JSON.stringify({ offences: offences.slice(0, 1_000) }));
  state.aedes.publish(
    { cmd: 'publish', topic: OFFENCES_TOPIC, payload, qos: 0, dup: false, retain: false },
    () => undefined,
  );
}

function revokedCodes(text: string): string[] {
  try {
    return revokedMessage.parse(JSON.parse(text)).codes;
  } catch {
    return [];
  }
}

function refuse(message: string, returnCode: number): AuthenticateError {
  return Object.assign(new Error(message), { returnCode }) as AuthenticateError;
}

function sameSecret(presented: Readonly<Buffer>, expected: string): boolean {
  const hash = (value: Readonly<Buffer> | string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(hash(presented), hash(expected));
}
