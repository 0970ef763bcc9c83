// A server for the mini-program's test: it answers as the contract says. Every answer is checked against the route's schema,
// so that the test cannot drift away from the real server.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RouteKey, routes } from '@latchkey/contract';

export interface Asked {
  key: string;
  body: unknown;
  headers: IncomingMessage['headers'];
}
export interface AnsweringServer {
  origin: string;
  asked: Asked[];
  close(): Promise<void>;
}
export type Answers = Partial<Record<RouteKey, (asked: Asked) => { status?: number; body: unknown }>>;

function keyOf(method: string, path: string, known: readonly string[]): RouteKey | null {
  const found = known.find((key) => {
    const [wantedMethod, template = ''] = key.split(' ');
    return wantedMethod === method && new RegExp(`^${template.replace(/:\w+/g, '[^/]+')}$`).test(path);
  });
  return (found as RouteKey | undefined) ?? null;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? null : JSON.parse(text);
}

export async function startAnsweringServer(answers: Answers): Promise<AnsweringServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname.replace(/^\/api\/v1/, '');
    const key = keyOf(request.method ?? 'GET', path, Object.keys(answers));
    const one: Asked = {
      key: key ?? `${request.method} ${path}`,
      body: await readBody(request),
      headers: request.headers,
    };
    asked.push(one);
    const answer = key ? answers[key]?.(one) : undefined;
    const { status = 200, body } = answer ?? { status: 404, body: refusal('not_found') };
    if (key && status === 200) routes[key].response.parse(body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

export function refusal(code: string) {
  return { error: { code, message: code, data: {}, requestId: 'request-1' } };
}
