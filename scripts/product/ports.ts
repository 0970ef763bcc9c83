// Ports of the loopback address (or another one of this machine).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Listens once and lets go: answers the port, or throws when the wished one is taken. 0 asks for any free one. */
export async function probePort(port: number, host = '127.0.0.1'): Promise<number> {
  return await new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : port));
    });
  });
}

function connects(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

/** Settles when something listens on the port. */
export function listensOn(port: number): () => Promise<void> {
  return async () => {
    while (!(await connects(port))) await delay(50);
  };
}

/** A port that is chosen once and kept in the data folder, for those who were told of it. */
export async function keptPort(data: string, name: string): Promise<number> {
  const file = join(data, name);
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
  const port = await probePort(0);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(file, String(port));
  return port;
}
