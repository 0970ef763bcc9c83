import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { sql } from '../../kernel/db.ts';
import { type JobRunner, startJobs } from '../../kernel/jobs.ts';
import { jpegFile, pngFile, webpFile } from '../../testing/picture-files.ts';
import { createTestProduct, type TestProduct } from '../../testing/product.ts';

let product: TestProduct;
let runner: JobRunner;
beforeAll(async () => {
  product = await createTestProduct();
  runner = await startJobs(product.runtime, product.jobs);
}, 60_000);
afterAll(async () => {
  await runner.stop();
  await product.close();
});

type Customer = Awaited<ReturnType<TestProduct['customer']>>;
const choose = (who: Pick<Customer, 'call'>, file: Buffer) =>
  who.call('POST /me/picture', { body: { content: file.toString('base64') } });
const look = (address: string) => product.app.inject({ method: 'GET', url: address });
const status = async (address: string) => (await look(address)).statusCode;
/** Chosen, and where it is now. */
const chosen = async (who: Pick<Customer, 'call'>, file: Buffer) => (await choose(who, file)).body.picture ?? '';
const gone = (address: string) => vi.waitFor(async () => expect(await status(address)).toBe(404), { timeout: 10_000 });

describe('a customer’s picture', () => {
  it('[IDN-3] is kept on the server under an address that cannot be guessed, and shown in the profile', async () => {
    const customer = await product.customer();
    const answer = await choose(customer, pngFile(64, 64));
    expect(answer.status).toBe(200);
    expect(answer.body.picture).toMatch(/^\/media\/faces\/[0-9a-f]{48}\.png$/);
    expect((await customer.call('GET /me')).body.picture).toBe(answer.body.picture);
    const served = await look(answer.body.picture ?? '');
    expect(served.statusCode).toBe(200);
    expect(served.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'private, max-age=86400' });
    const again = await choose(customer, pngFile(64, 64));
    expect(again.body.picture).not.toBe(answer.body.picture);
  });

  it('[IDN-3, IDN-4] the one before is gone once another was chosen, and all are once it is taken away', async () => {
    const customer = await product.customer();
    const first = await chosen(customer, jpegFile);
    const second = await chosen(customer, webpFile);
    await gone(first);
    expect(await status(second)).toBe(200);
    expect((await customer.call('DELETE /me/picture')).body.picture).toBeNull();
    await gone(second);
  });

  it('[IDN-4] is in the export and goes with the account', async () => {
    const customer = await product.customer();
    const picture = await chosen(customer, jpegFile);
    expect((await customer.call('GET /me/data')).body.sections.profile).toMatchObject({ picture });
    await customer.call('POST /me/codes', { body: { purpose: 'delete_account' } });
    await product.drain();
    const code = product.codes.get(customer.phone);
    expect((await customer.call('DELETE /me', { body: { code } })).status).toBe(200);
    await gone(picture);
    const [row] = await product.runtime.database.rows(
      z.object({ picture: z.string().nullable() }),
      sql`select picture from identity.customers where id = ${customer.id}`,
    );
    expect(row?.picture).toBeNull();
  });

  it('[IDN-3] what is no picture, is cut off, or is far too large to look at is refused', async () => {
    const customer = await product.customer();
    expect((await choose(customer, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).status).toBe(415);
    expect((await choose(customer, jpegFile.subarray(0, 60))).status).toBe(400);
    expect((await choose(customer, pngFile(4000, 10))).status).toBe(400);
    expect((await customer.call('GET /me')).body.picture).toBeNull();
  });
});
