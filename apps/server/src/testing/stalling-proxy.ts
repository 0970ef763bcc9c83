import { createConnection, createServer, type Socket } from 'node:net';

export interface StallingProxy {
  port: number;
  /** Bytes stop flowing in both directions while the connections stay open, as in a dead mobile network. */
  stall(): void;
  /** What was held back flows on. */
  resume(): void;
  /** Every connection breaks, and new ones find nobody, as when the program behind has died. */
  cut(): void;
  /** New connections are served again. */
  mend(): void;
  close(): Promise<void>;
}

/** A TCP proxy in front of a broker or a database. */
export async function startStallingProxy(target: { host: string; port: number }): Promise<StallingProxy> {
  const sockets = new Set<Socket>();
  let broken = false;
  const pipe = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (chunk) => to.write(chunk));
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    from.on('error', () => undefined);
  };
  const server = createServer({ noDelay: true }, (client) => {
    if (broken) return void client.destroy();
    const upstream = createConnection({ ...target, noDelay: true });
    pipe(client, upstream);
    pipe(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the proxy has no address');
  return {
    port: address.port,
    stall() {
      for (const socket of sockets) socket.pause();
    },
    resume() {
      for (const socket of sockets) socket.resume();
    },
    cut() {
      broken = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      broken = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
