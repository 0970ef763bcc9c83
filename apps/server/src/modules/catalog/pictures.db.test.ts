import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { aProduct, aStore } from '../../testing/chain.ts';
import { jpegFile, pngFile, webpFile } from '../../testing/picture-files.ts';
import { createTestProduct, type TestProduct } from '../../testing/product.ts';

type Person = Awaited<ReturnType<TestProduct['staff']>>;
let product: TestProduct;
let admin: Person;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
}, 60_000);
afterAll(() => product.close());

const upload = (who: Pick<Person, 'call'>, purpose: string, file: Buffer | string) =>
  who.call('POST /staff/pictures', {
    body: { purpose, content: typeof file === 'string' ? file : file.toString('base64') },
  });
const addressOf = (folder: string, file: Buffer, extension: string) =>
  `/media/${folder}/${createHash('sha256').update(file).digest('hex')}.${extension}`;
const audits = (key: string) =>
  product.runtime.database.rows(
    z.object({ action: z.string(), actor_id: z.string().nullable(), after: z.unknown() }),
    sql`select action, actor_id, after from kernel.audit_log where object_id = ${key} order by id`,
  );

describe('uploading a picture', () => {
  it.each([
    ['product', 'products', 'png', 'image/png', pngFile(64, 48)],
    ['product', 'products', 'jpg', 'image/jpeg', jpegFile],
    ['store', 'stores', 'webp', 'image/webp', webpFile],
  ])(
    '[CAT-1] [ORG-6] keeps a %s picture under %s as .%s and serves it as %s',
    async (purpose, folder, ext, type, file) => {
      const answer = await upload(admin, purpose, file);
      expect(answer).toMatchObject({ status: 200, body: { address: addressOf(folder, file, ext) } });
      const served = await product.app.inject({ method: 'GET', url: answer.body.address });
      expect(served.statusCode).toBe(200);
      expect(served.headers).toMatchObject({ 'content-type': type, 'x-content-type-options': 'nosniff' });
      expect(served.rawPayload.equals(file)).toBe(true);
      expect(await audits(answer.body.address.slice('/media/'.length))).toMatchObject([
        { action: 'pictures.upload', actor_id: admin.id, after: { bytes: file.length } },
      ]);
    },
  );

  it('[CAT-1] takes a picture far larger than other bodies, up to its own limit', async () => {
    const large = Buffer.concat([pngFile(8, 8), Buffer.alloc(1_000_000)]);
    expect((await upload(admin, 'product', large)).status).toBe(200);
    const tooLarge = Buffer.concat([pngFile(8, 8), Buffer.alloc(1_200_000)]);
    expect((await upload(admin, 'product', tooLarge)).body.error).toMatchObject({ code: 'too_large' });
    const other = await admin.call('POST /staff/regions', { body: { name: 'x'.repeat(300_000), parentId: null } });
    expect(other.body.error).toMatchObject({ code: 'too_large' });
  });

  it('[CAT-1] refuses what is no picture, whatever it is called: SVG, a page, text that is no base64', async () => {
    for (const file of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html><script>1</script>'])
      expect((await upload(admin, 'product', Buffer.from(file))).body.error.code).toBe('unsupported_media_type');
    expect((await upload(admin, 'product', 'no base64!')).body.error).toMatchObject({
      code: 'invalid_input',
      data: { field: 'content' },
    });
    expect((await upload(admin, 'licence', pngFile(8, 8))).body.error.data.field).toBe('purpose');
  });

  it('[CAT-1] refuses a cut picture, one of absurd size, and one without pixels', async () => {
    const field = async (file: Buffer) => (await upload(admin, 'product', file)).body.error?.data;
    expect(await field(jpegFile.subarray(0, 200))).toMatchObject({ field: 'content', issue: 'truncated' });
    expect(await field(pngFile(6001, 4))).toMatchObject({ field: 'content' });
    expect(await field(pngFile(4, 6001))).toMatchObject({ field: 'content' });
    expect(await field(pngFile(0, 4))).toMatchObject({ field: 'content' });
    expect(await field(pngFile(6000, 4))).toBeUndefined();
  });

  it('[IDN-8] needs the right to edit products or stores, and for the library the whole platform', async () => {
    const { storeId } = await product.shop();
    const manager = await product.staff('store_manager', { kind: 'stores', ids: [storeId] });
    const scoped = await product.staff('platform_administrator', { kind: 'stores', ids: [storeId] });
    const analyst = await product.staff('analyst');
    const file = pngFile(16, 16, 255);
    const status = async (who: Pick<Person, 'call'>, purpose: string) => (await upload(who, purpose, file)).status;
    expect(await status(analyst, 'product')).toBe(403);
    expect(await status(analyst, 'store')).toBe(403);
    expect(await status(manager, 'product')).toBe(403);
    expect(await status(scoped, 'product')).toBe(403);
    expect(await status({ call: product.call }, 'store')).toBe(401);
    expect((await product.send('GET', addressOf('stores', file, 'png'))).status).toBe(404);
    expect(await status(manager, 'store')).toBe(200);
  });
});

describe('uploaded pictures in use', () => {
  it('[CAT-1] a product shows the pictures in the order in which they were put', async () => {
    const [first, second] = [
      (await upload(admin, 'product', pngFile(20, 20))).body.address,
      (await upload(admin, 'product', jpegFile)).body.address,
    ];
    const made = await admin.call('POST /staff/products', { body: aProduct({ images: [second, first] }) });
    expect(made.body.images).toEqual([second, first]);
    const store = (await upload(admin, 'store', pngFile(20, 20))).body.address;
    const foreign = await admin.call('POST /staff/products', { body: aProduct({ images: [store] }) });
    expect(foreign.body.error.data.field).toBe('images.0');
  });

  it('[ORG-6] a store’s gallery is set, kept by an edit that leaves it out, emptied, and never holds foreign addresses', async () => {
    const { storeId } = await product.shop();
    const read = async () => (await admin.call('GET /staff/stores/:id', { params: { id: storeId } })).body;
    const before = await read();
    const edit = async (changes: object) => {
      const body = { ...aStore(before.entity.id, { serviceFee: before.serviceFee }), ...changes };
      return admin.call('PUT /staff/stores/:id', {
        params: { id: storeId },
        body: { ...body, regionId: before.region?.id ?? null, version: (await read()).version },
      });
    };
    const gallery = [
      (await upload(admin, 'store', pngFile(24, 24))).body.address,
      (await upload(admin, 'store', webpFile)).body.address,
    ];
    expect((await edit({ gallery })).body.gallery).toEqual(gallery);
    expect((await product.call('GET /stores/:id', { params: { id: storeId } })).body.gallery).toEqual(gallery);
    expect((await edit({ name: '改名' })).body.gallery).toEqual(gallery);
    for (const foreign of [
      'https://elsewhere.example/a.png',
      `/media/products/${newId()}.png`,
      '/media/stores/../a.png',
    ])
      expect((await edit({ gallery: [gallery[0], foreign] })).body.error.data.field).toBe('gallery.1');
    expect((await edit({ gallery: [] })).body.gallery).toEqual([]);
  });
});
