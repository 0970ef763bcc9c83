// The web app as it is built: what makes it installable, and what its worker keeps and does not keep.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, SHOPPER_H5 } from '../../../scripts/product/builds.ts';

const root = fileURLToPath(new URL('../dist-h5/', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const origin = 'https://shop.example';

beforeAll(() => ensureBuilt(SHOPPER_H5, () => undefined), 300_000);

interface Asked {
  url: string;
  method: string;
  mode: string;
}
type Listener = (event: {
  request: Asked;
  respondWith(answer: Promise<unknown>): void;
  waitUntil(work: Promise<unknown>): void;
}) => void;

/** Runs the built worker with a cache and a network of the test's own. */
async function worker(network: (request: Asked) => Promise<unknown>) {
  const kept = new Map<string, unknown>();
  const listeners = new Map<string, Listener>();
  const cache = {
    addAll: async (names: string[]) => {
      for (const name of names) kept.set(name, { kept: name });
    },
    put: async ({ url }: Asked, answer: unknown) => void kept.set(new URL(url).pathname, answer),
  };
  const self = {
    addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
    skipWaiting: async () => undefined,
    clients: { claim: async () => undefined },
    location: { origin },
  };
  const caches = {
    open: async () => cache,
    keys: async () => [],
    delete: async () => true,
    match: async (wanted: string | Asked) =>
      kept.get(typeof wanted === 'string' ? wanted : new URL(wanted.url).pathname),
  };
  runInContext(read('sw.js'), createContext({ self, caches, fetch: network, URL, setTimeout, Promise }));
  const works: Promise<unknown>[] = [];
  const nothing = { url: origin, method: 'GET', mode: 'cors' };
  const fire = (name: string, request: Asked = nothing) => {
    let answer: Promise<unknown> | null = null;
    listeners.get(name)?.({
      request,
      respondWith: (given) => {
        answer = given;
      },
      waitUntil: (work) => works.push(work),
    });
    return answer as Promise<unknown> | null;
  };
  fire('install');
  fire('activate');
  await Promise.all(works);
  return {
    kept,
    get: (path: string, mode = 'cors', method = 'GET') => fire('fetch', { url: origin + path, method, mode }),
  };
}

describe('the installable web app', () => {
  test('[UX-4] has a manifest with icons that are there, linked from the page', () => {
    const manifest = JSON.parse(read('manifest.webmanifest')) as { icons: { src: string; sizes: string }[] };
    expect(read('index.html')).toContain('rel="manifest"');
    expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    for (const { src } of manifest.icons) expect(existsSync(join(root, src)), src).toBe(true);
  });

  test('[UX-6] keeps the shell of this build, and leaves camera and codes until they are asked for', async () => {
    const { kept } = await worker(async () => null);
    const names = [...kept.keys()].filter((name) => name !== '/');
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(existsSync(join(root, name)), name).toBe(true);
    expect(names.join(' ')).not.toMatch(/jsQR|qrcode|web-camera/);
  });

  test('[UX-8, ORD-2] never answers for the server: doors, carts and money are asked each time', async () => {
    const { get } = await worker(async () => ({ fresh: true }));
    for (const path of ['/api/v1/cart', '/api/v1/visits/current', '/media/products/a.svg', '/console/', '/ws'])
      expect(get(path), path).toBeNull();
    expect(get('/api/v1/cart/scans', 'cors', 'POST')).toBeNull();
  });

  test('[ORD-2] shows the kept page without a network and the fresh one with it, at every address', async () => {
    const offline = await worker(async () => Promise.reject(new Error('no line')));
    for (const path of ['/', '/pages/visit/index', '/d/some-door-token'])
      expect(await offline.get(path, 'navigate'), path).toEqual({ kept: '/' });
    const online = await worker(async () => ({ fresh: true }));
    expect(await online.get('/pages/visit/index', 'navigate')).toEqual({ fresh: true });
  });
});
