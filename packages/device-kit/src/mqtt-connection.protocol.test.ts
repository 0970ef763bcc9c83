import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectMqtt } from './mqtt-connection.ts';

const CONNACK = Buffer.from([0x20, 2, 0, 0]);
const CONNECT = 1;
const PUBLISH = 3;

let server: Server;
let port: number;
/** Bytes of each connection, and the socket of the newest. */
let connections: { bytes: Buffer; socket: Socket }[];
let heard: () => void;

/** A broker that lets everybody in and acknowledges nothing. */
beforeEach(async () => {
  connections = [];
  heard = () => undefined;
  server = createServer((socket) => {
    const connection = { bytes: Buffer.alloc(0), socket };
    connections.push(connection);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      if (connection.bytes.length === 0 && (chunk[0] ?? 0) >> 4 === CONNECT) socket.write(CONNACK);
      connection.bytes = Buffer.concat([connection.bytes, chunk]);
      heard();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterEach(async () => {
  for (const { socket } of connections) socket.destroy();
  await new Promise((done) => server.close(done));
});

/** Types of the packets that came on a connection; all are shorter than 128 bytes. */
function typesOn(connection: number): number[] {
  const bytes = connections[connection]?.bytes ?? Buffer.alloc(0);
  const types: number[] = [];
  for (let at = 0; at < bytes.length; at += 2 + (bytes[at + 1] ?? 0)) types.push((bytes[at] ?? 0) >> 4);
  return types;
}

const until = (holds: () => boolean) =>
  new Promise<void>((done) => {
    heard = () => {
      if (holds()) done();
    };
    heard();
  });

it('[DEV-3] a device’s new connection begins with nothing that the last one left unacknowledged', async () => {
  const who = { clientId: 'dc-one', username: 'dc-one', password: 'secret' };
  const client = connectMqtt({ url: `mqtt://127.0.0.1:${port}`, ...who, reconnectMs: 10, forgetful: true });
  await new Promise<void>((done) => client.once('connect', () => done()));
  for (let at = 0; at < 5; at += 1) client.publish('d/dc-one/up/evt', `{"at":${at}}`, { qos: 1 });
  await until(() => typesOn(0).filter((type) => type === PUBLISH).length === 5);
  const again = new Promise<void>((done) => client.once('connect', () => done()));
  connections[0]?.socket.destroy();
  await again;
  client.publish('d/dc-one/up/evt', '{"at":6}', { qos: 0 });
  await until(() => typesOn(1).includes(PUBLISH));
  expect(typesOn(1)).toEqual([CONNECT, PUBLISH]);
  expect(connections[1]?.bytes.toString()).toContain('{"at":6}');
  await client.endAsync(true);
});
