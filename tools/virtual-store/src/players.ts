import type { Client } from '@latchkey/client';
import { payAtCashier, signIn, waitFor } from './customer.ts';

export interface PlayersOptions {
  /** Where the product is, for instance `http://127.0.0.1:8080`. */
  productUrl: string;
  /** The same people come again: two of them at most play at a time. */
  phones?: readonly string[];
  /** Milliseconds between two looks whether somebody comes or goes. */
  everyMs?: number;
  /** How long a player stays. */
  stayMs?: () => number;
  /** The chance that somebody comes at a look. */
  comes?: () => boolean;
  onProblem?(error: unknown): void;
}

const MINUTE = 60_000;
const REGULARS = ['19700000081', '19700000082'];

interface Player {
  phone: string;
  call: Client | null;
  playing: { bookingId: string; until: number } | null;
}

/**
 * BKG-15: virtual customers of halls that let by the minute: now and then one begins at a free table, leaves a deposit at the
 * test cashier, plays for a while, and ends by a tap. They use the product's own HTTP interface, as a phone does.
 */
export function startPlayers(options: PlayersOptions): { close(): Promise<void>; look(): Promise<void> } {
  const players: Player[] = (options.phones ?? REGULARS).map((phone) => ({ phone, call: null, playing: null }));
  const stay = options.stayMs ?? (() => (6 + 24 * Math.random()) * MINUTE);
  const comes = options.comes ?? (() => Math.random() < 0.25);
  let running: Promise<void> = Promise.resolve();

  async function act(player: Player): Promise<void> {
    if (player.playing) {
      if (Date.now() < player.playing.until) return;
      const { bookingId } = player.playing;
      player.playing = null;
      await (await signedIn(player))('POST /bookings/:id/end', { params: { id: bookingId } });
    } else if (comes()) {
      const bookingId = await begin(await signedIn(player), options.productUrl);
      if (bookingId !== null) player.playing = { bookingId, until: Date.now() + stay() };
    }
  }

  async function signedIn(player: Player): Promise<Client> {
    player.call ??= await signIn({ productUrl: options.productUrl, phone: player.phone });
    return player.call;
  }

  async function look(): Promise<void> {
    for (const player of players) {
      try {
        await act(player);
      } catch (error) {
        // Signed out, or the server was away: whoever plays on is ended by rule, and comes again later.
        player.call = null;
        options.onProblem?.(error);
      }
    }
  }

  const timer = setInterval(() => {
    running = running.then(look);
  }, options.everyMs ?? MINUTE);
  return {
    look,
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Begins at a free table and pays what is to be left; answers the session, or null where none is to be had. */
async function begin(call: Client, productUrl: string): Promise<string | null> {
  const { items } = await call('GET /rooms', { query: { kind: 'billiards', limit: 50 } });
  const offset = Math.floor(Math.random() * items.length);
  for (const { id } of [...items.slice(offset), ...items.slice(0, offset)]) {
    const offer = await call('GET /rooms/:id/open-offer', { params: { id } });
    if (!offer.possible) continue;
    const body = { people: 2, expectedDeposit: offer.deposit };
    const booking = await call('POST /rooms/:id/sessions', { params: { id }, body });
    const charge = booking.charges.find(({ state }) => state === 'awaiting_payment');
    if (charge) await payDeposit(call, productUrl, { id: booking.id, chargeId: charge.id });
    return booking.id;
  }
  return null;
}

async function payDeposit(call: Client, productUrl: string, params: { id: string; chargeId: string }): Promise<void> {
  const body = { channel: 'wechat' as const, method: 'h5' as const, returnUrl: `${productUrl}/` };
  await call('POST /bookings/:id/charges/:chargeId/payments', { params, body });
  const cashier = await waitFor({}, 'the cashier', async () => {
    const { payment } = await call('GET /bookings/:id/charges/:chargeId/payment', { params });
    return payment?.h5Url ?? null;
  });
  await payAtCashier(cashier);
  await waitFor({}, 'the meter to run', async () => {
    const { state } = await call('GET /bookings/:id', { params: { id: params.id } });
    return state === 'in_use' ? true : null;
  });
}
