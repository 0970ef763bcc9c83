// What the pictures show: staff at their desks, and a customer inside a store with goods in the cart.
import type { BrowserContext } from 'playwright-core';
import { z } from 'zod';

const guide = z.object({
  stores: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      doorToken: z.string(),
      barcodes: z.array(z.object({ barcode: z.string() })),
    }),
  ),
  staff: z.array(z.object({ loginName: z.string(), password: z.string(), role: z.string() })),
});
const visitAnswer = z.object({ visit: z.object({ id: z.string(), state: z.string() }).nullable() });
const notice = z.object({ version: z.string() });
const publicStore = z.object({ availability: z.string() });
const virtualStores = z.object({
  stores: z.array(
    z.object({ id: z.string(), door: z.object({ online: z.boolean(), bolted: z.boolean() }).loose().nullable() }),
  ),
});
const cart = z.object({ cart: z.object({ id: z.string(), version: z.number(), payable: z.number() }) });
const made = z.object({ id: z.string() });
const rooms = z.object({ items: z.array(made) });
const roomPage = z.object({
  availability: z.object({
    startsAt: z.string(),
    rooms: z.array(z.object({ free: z.array(z.tuple([z.number(), z.number()])) })),
  }),
});
const quotes = z.object({
  offers: z.array(
    z.object({
      mode: z.string(),
      packageId: z.string().nullable(),
      quote: z.object({ total: z.number() }).nullable(),
    }),
  ),
});
const inbox = z.object({ items: z.array(z.object({ text: z.string() })) });

export interface World {
  storeId: string;
  doorToken: string;
  visitId: string;
  /** Placed and given up again: its goods are back in the cart. */
  orderId: string;
  roomId: string;
  /** Held, not paid yet. */
  bookingId: string;
}
type Guide = z.output<typeof guide>;

const STAY_MINUTES = 120;
const PATIENCE_MS = 30_000;
const PAUSE_MS = 300;

/** Asks again until there is something. */
async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
  throw new Error(`${what}: not within ${PATIENCE_MS / 1000} s`);
}

type Ask = (path: string, data?: unknown) => Promise<unknown>;

/** Lets somebody into a store over the product's own interface and puts three things into the cart. */
export async function makeWorld(context: BrowserContext, at: { product: string; stores: string }): Promise<World> {
  const url = (path: string) => new URL(`/api/v1${path}`, at.product).href;
  const read: Ask = async (path) => (await context.request.get(url(path))).json();
  const write =
    (method: 'POST' | 'PUT'): Ask =>
    async (path, data = {}) => {
      const headers = { origin: new URL(at.product).origin };
      const answer = await context.request.fetch(url(path), { method, data, headers });
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
      return answer.json();
    };
  const [post, put] = [write('POST'), write('PUT')];
  const demo = guide.parse(await read('/development/demo'));
  const desk = demo.staff.find(({ role }) => role === 'platform_administrator');
  await post('/staff/auth/sign-in', { loginName: desk?.loginName, password: desk?.password });
  for (const guide of ['agent', 'console']) await put('/staff/me/guides', { guide, seen: true });
  await register(post, read);
  const store = await openStore(demo, read, at.stores);
  await post('/visits/openings', { doorToken: store.doorToken });
  await walk(at.stores, store.id, 'in');
  const visitId = await until('the visit', async () => {
    const { visit } = visitAnswer.parse(await read('/visits/current'));
    return visit?.state === 'inside' ? visit.id : null;
  });
  for (const { barcode } of store.barcodes.slice(0, 3)) await post('/cart/scans', { barcode });
  const orderId = await orderThatWasGivenUp(post, read);
  return { storeId: store.id, doorToken: store.doorToken, visitId, orderId, ...(await holdRoom(post, read)) };
}

async function orderThatWasGivenUp(post: Ask, read: Ask): Promise<string> {
  const open = cart.parse(await read('/cart')).cart;
  const { id: cartId, version: cartVersion, payable: expectedPayable } = open;
  const { id } = made.parse(await post('/orders', { cartId, cartVersion, expectedPayable }));
  await post(`/orders/${id}/cancel`);
  return id;
}

/** Two hours of the first room, on the last day that is offered and has room for them. */
async function holdRoom(post: Ask, read: Ask): Promise<Pick<World, 'roomId' | 'bookingId'>> {
  const [first] = rooms.parse(await read('/rooms?limit=1')).items;
  const roomId = first?.id ?? '';
  const { availability } = roomPage.parse(await read(`/rooms/${roomId}`));
  const span = availability.rooms[0]?.free.findLast(([from, to]) => to - from >= STAY_MINUTES);
  const at = (minutes: number) => new Date(Date.parse(availability.startsAt) + minutes * 60_000).toISOString();
  const end = span?.[1] ?? STAY_MINUTES;
  const wish = { from: at(end - STAY_MINUTES), to: at(end), people: 2 };
  const { offers } = quotes.parse(await post(`/rooms/${roomId}/quotes`, wish));
  const offer = offers.find(({ quote }) => quote !== null);
  const { mode, packageId, quote } = offer ?? {};
  const booking = await post('/bookings', { roomId, ...wish, mode, packageId, expectedTotal: quote?.total });
  return { roomId, bookingId: made.parse(booking).id };
}

/** A member of today, signed in by the code that the development inbox got. */
async function register(post: Ask, read: Ask): Promise<void> {
  const phone = `199${String(Date.now()).slice(-8)}`;
  await post('/auth/sms-codes', { phone });
  const code = await until('the code', async () => {
    const [message] = inbox.parse(await read(`/development/sms?phone=${phone}`)).items;
    return /\d{6}/.exec(message?.text ?? '')?.[0] ?? null;
  });
  const { version } = notice.parse(await read('/privacy-notice'));
  await post('/auth/phone', { phone, code, consent: { noticeVersion: version }, transport: 'cookie' });
}

/** A retail store that lets people in and whose door is at rest. */
async function openStore(demo: Guide, read: Ask, stores: string): Promise<Guide['stores'][number]> {
  return until('an open store', async () => {
    const doors = virtualStores.parse(await (await fetch(new URL('/api/stores', stores))).json()).stores;
    for (const store of demo.stores.filter(({ kind }) => kind === 'retail')) {
      const { availability } = publicStore.parse(await read(`/stores/${store.id}`));
      const door = doors.find(({ id }) => id === store.id)?.door;
      if (availability === 'open' && door?.online && door.bolted) return store;
    }
    return null;
  });
}

/** Somebody walks through a virtual store's door as soon as it lets them. */
export async function walk(stores: string, storeId: string, direction: 'in' | 'out'): Promise<void> {
  await until(`walking ${direction}`, async () => {
    const answer = await fetch(new URL(`/api/stores/${storeId}/actions`, stores), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'walk', direction }),
    });
    return answer.status === 200 ? true : null;
  });
}
