// A stay that was reviewed, and well-formed requests of every route of reviews that names something.
import type { RouteKey } from '@latchkey/contract';
import type { Person, Request, TestProduct } from './product.ts';
import type { Estate } from './product-world.ts';
import { inMinutes, payAtChannel } from './rooms.ts';

const reason = '测试';
export const reviewBody = {
  stars: { environment: 5, facilities: 4, products: 4, service: 5 },
  text: '环境安静，茶具干净，下次还来。',
  photos: [],
};

/** The customer stays for a moment in a room, begun by staff, and leaves; answers the booking. */
export async function stayFor(
  product: TestProduct,
  person: Person,
  staff: { call: Person['call'] },
  wish: { roomId: string; mode: 'hourly' | 'segmented'; total: number },
): Promise<string> {
  const range = { from: inMinutes(product, 0), to: inMinutes(product, 60) };
  const { roomId, mode, total } = wish;
  const body = { roomId, ...range, people: 2, mode, expectedTotal: total };
  const held = await person.call('POST /bookings', { body });
  if (held.status !== 200) throw new Error(held.text);
  const params = { id: held.body.id };
  await payAtChannel(product, person, params.id);
  await product.drain();
  const begun = await staff.call('POST /staff/bookings/:id/start', { params, body: { reason } });
  if (begun.status !== 200) throw new Error(begun.text);
  const ended = await person.call('POST /bookings/:id/end', { params });
  if (ended.status !== 200) throw new Error(ended.text);
  return params.id;
}

/** A review of a stay; answers its id. */
export async function reviewStay(person: Person, bookingId: string, body: object = reviewBody): Promise<string> {
  const subject = { subject: 'booking', subjectId: bookingId };
  const review = await person.call('POST /reviews', { body: { ...subject, ...body } });
  if (review.status !== 200) throw new Error(review.text);
  return review.body.id;
}

export const staffReviewAsks = (it: Estate): Partial<Record<RouteKey, Request>> => {
  const params = { id: it.reviewId };
  return {
    'GET /staff/reviews/:id': { params },
    'PUT /staff/reviews/:id/reply': { params, body: { text: '谢谢您的光临' } },
    'POST /staff/reviews/:id/reports': { params, body: { reason: 'abuse' } },
    'POST /staff/reviews/:id/hide': { params, body: { reason } },
    'POST /staff/reviews/:id/show': { params, body: { reason } },
  };
};

export const customerReviewAsks = (it: Estate): Partial<Record<RouteKey, Request>> => ({
  'PUT /reviews/:id': { params: { id: it.reviewId }, body: reviewBody },
  'DELETE /reviews/:id': { params: { id: it.reviewId } },
  'GET /reviews/status': { query: `subject=booking&subjectId=${it.stayId}` },
});
