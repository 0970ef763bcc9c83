import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { createTestProduct, type Person, type Shop, type TestProduct } from '../../testing/product.ts';
import { endSilentViews, touchViews } from './store.ts';

let product: TestProduct;
let admin: Person;
let agent: Person;
let shop: Shop;
let cameraId: string;
const stream = { zone: 'entrance', host: '192.168.1.20', port: 554, path: '/h264/ch1/sub', username: 'admin' };
const offer = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 X 96\r\na=recvonly\r\n';

beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
  shop = await product.shop();
  agent = await product.staff('agent', { kind: 'stores', ids: [shop.storeId] });
  const details = { kind: 'camera', name: '门口', model: null, ipAddress: null, storeId: shop.storeId };
  cameraId = (await admin.call('POST /staff/devices', { body: details })).body.device.id;
});
afterAll(() => product.close());

const put = (body: object, person: Person = admin) =>
  person.call('PUT /staff/cameras/:id/stream', { params: { id: cameraId }, body });
const cameras = async (person: Person) =>
  (await person.call('GET /staff/cameras', { query: `storeId=${shop.storeId}` })).body.items;

describe('where cameras are', () => {
  it('[VID-1, PLT-8] a stream is kept with its password sealed, shown without it, and a password left out stays', async () => {
    expect(await cameras(agent)).toMatchObject([{ id: cameraId, stream: null, state: 'no_stream' }]);
    expect((await put({ ...stream, password: 'kamera-geheim', version: 0 })).status).toBe(200);
    expect((await put({ ...stream, path: '/h264/ch2/sub', version: 1 })).body.stream).toMatchObject({
      ...{ path: '/h264/ch2/sub', hasPassword: true, version: 2 },
    });
    const [row] = await product.runtime.database.rows(
      z.object({ text: z.string() }),
      sql`select cameras::text as text from video.cameras where device_id = ${cameraId}`,
    );
    expect(row?.text).not.toContain('kamera-geheim');
    expect(JSON.stringify(await cameras(agent))).not.toContain('kamera-geheim');
  });

  it('[VID-1] of two changes of one version, one is refused', async () => {
    const [first, second] = await Promise.all([put({ ...stream, version: 2 }), put({ ...stream, version: 2 })]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
  });

  it('[VID-1, PLT-8] a password that is left out is never sent to another host, port or user', async () => {
    const password = 'kamera-geheim';
    let version = 3;
    for (const moved of [{ host: '203.0.113.9' }, { port: 8_554 }, { username: 'root' }]) {
      expect((await put({ ...stream, password, version })).body.stream?.hasPassword).toBe(true);
      expect((await put({ ...stream, ...moved, version: version + 1 })).body.stream?.hasPassword).toBe(false);
      version += 2;
    }
  });

  it('[BKG-22] a camera inside a private room is refused, with the field named', async () => {
    const answer = await put({ ...stream, zone: 'room', version: 9 });
    expect(answer.status).toBe(400);
    expect(answer.body.error.data).toMatchObject({ field: 'zone' });
  });

  it('[VID-1] only who may change devices says where a camera is', async () => {
    expect((await put({ ...stream, version: 9 }, agent)).status).toBe(403);
  });
});

describe('who looks', () => {
  const look = (person: Person, body: object = { offer, purpose: 'attend' }) =>
    person.call('POST /staff/cameras/:id/views', { params: { id: cameraId }, body });

  it('[VID-6] a view is written down with its purpose before a picture leaves, and ended when none can', async () => {
    // This process serves no pictures: the view is there all the same, begun and ended.
    expect((await look(agent)).status).toBe(503);
    const views = await admin.call('GET /staff/views', { query: `cameraId=${cameraId}` });
    expect(views.body.items).toMatchObject([{ purpose: 'attend', staff: { id: agent.id }, camera: { name: '门口' } }]);
  });

  it('[VID-6] outside the scope there is no camera, and its views are not shown', async () => {
    const other = await product.shop();
    const stranger = await product.staff('agent', { kind: 'stores', ids: [other.storeId] });
    expect((await look(stranger)).status).toBe(404);
    expect((await stranger.call('GET /staff/cameras', { query: `storeId=${shop.storeId}` })).status).toBe(404);
    expect((await stranger.call('GET /staff/views')).body.items).toEqual([]);
    const cashier = await product.staff('cashier', { kind: 'stores', ids: [shop.storeId] });
    expect((await look(cashier)).status).toBe(403);
  });

  it('[VID-6] without a purpose nobody looks', async () => {
    expect((await look(agent, { offer })).body.error.data).toMatchObject({ field: 'purpose' });
  });

  it('[VID-6] a view whose server died ends at the time it was last spoken of', async () => {
    const id = crypto.randomUUID();
    const { database, kernel } = product.runtime;
    const began = kernel.clock.now();
    await database.transaction((tx) =>
      tx.run(sql`
        insert into video.views (id, camera_id, store_id, staff_id, purpose, began_at, seen_at)
        values (${id}, ${cameraId}, ${shop.storeId}, ${agent.id}, 'check', ${began}, ${began})`),
    );
    const seen = new Date(began.getTime() + 20_000);
    expect(await database.transaction((tx) => touchViews(tx, [id], seen))).toHaveLength(1);
    await database.transaction((tx) => endSilentViews(tx, new Date(seen.getTime() + 1)));
    const [view] = (await admin.call('GET /staff/views', { query: `storeId=${shop.storeId}` })).body.items;
    expect(view).toMatchObject({ id, endedAt: seen.toISOString() });
    expect(await database.transaction((tx) => touchViews(tx, [id], seen))).toEqual([]);
  });

  it('[VID-6] only who began a view ends it', async () => {
    const [view] = (await admin.call('GET /staff/views', { query: `storeId=${shop.storeId}` })).body.items;
    const params = { id: view?.id ?? '' };
    const colleague = await product.staff('agent', { kind: 'stores', ids: [shop.storeId] });
    expect((await colleague.call('POST /staff/views/:id/end', { params })).status).toBe(404);
    expect((await agent.call('POST /staff/views/:id/end', { params })).status).toBe(200);
  });
});
