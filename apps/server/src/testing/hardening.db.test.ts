import { once } from 'node:events';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as plain } from 'node:http';
import { type RequestOptions, request as secure } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../kernel/config.ts';
import { HEAD_MS, renewTls, SWEEP_MS } from '../kernel/http-security.ts';
import { createTestProduct, type TestProduct } from './product.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'latchkey-tls-'));
const [certFile, keyFile] = [join(folder, 'site.crt'), join(folder, 'site.key')];
function layCertificate(name: 'first' | 'renewed'): void {
  copyFileSync(fixture(`tls-${name}.crt`), certFile);
  copyFileSync(fixture(`tls-${name}.key`), keyFile);
}

let open: TestProduct;
let sealed: TestProduct;
let proxied: TestProduct;
beforeAll(async () => {
  layCertificate('first');
  open = await createTestProduct({
    environment: { LATCHKEY_PUBLIC_URL: 'http://shop.example:8080', LATCHKEY_TRUSTED_ORIGINS: 'https://desk.example' },
  });
  sealed = await createTestProduct({
    environment: {
      LATCHKEY_PUBLIC_URL: 'https://shop.latchkey.test',
      LATCHKEY_TLS_CERT: certFile,
      LATCHKEY_TLS_KEY: keyFile,
    },
  });
  proxied = await createTestProduct({
    environment: { LATCHKEY_PUBLIC_URL: 'https://shop.example', LATCHKEY_TRUSTED_PROXIES: '1' },
  });
}, 60_000);
afterAll(async () => {
  for (const product of [open, sealed, proxied]) await product.close();
});

async function answerOf(sent: ClientRequest, body?: string) {
  const [response] = (await once(sent.end(body), 'response')) as [IncomingMessage];
  const parts = await response.toArray();
  return { status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() };
}
const over = (product: TestProduct, options: RequestOptions = {}, body?: string) =>
  answerOf(plain({ host: '127.0.0.1', port: product.port, path: '/api/v1/platform', ...options }), body);

describe('headers', () => {
  it('[PLT-8] name the exact origins that a page may talk to, and no others', async () => {
    const { headers } = await over(open);
    const policy = String(headers['content-security-policy']);
    const directive = policy.split(';').find((part) => part.startsWith('connect-src'));
    expect(directive).toBe("connect-src 'self' ws://shop.example:8080 wss://desk.example");
    expect(policy).not.toMatch(/\bwss?:(?!\/\/)/);
    expect(policy).not.toContain('*');
    expect(policy).not.toContain("script-src 'self' 'unsafe");
  });

  it('[PLT-8] promise TLS for a year where the public address has it, and nothing where it has not', async () => {
    expect((await over(open)).headers['strict-transport-security']).toBeUndefined();
    expect((await over(proxied)).headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('[PLT-8] cookies are for HTTPS alone where the public address is', async () => {
    for (const [product, expected] of [
      [open, false],
      [proxied, true],
    ] as const) {
      const person = await product.staff('agent');
      const answer = await product.call('POST /staff/auth/sign-in', {
        body: { loginName: person.loginName, password: person.password },
      });
      const cookies = [answer.headers['set-cookie']].flat().map(String);
      expect(cookies).toHaveLength(2);
      for (const cookie of cookies) {
        expect(cookie).toMatch(/HttpOnly/);
        expect(cookie).toMatch(/SameSite=(Lax|Strict)/);
        expect(cookie.includes('Secure')).toBe(expected);
      }
    }
  });
});

describe('TLS by certificate files', () => {
  const trusted = { rejectUnauthorized: false, servername: 'shop.latchkey.test' };
  async function handshake(options = {}): Promise<TLSSocket> {
    const socket = connectTls({ host: '127.0.0.1', port: sealed.port, ...trusted, ...options });
    await once(socket, 'secureConnect');
    return socket;
  }

  it('[PLT-8] serves HTTPS with 1.2 at least, and takes a renewed certificate without a restart', async () => {
    const options = { host: '127.0.0.1', port: sealed.port, path: '/api/v1/platform', ...trusted };
    const answer = await answerOf(secure(options));
    expect(answer.status).toBe(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    const before = await handshake();
    expect(before.getPeerCertificate().subject.CN).toBe('first.latchkey.test');
    before.destroy();
    layCertificate('renewed');
    renewTls(sealed.app.server as never, sealed.runtime.kernel.config);
    const after = await handshake();
    expect(after.getPeerCertificate().subject.CN).toBe('renewed.latchkey.test');
    after.destroy();
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' };
    await expect(handshake(old)).rejects.toThrow();
  });

  it('[PLT-8] needs certificate and key together', () => {
    const environment = { DATABASE_URL: 'x', MQTT_URL: 'x', LATCHKEY_MASTER_KEYS: 'x', LATCHKEY_TLS_CERT: 'x' };
    expect(() => readConfig(environment)).toThrow('LATCHKEY_TLS_KEY');
  });
});

describe('limits by address', () => {
  const asks = (product: TestProduct, address: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        over(
          product,
          {
            method: 'POST',
            path: '/api/v1/auth/phone',
            headers: { 'content-type': 'application/json', 'x-forwarded-for': address.replace('#', String(index + 1)) },
          },
          '{}',
        ),
      ),
    );
  const refused = (answers: { status: number }[]) => answers.filter(({ status }) => status === 429).length;

  it('[PLT-8] count the address that the trusted proxy saw: what a client writes in front of it buys nothing', async () => {
    expect(refused(await asks(proxied, 'evil#, 198.51.100.1', 40))).toBe(10);
    expect(refused(await asks(proxied, '198.51.100.2', 30))).toBe(0);
  });

  it('[PLT-8] count a whole IPv6 /64 as one', async () => {
    expect(refused(await asks(proxied, '2001:db8:9:9::#', 40))).toBe(10);
    expect(refused(await asks(proxied, '2001:db8:9:a::#', 30))).toBe(0);
  });

  it('[PLT-8] tell when to come again', async () => {
    const [answer] = (await asks(proxied, '198.51.100.1', 1)) as Awaited<ReturnType<typeof over>>[];
    expect(answer?.status).toBe(429);
    expect(Number(answer?.headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.parse(answer?.text ?? '').error.code).toBe('rate_limited');
  });

  it('[PLT-8] a signed-in person is counted over all addresses', async () => {
    const { call } = await open.customer();
    const statuses: number[] = [];
    for (let count = 0; count < 7; count++) statuses.push((await call('GET /me/data')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    open.clock.advance(60_000);
    expect((await call('GET /me/data')).status).toBe(200);
  });
});

describe('slow and greedy senders', () => {
  it('[PLT-8] a request whose head never ends is cut off', { timeout: 40_000 }, async () => {
    const socket = connect(open.port, '127.0.0.1');
    socket.write('GET /api/v1/platform HTTP/1.1\r\nhost: x\r\nx-slow: ');
    const drip = setInterval(() => socket.write('a'), 500);
    const start = performance.now();
    socket.on('error', () => {});
    const heard: Buffer[] = [];
    socket.on('data', (part: Buffer) => heard.push(part));
    await once(socket, 'close');
    clearInterval(drip);
    expect(Buffer.concat(heard).toString()).toMatch(/^HTTP\/1.1 408 |^$/);
    expect(performance.now() - start).toBeLessThan(HEAD_MS + 3 * SWEEP_MS + 2_000);
  });

  it('[PLT-8] a head of endless lines, and one header too large, are refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`x-${index}`, 'x']));
    for (const headers of [{ 'x-large': 'x'.repeat(20_000) }, many]) {
      const sent = answerOf(plain({ host: '127.0.0.1', port: open.port, headers }));
      // Cut off while it is still sending, a client may lose the answer.
      const status = await sent.then(
        (answer) => answer.status,
        (error: NodeJS.ErrnoException) => error.code,
      );
      expect([431, 'ECONNRESET', 'EPIPE']).toContain(status);
    }
    expect((await over(open)).status).toBe(200);
  });

  it('[PLT-8] a body that says it is too large is refused before it is sent', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(500 * 1024 * 1024) };
    const sent = plain({
      ...{ host: '127.0.0.1', port: open.port, method: 'POST', path: '/api/v1/auth/phone', headers },
    });
    sent.on('error', () => {});
    sent.write('{');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    sent.destroy();
  });

  it('[PLT-8] a stranger is sent away before the body of a large upload is read', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(5 * 1024 * 1024) };
    const sent = plain({
      ...{ host: '127.0.0.1', port: open.port, method: 'POST', path: '/api/v1/staff/pictures', headers },
    });
    sent.on('error', () => {});
    sent.write('{');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(401);
    sent.destroy();
  });

  it('[PLT-8] a compressed body is not unpacked', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const bomb = Buffer.from('1f8b0800000000000003abae0500b7b1a0f602000000', 'hex').toString('latin1');
    const answer = await over(open, { method: 'POST', path: '/api/v1/auth/phone', headers }, bomb);
    expect([400, 415]).toContain(answer.status);
  });

  it('[PLT-8] two lengths, or a length beside chunks, smuggle nothing', async () => {
    for (const framing of [
      'content-length: 2\r\ncontent-length: 40\r\n',
      'content-length: 2\r\ntransfer-encoding: chunked\r\n',
      'transfer-encoding: chunked, identity\r\n',
    ]) {
      const socket = connect(open.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.end(
        `POST /api/v1/auth/phone HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${framing}\r\n0\r\n\r\nGET /api/v1/platform HTTP/1.1\r\nhost: x\r\n\r\n`,
      );
      const parts: Buffer[] = [];
      socket.on('data', (part: Buffer) => parts.push(part));
      await once(socket, 'close');
      const text = Buffer.concat(parts).toString();
      expect([framing, text.includes(' 200 ')]).toEqual([framing, false]);
      expect(text).toMatch(/^HTTP\/1.1 400 /);
    }
  });

  it('[PLT-8] a websocket that talks without end is closed', async () => {
    const { token } = await open.customer();
    const headers = { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`ws://127.0.0.1:${open.port}/ws`, { headers } as never);
    await once(socket, 'message');
    const closed = once(socket, 'close');
    for (let count = 0; count < 300; count++) socket.send('{"type":"ping"}');
    expect((await closed)[0]).toMatchObject({ code: 4429 });
  });
});
