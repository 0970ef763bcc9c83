import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downlinkTopic, onlinePayload, parsePayload, parseUplinkTopic } from '@latchkey/device-kit';
import { mosquittoHash, REVOKED_TOPIC } from '../kernel/broker-terms.ts';
import { connectMqttBus, type MqttBus } from '../kernel/mqtt.ts';
import type { DeviceDirectory } from './directory.ts';
import { startBroker } from './embedded.ts';
import { mosquittoConfig, mosquittoFiles } from './mosquitto-files.ts';

/** A real broker for tests: the embedded one, or Debian's Mosquitto with TEST_BROKER=mosquitto. */
export interface TestBroker {
  kind: 'embedded' | 'mosquitto';
  /** Where devices connect. */
  url: string;
  serverUrl: string;
  serverPassword: string;
  /** Opens a server's connection; closed together with the broker. */
  server(): Promise<MqttBus>;
  allow(code: string, secret: string): Promise<void>;
  revoke(code: string): Promise<void>;
  /** The broker dies and comes back at the same address, having forgotten everything. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface Running {
  kind: TestBroker['kind'];
  url: string;
  serverUrl: string;
  allow(code: string, secret: string): Promise<void>;
  revoke(code: string): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

const SERVER_PASSWORD = 'server-password-for-tests';

export async function startTestBroker(): Promise<TestBroker> {
  const running = process.env.TEST_BROKER === 'mosquitto' ? await startMosquitto() : await startEmbedded();
  const buses: MqttBus[] = [];
  const server = async () => {
    const bus = connectMqttBus({ url: running.serverUrl, password: SERVER_PASSWORD });
    buses.push(bus);
    await bus.ready(5_000);
    return bus;
  };
  return {
    ...running,
    serverPassword: SERVER_PASSWORD,
    server,
    async revoke(code) {
      await running.revoke(code);
      const bus = await server();
      await bus.publish(REVOKED_TOPIC, { codes: [code] });
    },
    async close() {
      for (const bus of buses) await bus.close();
      await running.close();
    },
  };
}

/** Answers heartbeats as the product's gateway does; a device that was never told the time runs no command. */
export function tellTime(server: MqttBus): void {
  server.subscribe('d/+/up/online', (topic, payload) => {
    const message = parsePayload(onlinePayload, payload);
    const code = parseUplinkTopic(topic)?.code;
    if (!message.ok || code === undefined || message.value.beat === undefined) return;
    const answer = { v: 1, beat: message.value.beat, at: new Date().toISOString() };
    server.publish(downlinkTopic(code, 'time'), answer, { qos: 0 }).catch(() => undefined);
  });
}

async function startEmbedded(): Promise<Running> {
  const secrets = new Map<string, Buffer>();
  const directory: DeviceDirectory = {
    verify: async (code, sha256) => {
      const known = secrets.get(code);
      if (!known) return 'unknown_device';
      return known.equals(sha256) ? 'ok' : 'wrong_secret';
    },
    stillAllowed: async (codes) => new Set(codes.filter((code) => secrets.has(code))),
    close: async () => undefined,
  };
  const start = (port: number) => startBroker({ host: '127.0.0.1', port, serverPassword: SERVER_PASSWORD, directory });
  let broker = await start(0);
  return {
    kind: 'embedded',
    url: broker.url,
    serverUrl: broker.url,
    allow: async (code, secret) => {
      secrets.set(code, createHash('sha256').update(secret).digest());
    },
    revoke: async (code) => {
      secrets.delete(code);
    },
    async restart() {
      await broker.close();
      broker = await start(broker.port);
    },
    close: () => broker.close(),
  };
}

async function startMosquitto(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'mosquitto-'));
  await chmod(folder, 0o755);
  const [devicePort, serverPort] = [await freePort(), await freePort()];
  const accounts = new Map<string, string>();
  const write = async () => {
    const list = [...accounts].map(([code, passwordHash]) => ({ code, passwordHash }));
    const files = mosquittoFiles(list, SERVER_PASSWORD);
    await writeFile(join(folder, 'passwords'), files.passwords, { mode: 0o644 });
    await writeFile(join(folder, 'acl'), files.acl, { mode: 0o644 });
  };
  await write();
  const config = join(folder, 'mosquitto.conf');
  const host = '127.0.0.1';
  await writeFile(config, mosquittoConfig({ host, devicePort, serverPort, folder }));
  const start = async () => {
    const child = spawn('mosquitto', ['-v', '-c', config], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    });
    const log = watchLog(child);
    await Promise.all([listening(devicePort), listening(serverPort)]);
    return { child, log };
  };
  const stop = async (signal: NodeJS.Signals) => {
    const ended = new Promise((resolve) => running.child.once('exit', resolve));
    running.child.kill(signal);
    await ended;
  };
  let running = await start();
  const reload = async () => {
    await write();
    const reloaded = running.log.next('Reloading config');
    running.child.kill('SIGHUP');
    await reloaded;
  };
  return {
    kind: 'mosquitto',
    url: `mqtt://${host}:${devicePort}`,
    serverUrl: `mqtt://${host}:${serverPort}`,
    allow: async (code, secret) => {
      accounts.set(code, mosquittoHash(secret));
      await reload();
    },
    revoke: async (code) => {
      accounts.delete(code);
      await reload();
    },
    async restart() {
      await stop('SIGKILL');
      running = await start();
    },
    async close() {
      await stop('SIGTERM');
      await rm(folder, { recursive: true });
    },
  };
}

function watchLog(child: ChildProcess): { next(text: string): Promise<void> } {
  const waiting = new Set<{ text: string; resolve: () => void }>();
  child.stderr?.on('data', (chunk: Buffer) => {
    const said = chunk.toString();
    for (const waiter of waiting) {
      if (!said.includes(waiter.text)) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
  });
  return { next: (text) => new Promise((resolve) => waiting.add({ text, resolve })) };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}

async function listening(port: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => setTimeout(() => resolve(false), 20));
    });
    if (open) return;
  }
  throw new Error(`nothing listens on ${port}`);
}
