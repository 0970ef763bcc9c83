// Stands in front of the servers as a plain TCP load balancer does: no sticky sessions, no knowledge of HTTP.
import { connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

/** Spreads connections over the ports in turn; one that refuses is passed over. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;

  const join = (client: Socket, server: Socket): void => {
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
    client.pipe(server);
    server.pipe(client);
  };
  const forward = (client: Socket, tries: number): void => {
    if (client.destroyed) return;
    if (tries === 0) return void client.destroy();
    turn += 1;
    const server = connect({ host: '127.0.0.1', port: ports[turn % ports.length] ?? 0, noDelay: true });
    let joined = false;
    server.on('error', () => {
      if (!joined) forward(client, tries - 1);
    });
    server.once('connect', () => {
      joined = true;
      open.add(server);
      server.once('close', () => open.delete(server));
      join(client, server);
    });
  };
  const listener = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    open.add(client);
    client.once('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    forward(client, ports.length);
  });
  await new Promise<void>((done, fail) => {
    listener.once('error', fail);
    listener.listen(0, '127.0.0.1', done);
  });
  const address = listener.address();
  if (typeof address !== 'object' || !address) throw new Error('The balancer listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => listener.close(done));
    },
  };
}
