import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffActor } from '../../testing/chain.ts';
import { createTestProduct } from '../../testing/product.ts';
import { geocode } from './geocode.ts';
import { toGcj02 } from './geocode-rules.ts';
import { startMapEmulator } from './geocode-testing.ts';

const KEY = 'amap-key-that-nobody-may-read-0123456789';
const DOOR = { longitude: 120.12555, latitude: 30.27858 };
const shown = ({ longitude, latitude }: typeof DOOR) => `${longitude.toFixed(6)},${latitude.toFixed(6)}`;

let map: Awaited<ReturnType<typeof startMapEmulator>>;
let product: Awaited<ReturnType<typeof createTestProduct>>;
let manager: Awaited<ReturnType<typeof product.staff>>;
const logged: string[] = [];

beforeAll(async () => {
  map = await startMapEmulator({
    key: KEY,
    places: [
      { address: '浙江省杭州市西湖区文三路259号', level: '门牌号', location: shown(toGcj02(DOOR)) },
      { address: '浙江省杭州市西湖区文三路', level: '道路', location: '120.135000,30.277000' },
    ],
  });
  const stream = new Writable({
    write(chunk, _, done) {
      logged.push(String(chunk));
      done();
    },
  });
  product = await createTestProduct({
    environment: { LATCHKEY_AMAP_KEY: KEY, LATCHKEY_AMAP_BASE: map.base },
    log: pino({ level: 'debug' }, stream),
  });
  manager = await product.staff('platform_administrator');
});
afterAll(async () => {
  await product.close();
  await map[Symbol.asyncDispose]();
});

const look = (address: string, city?: string) =>
  manager.call('GET /staff/geocoding', {
    query: new URLSearchParams({ address, ...(city ? { city } : {}) }).toString(),
  });

describe('finding an address on the map', () => {
  it('[ORG-6] answers the places in WGS-84, as phones measure, though the map speaks GCJ-02', async () => {
    map.fail(null);
    const { status, body } = await look('文三路259号', '杭州');
    expect(status).toBe(200);
    expect(body.candidates).toHaveLength(1);
    const [found] = body.candidates;
    expect(found).toMatchObject({ address: '浙江省杭州市西湖区文三路259号', level: '门牌号' });
    // The map's six decimals are a tenth of a metre.
    expect(found?.position.longitude).toBeCloseTo(DOOR.longitude, 5);
    expect(found?.position.latitude).toBeCloseTo(DOOR.latitude, 5);
    expect(Object.fromEntries(map.asked.at(-1) ?? [])).toEqual({
      key: KEY,
      address: '文三路259号',
      city: '杭州',
      output: 'JSON',
    });
  });

  it('[ORG-6] answers several places, and none where the map knows none', async () => {
    map.fail(null);
    expect((await look('文三路')).body.candidates).toHaveLength(2);
    expect((await look('不存在的地方')).body).toEqual({ candidates: [] });
  });

  it.each([
    ['10001', 'INVALID_USER_KEY', 409, 'map_key_refused'],
    ['10009', 'USERKEY_PLAT_NOMATCH', 409, 'map_key_refused'],
    ['10003', 'DAILY_QUERY_OVER_LIMIT', 429, 'map_quota_spent'],
    ['10044', 'USER_DAILY_QUERY_OVER_LIMIT', 429, 'map_quota_spent'],
    ['10016', 'SERVER_IS_BUSY', 503, 'map_unavailable'],
    ['20003', 'UNKNOWN_ERROR', 503, 'map_unavailable'],
  ])('[ORG-6] says what the map’s %s %s means', async (infocode, info, status, code) => {
    map.fail({ infocode, info });
    const answer = await look('文三路');
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(answer.text).toContain(infocode);
  });

  it.each(['server_error', 'not_json', 'redirect'] as const)(
    '[ORG-6] is unavailable when the map answers with %s',
    async (fault) => {
      map.fail(fault);
      expect(await look('文三路')).toMatchObject({ status: 503, body: { error: { code: 'map_unavailable' } } });
    },
  );

  it('[ORG-6] gives up on a map that says nothing', async () => {
    map.fail('silence');
    const ctx = product.runtime.read(staffActor('platform_administrator', null));
    await expect(geocode(ctx, { address: '文三路' }, 200)).rejects.toMatchObject({ code: 'map_unavailable' });
  });

  it('[ORG-6, PLT-11] never writes the key to the log or into an answer', async () => {
    for (const fault of [null, 'server_error', { infocode: '10001', info: 'INVALID_USER_KEY' }] as const) {
      map.fail(fault);
      expect((await look('文三路')).text).not.toContain(KEY);
    }
    expect(logged.join('')).toContain('INVALID_USER_KEY');
    expect(logged.join('')).not.toContain(KEY);
  });

  it('[ORG-6] tells the screens whether there is a key, and is for those who edit stores', async () => {
    expect((await manager.call('GET /platform')).body.geocoding).toBe(true);
    const cashier = await product.staff('cashier');
    expect(await cashier.call('GET /staff/geocoding', { query: 'address=x' })).toMatchObject({ status: 403 });
  });
});

describe('without a key', () => {
  it('[ORG-6] says so and asks nobody', async () => {
    const plain = await createTestProduct();
    const person = await plain.staff('platform_administrator');
    const before = map.asked.length;
    expect((await person.call('GET /platform')).body.geocoding).toBe(false);
    expect(await person.call('GET /staff/geocoding', { query: 'address=x' })).toMatchObject({
      status: 409,
      body: { error: { code: 'map_not_configured' } },
    });
    expect(map.asked).toHaveLength(before);
    await plain.close();
  });
});
