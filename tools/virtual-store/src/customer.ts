import { type Answer, type Client, createClient, fetchTransport } from '@latchkey/client';

type Demo = Answer<'GET /development/demo'>;
export type WalkStore = Demo['stores'][number];

export interface WalkOptions {
  /** Where the product is, for instance `http://127.0.0.1:8080`. */
  productUrl: string;
  phone: string;
  store: WalkStore;
  /** Pieces to buy; 0 leaves without purchase, which needs an agent or the store's policy. */
  pieces: number;
  /** Lets the scripted customer pass the door; the virtual store walks by itself where it is left out. */
  walk?(storeId: string, direction: 'in' | 'out'): Promise<void>;
  /** Milliseconds to wait for each thing that others do. */
  patienceMs?: number;
}

/** How long each step took, in milliseconds, and what was bought. */
export interface WalkReport {
  visitId: string;
  orderId: string | null;
  ending: string | null;
  doorAnsweredMs: number;
  doorOpenedMs: number;
  paidToReleasedMs: number | null;
  wholeMs: number;
}

/** A step that did not come in time. */
export class Impatient extends Error {}

/**
 * One customer from the street to the street over the product's own HTTP interface: signs in by phone, asks for the door, walks
 * in, scans, pays at the test cashier, is let out by the payment, and leaves. Throws ApiError and Impatient.
 */
export async function walkThrough(options: WalkOptions): Promise<WalkReport> {
  const started = performance.now();
  const call = await signIn(options);
  const entry = await enter(call, options);
  const bought = options.pieces > 0 ? await buy(call, options) : null;
  if (bought === null) await call('POST /visits/:id/exit-requests', { params: { id: entry.visitId } });
  const released = await waitFor(options, 'the door to be released', async () => {
    const { visit } = await call('GET /visits/:id', { params: { id: entry.visitId } });
    const opening = visit.opening;
    const free = opening?.acknowledgedAt && opening.purpose !== 'entry' ? opening.acknowledgedAt : null;
    return free ?? (visit.endedAt ? visit.endedAt : null);
  });
  await options.walk?.(options.store.id, 'out');
  const ending = await waitFor(options, 'the visit to end', async () => {
    const { visit } = await call('GET /visits/:id', { params: { id: entry.visitId } });
    return visit.ending;
  });
  return {
    ...entry,
    orderId: bought?.orderId ?? null,
    ending,
    paidToReleasedMs: bought ? Date.parse(released) - bought.paidAt : null,
    wholeMs: Math.round(performance.now() - started),
  };
}

/** Signs in by phone with the code that the development's SMS shows. */
export async function signIn({
  productUrl,
  phone,
  ...rest
}: Pick<WalkOptions, 'productUrl' | 'phone' | 'patienceMs'>): Promise<Client> {
  let token: string | null = null;
  const base = `${productUrl}/api/v1`;
  const call = createClient({ base, transport: fetchTransport, token: () => token });
  const { version: noticeVersion } = await call('GET /privacy-notice');
  const known = await call('GET /development/sms', { query: { phone } });
  await call('POST /auth/sms-codes', { body: { phone, purpose: 'sign_in' } });
  const code = await waitFor({ ...rest }, 'the code', async () => {
    const { items } = await call('GET /development/sms', { query: { phone } });
    return items.length > known.items.length ? (/\d{6}/.exec(items[0]?.text ?? '')?.[0] ?? null) : null;
  });
  const session = await call('POST /auth/phone', {
    body: { phone, code, consent: { noticeVersion }, transport: 'token' },
  });
  token = session.token;
  return call;
}

async function enter(call: Client, options: WalkOptions) {
  const asked = performance.now();
  const { doorToken } = options.store;
  const { store } = await call('GET /doors/:token', { params: { token: doorToken } });
  const { id } = await call('POST /visits/openings', { body: { doorToken, position: store.position } });
  let walking: Promise<void> | null = null;
  let answeredMs: number | null = null;
  const opened = await waitFor(options, 'the door to open', async () => {
    const opening = await call('GET /visits/openings/:id', { params: { id } });
    if (opening.acknowledgedAt && answeredMs === null) {
      answeredMs = Date.parse(opening.acknowledgedAt) - Date.parse(opening.requestedAt);
      walking = options.walk?.(options.store.id, 'in') ?? null;
    }
    if (opening.settledAt && opening.state !== 'opened')
      throw new Impatient(`the door: ${opening.state} ${opening.code}`);
    return opening.visitId ? opening : null;
  });
  await walking;
  await waitFor(options, 'to be inside', async () => {
    const { visit } = await call('GET /visits/current');
    return visit?.state === 'inside' ? true : null;
  });
  return {
    visitId: opened.visitId ?? '',
    doorAnsweredMs: answeredMs ?? 0,
    doorOpenedMs: Math.round(performance.now() - asked),
  };
}

async function buy(call: Client, options: WalkOptions): Promise<{ orderId: string; paidAt: number }> {
  const { store, pieces, productUrl } = options;
  for (let piece = 0; piece < pieces; piece += 1) {
    const goods = store.barcodes[piece % store.barcodes.length];
    if (goods) await call('POST /cart/scans', { body: { barcode: goods.barcode } });
  }
  const { cart } = await call('GET /cart');
  if (!cart) throw new Impatient('the cart is gone');
  const order = await call('POST /orders', {
    body: { cartId: cart.id, cartVersion: cart.version, expectedPayable: cart.payable },
  });
  const id = order.id;
  if (order.state === 'pending_payment') {
    const returnUrl = `${productUrl}/`;
    const payment = await call('POST /orders/:id/payments', {
      params: { id },
      body: { channel: 'wechat', method: 'h5', returnUrl },
    });
    const cashier = await waitFor(options, 'the cashier', async () => {
      const now = await call('GET /orders/:id/payments/:paymentId', { params: { id, paymentId: payment.id } });
      return now.h5Url;
    });
    await payAtCashier(cashier);
  }
  const paidAt = await waitFor(options, 'the payment', async () => {
    const now = await call('GET /orders/:id', { params: { id } });
    return now.paidAt;
  });
  return { orderId: id, paidAt: Date.parse(paidAt) };
}

/** Presses 支付 on the page of the test cashier. */
export async function payAtCashier(url: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ act: 'pay' }), redirect: 'manual' });
  if (answer.status >= 400) throw new Impatient(`the cashier answered ${answer.status}`);
}

/** Looks until something is there. Throws Impatient. */
export async function waitFor<T>(
  options: Pick<WalkOptions, 'patienceMs'>,
  what: string,
  look: () => Promise<T | null>,
): Promise<T> {
  const deadline = performance.now() + (options.patienceMs ?? 20_000);
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Impatient(`waited too long for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
}
