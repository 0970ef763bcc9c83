import { describe, expect, it } from 'vitest';
import { ApiError, createClient } from './index.ts';

describe('client', () => {
  it('fills path, query and body and returns the typed answer', async () => {
    const seen: unknown[] = [];
    const call = createClient({
      base: '/api/v1',
      locale: () => 'en',
      transport: async (request) => {
        seen.push(request);
        return { status: 200, body: { items: [], nextCursor: null } };
      },
    });
    const page = await call('GET /stores', { query: { search: '茶 & 室', limit: 5 } });
    expect(page.items).toEqual([]);
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: `/api/v1/stores?search=${encodeURIComponent('茶 & 室')}&limit=5`,
    });
    await call('PUT /cart/lines/:id', { params: { id: 'x/y' }, body: { quantity: 2 }, idempotencyKey: 'k' });
    expect(seen[1]).toMatchObject({
      method: 'PUT',
      url: '/api/v1/cart/lines/x%2Fy',
      body: '{"quantity":2}',
      headers: { 'idempotency-key': 'k' },
    });
  });

  it('throws the server’s error with its code and reference, and its own when there is no network', async () => {
    const refused = createClient({
      base: '',
      transport: async () => ({
        status: 409,
        body: { error: { code: 'store_full', message: '满', data: {}, requestId: 'r1' } },
      }),
    });
    await expect(refused('GET /me')).rejects.toMatchObject({ code: 'store_full', requestId: 'r1', status: 409 });
    const broken = createClient({ base: '', transport: async () => Promise.reject(new Error('down')) });
    const error = await broken('GET /me').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'offline', status: 0 });
  });
});
