import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FaultRule, LAB_KEY_HEADER, type Paylab, type PaylabOptions, startPaylab } from '../src/index.ts';

/** A paylab with its own data folder, and the lab API as calls. */
export interface TestLab extends AsyncDisposable {
  paylab: Paylab;
  dataDirectory: string;
  lab(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<unknown>;
  setFaults(...rules: Partial<FaultRule>[]): Promise<void>;
  /** Starts the emulator anew on the same books. */
  restart(): Promise<void>;
}

export async function startTestLab(options: Omit<PaylabOptions, 'dataDirectory'> = {}): Promise<TestLab> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'paylab-'));
  let paylab = await startPaylab({ dataDirectory, speed: 1000, refundDelayMs: 20, ...options });
  const lab = async (method: string, path: string, body?: object): Promise<unknown> => {
    const headers: Record<string, string> = { [LAB_KEY_HEADER]: paylab.credentials().labKey };
    if (body) headers['content-type'] = 'application/json';
    const response = await fetch(`${paylab.url}/_lab${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    get paylab() {
      return paylab;
    },
    dataDirectory,
    lab,
    async setFaults(...rules) {
      await lab('PUT', '/faults', { rules });
    },
    async restart() {
      const { port } = paylab;
      await paylab.close();
      paylab = await startPaylab({ dataDirectory, speed: 1000, refundDelayMs: 20, ...options, port });
    },
    async [Symbol.asyncDispose]() {
      await paylab.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

export interface ReceivedCallback {
  headers: IncomingHttpHeaders;
  rawBody: Buffer;
}

/** A merchant's callback address that keeps what it gets; answers with `status()`. */
export interface CallbackReceiver extends AsyncDisposable {
  url: string;
  received: readonly ReceivedCallback[];
  /** Resolves when that many have arrived in all. */
  arrived(count: number): Promise<void>;
  answerWith(status: number): void;
}

export async function startCallbackReceiver(): Promise<CallbackReceiver> {
  const received: ReceivedCallback[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers, rawBody: Buffer.concat(parts) });
      response.writeHead(status).end();
      for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve();
    });
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/callback`,
    received,
    arrived(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count, resolve });
      if (received.length >= count) resolve();
      return promise;
    },
    answerWith(next) {
      status = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}
