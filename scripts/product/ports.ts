// Ports of the loopback address (or another one of this machine).
import { connect, createServer } from 'node:net';
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
