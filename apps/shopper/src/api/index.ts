import { type Answer, ApiError, createClient } from '@latchkey/client';
import { prefs } from '../state/prefs';
import { sessionToken } from './token';
import { transport } from './transport';

export { ApiError, newIdempotencyKey } from '@latchkey/client';

export const api = createClient({
  base: `${LATCHKEY_ORIGIN}/api/v1`,
  transport,
  locale: () => prefs.get().locale,
  token: sessionToken.get,
});

/** Names for what the screens draw, inferred from the contract. */
export type { Answer };
export type Profile = Answer<'GET /me'>;
export type Store = Answer<'GET /stores/:id'>;
export type Opening = Answer<'GET /visits/openings/:id'>;
export type Visit = NonNullable<Answer<'GET /visits/current'>['visit']>;
export type Cart = NonNullable<Answer<'GET /cart'>['cart']>;
export type CartLine = Cart['lines'][number];
export type Order = Answer<'GET /orders'>['items'][number];
export type OrderDetail = Answer<'GET /orders/:id'>;
export type Payment = Answer<'GET /orders/:id/payments/:paymentId'>;
export type Coupon = Answer<'GET /me/coupons'>['items'][number];
export type Message = Answer<'GET /me/messages'>['items'][number];
export type Notice = Answer<'GET /privacy-notice'>;
export type TimelineEntry = OrderDetail['timeline'][number];

/** Anything thrown becomes an ApiError, so that screens have one kind of failure to show. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError('internal', thrown instanceof Error ? thrown.message : String(thrown), 0);
}
