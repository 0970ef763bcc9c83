import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewVisit } from '../../demo/reviews.ts';
import type { Context } from '../../kernel/context.ts';
import { reviewBody, reviewStay, stayFor } from '../../testing/asks-reviews.ts';
import { jpegFile } from '../../testing/picture-files.ts';
import { createTestProduct, type Person, type TestProduct } from '../../testing/product.ts';
import { buy, stockShop, walkIn } from '../../testing/product-world.ts';
import { makeVenue, type Venue } from '../../testing/rooms.ts';
import { photoSweep } from './photos.ts';

let product: TestProduct;
let admin: Awaited<ReturnType<TestProduct['staff']>>;
beforeAll(async () => {
  product = await createTestProduct();
  admin = await product.staff('platform_administrator');
}, 60_000);
afterAll(() => product.close());

const all = (value: number) => ({ environment: value, facilities: value, products: value, service: value });

/** A customer who stayed in a room of a venue and left. */
async function guest(venue?: Venue) {
  const at = venue ?? (await makeVenue(product));
  const person = await product.customer();
  const staff = await product.staff('store_manager', { kind: 'stores', ids: [at.storeId] });
  const bookingId = await stayFor(product, person, staff, { roomId: at.roomId, mode: 'hourly', total: 6_000 });
  product.clock.advance(3_600_000 * 2);
  return { venue: at, person, bookingId, subject: { subject: 'booking', subjectId: bookingId } };
}
const write = (person: Person, subject: object, body: object = reviewBody) =>
  person.call('POST /reviews', { body: { ...subject, ...body } });
const shown = async (venue: Venue, more = '') =>
  (await product.call('GET /reviews', { query: `storeId=${venue.storeId}${more}` })).body;
const roomRating = async (venue: Venue) =>
  (await product.call('GET /rooms/:id', { params: { id: venue.roomId } })).body.room.rating;

describe('writing a review', () => {
  it('[ORG-13] a completed session is reviewed with stars and text, shown on store and room with average and distribution', async () => {
    const { venue, person, subject } = await guest();
    expect(await roomRating(venue)).toBeNull();
    const status = await person.call('GET /reviews/status', {
      query: `subject=booking&subjectId=${subject.subjectId}`,
    });
    expect(status.body).toMatchObject({ ask: true, review: null });
    const written = await write(person, subject);
    expect(written.body).toMatchObject({ score: 4.5, own: true, state: 'shown', text: reviewBody.text });
    const page = await shown(venue);
    expect(page.summary).toMatchObject({ count: 1, average: 4.5, stars: [0, 0, 0, 0, 1] });
    expect(page.summary?.aspects).toEqual(reviewBody.stars);
    expect(page.items).toMatchObject([{ id: written.body.id, own: false, roomName: '1 号房' }]);
    expect(await roomRating(venue)).toEqual({ average: 4.5, count: 1 });
    const store = await product.call('GET /stores/:id', { params: { id: venue.storeId } });
    expect(store.body.rating).toEqual({ average: 4.5, count: 1 });
  });

  it('[ORG-13] one review of a stay: a second is refused, and of eight at once one is kept', async () => {
    const { venue, person, subject } = await guest();
    const tries = await Promise.all(Array.from({ length: 8 }, () => write(person, subject)));
    expect(tries.filter((answer) => answer.status === 200)).toHaveLength(1);
    const codes = tries.filter((answer) => answer.status !== 200).map((answer) => answer.body.error.code);
    expect(new Set(codes)).toEqual(new Set(['review_exists']));
    expect((await shown(venue)).summary?.count).toBe(1);
    expect(await roomRating(venue)).toEqual({ average: 4.5, count: 1 });
  });

  it('[ORG-13] nothing is reviewed before it is complete, after thirty days, or by another', async () => {
    const venue = await makeVenue(product);
    const early = await product.customer();
    const range = { from: product.clock.now().toISOString(), to: new Date(product.clock.now().getTime() + 3_600_000) };
    const held = await early.call('POST /bookings', {
      body: { roomId: venue.roomId, ...range, people: 1, mode: 'hourly', expectedTotal: 6_000 },
    });
    const before = await write(early, { subject: 'booking', subjectId: held.body.id });
    expect(before.body.error.code).toBe('review_not_possible');
    const { person, subject } = await guest();
    expect((await write(await product.customer(), subject)).status).toBe(404);
    product.clock.advance(31 * 86_400_000);
    expect((await write(person, subject)).body.error.code).toBe('review_not_possible');
  });

  it('[ORG-13] whoever declines is not asked again, and may write all the same', async () => {
    const { person, subject } = await guest();
    await person.call('POST /reviews/declined', { body: subject });
    const query = `subject=booking&subjectId=${subject.subjectId}`;
    const status = await person.call('GET /reviews/status', { query });
    expect(status.body).toMatchObject({ ask: false });
    expect(status.body.until).not.toBeNull();
    expect((await write(person, subject)).status).toBe(200);
  });

  it('[ORG-13] photos are the author’s own; another’s, a foreign address and a forged file are refused', async () => {
    const { venue, person, subject } = await guest();
    const content = jpegFile.toString('base64');
    const { body: photo } = await person.call('POST /reviews/photos', { body: { content } });
    const { body: foreign } = await (await product.customer()).call('POST /reviews/photos', { body: { content } });
    for (const photos of [[foreign.address], ['/media/stores/x.png'], ['https://example.com/a.jpg']]) {
      const refused = await write(person, subject, { ...reviewBody, photos });
      expect(refused.body.error.code).toBe('invalid_input');
    }
    const text = Buffer.from('not a picture at all').toString('base64');
    expect((await person.call('POST /reviews/photos', { body: { content: text } })).status).toBe(415);
    expect((await write(person, subject, { ...reviewBody, photos: [photo.address] })).status).toBe(200);
    expect((await shown(venue, '&photos=true')).items[0]?.photos).toEqual([photo.address]);
  });
});

describe('reviewing an order', () => {
  it('[ORG-13] what was carried out of a shop is reviewed once; another customer’s order does not exist', async () => {
    const manager = await product.staff('platform_administrator');
    const shop = await product.shop();
    const goods = await stockShop(manager, shop);
    const person = await product.customer();
    const { visitId } = await walkIn(product, person, shop);
    const { orderId } = await buy(product, person, goods.barcode);
    await product.drain();
    const query = `subject=order&subjectId=${orderId}`;
    expect((await person.call('GET /reviews/status', { query })).body).toMatchObject({ until: null, review: null });
    await product.passDoor(shop);
    expect((await person.call('GET /reviews/status', { query })).body).toMatchObject({ ask: true, roomName: null });
    expect((await (await product.customer()).call('GET /reviews/status', { query })).status).toBe(404);
    const customer = { kind: 'customer' as const, id: person.id, sessionId: visitId, phoneVerified: true };
    const act = <T>(work: (ctx: Context) => Promise<T>) => product.runtime.transaction(customer, work);
    await reviewVisit(product.read(customer), act, visitId);
    const page = (await product.call('GET /reviews', { query: `storeId=${shop.storeId}` })).body;
    expect(page.summary?.count).toBe(1);
    expect((await write(person, { subject: 'order', subjectId: orderId })).body.error.code).toBe('review_exists');
  });
});

describe('changing one’s own review', () => {
  it('[ORG-13] within seven days it is changed, and the averages follow; afterwards it stands', async () => {
    const { venue, person, bookingId } = await guest();
    const id = await reviewStay(person, bookingId);
    const changed = await person.call('PUT /reviews/:id', { params: { id }, body: { ...reviewBody, stars: all(2) } });
    expect(changed.body).toMatchObject({ score: 2, edited: true });
    expect(await roomRating(venue)).toEqual({ average: 2, count: 1 });
    product.clock.advance(8 * 86_400_000);
    const late = await person.call('PUT /reviews/:id', { params: { id }, body: reviewBody });
    expect(late.body.error.code).toBe('review_closed');
    expect((await person.call('DELETE /reviews/:id', { params: { id } })).body.error.code).toBe('review_closed');
  });

  it('[ORG-13, PLT-8] of twenty photos at once that no review shows, twelve are kept, without what they tell', async () => {
    const { person } = await guest();
    const secret = Buffer.from([0xff, 0xfe, 0, 8, ...Buffer.from('secret')]);
    const content = Buffer.concat([jpegFile.subarray(0, 2), secret, jpegFile.subarray(2)]).toString('base64');
    const upload = () => person.call('POST /reviews/photos', { body: { content } });
    const tries = await Promise.all(Array.from({ length: 20 }, upload));
    const kept = tries.filter(({ status }) => status === 200);
    expect(kept).toHaveLength(12);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(8);
    const picture = await product.send('GET', kept[0]?.body.address ?? '');
    expect([picture.status, picture.text.includes('secret')]).toEqual([200, false]);
    product.clock.advance(48 * 3_600_000);
    await photoSweep.run(product.runtime);
    expect((await upload()).status).toBe(200);
  });

  it('[ORG-13] a deleted one loses words, stars and photos, and its place stays taken', async () => {
    const { venue, person, bookingId, subject } = await guest();
    const id = await reviewStay(person, bookingId);
    const answers = await Promise.all([1, 2, 3].map(() => person.call('DELETE /reviews/:id', { params: { id } })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404, 404]);
    expect(await shown(venue)).toMatchObject({ items: [], summary: { count: 0, average: null } });
    expect(await roomRating(venue)).toBeNull();
    expect((await write(person, subject)).body.error.code).toBe('review_exists');
  });
});

describe('reports, hiding, replies', () => {
  // The clock went far: whoever was signed in before is not any more.
  beforeAll(async () => {
    admin = await product.staff('platform_administrator');
  });

  it('[ORG-13] a reported review waits in the queue, is hidden with a reason, and counts no longer until it is shown again', async () => {
    const { venue, person, bookingId } = await guest();
    const id = await reviewStay(person, bookingId);
    const other = await product.customer();
    const report = { params: { id }, body: { reason: 'abuse', note: '骂人' } };
    expect((await other.call('POST /reviews/:id/reports', report)).status).toBe(200);
    expect((await other.call('POST /reviews/:id/reports', report)).body.error.code).toBe('review_reported');
    const queue = await admin.call('GET /staff/reviews', { query: 'reported=true' });
    expect(queue.body.items).toMatchObject([{ id, openReports: 1 }]);
    const hide = { params: { id }, body: { reason: '辱骂店员' } };
    const [first, second] = await Promise.all([1, 2].map(() => admin.call('POST /staff/reviews/:id/hide', hide)));
    expect([first?.status, second?.status].sort()).toEqual([200, 409]);
    expect(await shown(venue)).toMatchObject({ items: [], summary: { count: 0 } });
    expect(await roomRating(venue)).toBeNull();
    const query = `subject=booking&subjectId=${bookingId}`;
    const own = await person.call('GET /reviews/status', { query });
    expect(own.body.review).toMatchObject({ state: 'hidden', reason: '辱骂店员' });
    const back = await admin.call('POST /staff/reviews/:id/show', { params: { id }, body: { reason: '误判' } });
    expect(back.body.reports).toMatchObject([{ outcome: 'hidden' }]);
    expect(await roomRating(venue)).toEqual({ average: 4.5, count: 1 });
  });

  it('[ORG-13, PLT-8] a hidden review’s photo is nobody’s to see, until it is shown again', async () => {
    const { person, subject } = await guest();
    const content = jpegFile.toString('base64');
    const { address } = (await person.call('POST /reviews/photos', { body: { content } })).body;
    const seen = async () => (await product.send('GET', address)).status;
    expect(await seen()).toBe(200);
    const { id } = (await write(person, subject, { ...reviewBody, photos: [address] })).body;
    expect(await seen()).toBe(200);
    const judge = { params: { id }, body: { reason: '照片不当' } };
    await admin.call('POST /staff/reviews/:id/hide', judge);
    expect(await seen()).toBe(404);
    await admin.call('POST /staff/reviews/:id/show', judge);
    expect(await seen()).toBe(200);
  });

  it('[ORG-13, IDN-17] a merchant answers and reports, and hides nothing', async () => {
    const { venue, person, bookingId } = await guest();
    const id = await reviewStay(person, bookingId);
    const manager = await product.staff('store_manager', { kind: 'stores', ids: [venue.storeId] });
    const replied = await manager.call('PUT /staff/reviews/:id/reply', { params: { id }, body: { text: '谢谢光临' } });
    expect(replied.body.review.reply).toMatchObject({ text: '谢谢光临' });
    expect((await shown(venue)).items[0]?.reply).toMatchObject({ text: '谢谢光临' });
    const reported = await manager.call('POST /staff/reviews/:id/reports', {
      params: { id },
      body: { reason: 'untrue' },
    });
    expect(reported.body.reports).toMatchObject([{ by: 'staff', reason: 'untrue', outcome: null }]);
    const hidden = await manager.call('POST /staff/reviews/:id/hide', { params: { id }, body: { reason: '不好听' } });
    expect(hidden.status).toBe(403);
    const trail = await admin.call('GET /staff/audit', { query: `objectKind=review&objectId=${id}` });
    expect(trail.body.items.map((row) => row.action)).toEqual(['reviews.report', 'reviews.reply', 'reviews.write']);
  });
});

describe('ratings in lists', () => {
  it('[ORG-12] rooms and stores are sorted and filtered by rating, page by page, and one kind word does not lead', async () => {
    const venues: Venue[] = [];
    // Eight reviews of five stars, one of five, eight of two, none.
    for (const [stars, count] of [
      [5, 4],
      [5, 1],
      [2, 4],
      [1, 0],
    ] as const) {
      const venue = await makeVenue(product);
      venues.push(venue);
      for (let index = 0; index < count; index += 1) {
        const { person, bookingId } = await guest(venue);
        await reviewStay(person, bookingId, { ...reviewBody, stars: all(stars) });
      }
    }
    const [best, once, poor, none] = venues.map((venue) => venue.roomId);
    const listed = async (route: 'GET /rooms' | 'GET /stores', more: string) => {
      const ids: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query: string = `limit=1&${more}${cursor ? `&cursor=${cursor}` : ''}`;
        const page: { items: { id: string }[]; nextCursor: string | null } = (await product.call(route, { query }))
          .body;
        ids.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      }
      return ids;
    };
    const among = (ids: string[], some: (string | undefined)[]) => ids.filter((id) => some.includes(id));
    const rooms = [best, once, poor, none];
    expect(among(await listed('GET /rooms', 'sort=rating'), rooms)).toEqual([best, once, none, poor]);
    expect(among(await listed('GET /rooms', 'minimumRating=4.5'), rooms).sort()).toEqual([best, once].sort());
    const stores = venues.map((venue) => venue.storeId);
    const [first, second, third, fourth] = stores;
    expect(among(await listed('GET /stores', 'sort=rating'), stores)).toEqual([first, second, fourth, third]);
  });
});
