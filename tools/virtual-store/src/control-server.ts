import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { act, storeAction } from './actions.ts';
import type { VirtualStore } from './virtual-store.ts';

const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const PAGE_FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
};

/**
 * The control API of the simulation, for people and tests on this machine:
 * `GET /api/stores`, `POST /api/stores/:id/actions` with one action as JSON, and a page with buttons at `/`.
 */
export async function startControlServer(port: number, stores: () => Map<string, VirtualStore>): Promise<Server> {
  const server = createServer((request, response) => {
    answer(request, response, stores()).catch(() => send(response, 500, { error: 'internal' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse, stores: Map<string, VirtualStore>) {
  if (!LOCAL.test(request.headers.host ?? '')) return send(response, 403, { error: 'local_only' });
  const path = new URL(request.url ?? '/', 'http://local').pathname;
  const page = PAGE_FILES[path];
  if (request.method === 'GET' && page) return sendPage(response, page);
  if (request.method === 'GET' && path === '/api/stores') {
    return send(response, 200, { stores: [...stores.values()].map((store) => store.state) });
  }
  const target = /^\/api\/stores\/([^/]+)\/actions$/.exec(path)?.[1];
  if (request.method !== 'POST' || target === undefined) return send(response, 404, { error: 'not_found' });
  const store = stores.get(decodeURIComponent(target));
  if (!store) return send(response, 404, { error: 'not_found' });
  if (!request.headers['content-type']?.startsWith('application/json'))
    return send(response, 415, { error: 'json_only' });
  const action = storeAction.safeParse(await readJson(request));
  if (!action.success) return send(response, 422, { error: 'bad_action' });
  const done = await act(store, action.data);
  return send(response, done ? 200 : 409, done ? { store: store.state } : { error: 'bolted', store: store.state });
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 4_096) return null;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return null;
  }
}

async function sendPage(response: ServerResponse, page: { file: string; type: string }): Promise<void> {
  const body = await readFile(new URL(`../page/${page.file}`, import.meta.url));
  response.writeHead(200, {
    'content-type': page.type,
    'content-security-policy': "default-src 'self'; img-src data:",
    'cache-control': 'no-cache',
  });
  response.end(body);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
