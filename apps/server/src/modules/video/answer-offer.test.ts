import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { withHeardSockets } from './answer-offer.ts';

const sockets: Socket[] = [];
const open = (): Socket => {
  const socket = createSocket('udp4');
  sockets.push(socket);
  return socket;
};
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

/** A port that is taken. */
async function taken(): Promise<number> {
  const socket = open();
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket.address().port;
}

describe('sockets that an answer opens', () => {
  it('[VID-1, PLT-8] one that cannot be bound ends the answer and not the process', async () => {
    const port = await taken();
    const work = withHeardSockets(async () => {
      const socket = open();
      socket.bind(port, '127.0.0.1');
      await new Promise((done) => socket.once('listening', done));
    });
    await expect(work).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('[VID-1] one whose error somebody awaits goes on, as in the search for a free port', async () => {
    const port = await taken();
    const found = await withHeardSockets(async () => {
      const socket = open();
      socket.bind(port, '127.0.0.1');
      const error = await new Promise<unknown>((done) => socket.once('error', done));
      return (error as { code: string }).code;
    });
    expect(found).toBe('EADDRINUSE');
  });

  it('[VID-1] an answer that never comes ends', async () => {
    await expect(withHeardSockets(() => new Promise(() => {}), 5)).rejects.toThrow('in time');
  });
});
