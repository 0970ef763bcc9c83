import { type RouteDefinition, type RouteKey, routes } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInByWechat } from '../modules/identity/sign-in-by-wechat.ts';
import { createTestProduct, type Request, type Shop, type TestProduct } from './product.ts';
import { stockShop } from './product-world.ts';
import { makeVenue } from './rooms.ts';

let product: TestProduct;
let shop: Shop;
let asks: Partial<Record<RouteKey, Request>>;
beforeAll(async () => {
  product = await createTestProduct();
  const admin = await product.staff('platform_administrator');
  shop = await product.shop();
  const { barcode } = await stockShop(admin, shop);
  const params = { id: shop.storeId };
  const door = await admin.call('GET /staff/stores/:id/door-code', { params });
  const { token } = door.body;
  const venue = await makeVenue(product);
  asks = {
    'GET /stores/:id': { params },
    'GET /stores/:id/listings': { params },
    'GET /stores/:id/categories': { params },
    'GET /stores/:id/barcodes/:barcode': { params: { ...params, barcode } },
    'GET /doors/:token': { params: { token } },
    'GET /rooms/:id': { params: { id: venue.roomId } },
    'GET /rooms/:id/open-offer': { params: { id: venue.roomId } },
    'GET /stores/:id/availability': { params: { id: venue.storeId } },
    'GET /me/subscription-prompts': { query: 'moment=paid' },
    'GET /stores/:id/tariff': { params: { id: venue.storeId } },
    'GET /stores/:id/menu': { params: { id: venue.storeId } },
    'GET /reviews': { query: `storeId=${venue.storeId}` },
  };
}, 60_000);
afterAll(() => product.close());

const reads = (Object.entries(routes) as [RouteKey, RouteDefinition][])
  .filter(([key, { audience }]) => key.startsWith('GET') && (audience === 'public' || audience === 'optional'))
  .map(([key]) => key)
  // The pages of the demonstration do not exist outside it.
  .filter((key) => !key.includes('/development/'));

describe('browsing', () => {
  it('[IDN-14] needs no sign-in: every page that is not somebody’s own is shown to a stranger', async () => {
    expect(reads.length).toBeGreaterThan(8);
    for (const key of reads) {
      const answer = await product.call(key, asks[key]);
      expect([key, answer.status]).toEqual([key, 200]);
    }
  });

  it('[IDN-14] needs no phone number: who refused to give it sees everything, and is asked at the door only', async () => {
    const { version: noticeVersion } = (await product.call('GET /privacy-notice')).body;
    const arrival = { openid: 'o-refused', unionid: null, consent: { noticeVersion } };
    const session = await product.as({ kind: 'anonymous' }, (ctx) =>
      signInByWechat(ctx, product.identityPorts, arrival),
    );
    const call = product.callerWith({ authorization: `Bearer ${session.token}` });
    const own = (Object.entries(routes) as [RouteKey, RouteDefinition][])
      .filter(([key, { audience }]) => key.startsWith('GET') && audience === 'customer' && !key.includes('/:'))
      .map(([key]) => key)
      // Of an order or a booking, which somebody without a phone number has none of.
      .filter((key) => key !== 'GET /reviews/status');
    for (const key of [...reads, ...own]) {
      const answer = await call(key, asks[key]);
      expect([key, answer.status]).toEqual([key, 200]);
    }
    const opening = await call('POST /visits/openings', { body: { storeId: shop.storeId } });
    expect(opening.body.error.code).toBe('phone_not_verified');
  });

  it('[IDN-14, IDN-1] the number may be verified by SMS instead of WeChat’s button', async () => {
    const { version: noticeVersion } = (await product.call('GET /privacy-notice')).body;
    const arrival = { openid: 'o-sms', unionid: null, consent: { noticeVersion } };
    const session = await product.as({ kind: 'anonymous' }, (ctx) =>
      signInByWechat(ctx, product.identityPorts, arrival),
    );
    const call = product.callerWith({ authorization: `Bearer ${session.token}` });
    const phone = '13911119999';
    await product.call('POST /auth/sms-codes', { body: { phone, purpose: 'bind_phone' } });
    await product.drain();
    const bound = await call('POST /me/phone', { body: { phone, code: product.codes.get(phone) } });
    expect(bound.body).toMatchObject({ phoneVerified: true, phone: '139****9999' });
  });
});
