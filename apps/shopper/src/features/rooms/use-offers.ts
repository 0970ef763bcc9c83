import { useEffect, useState } from 'react';
import { type Answer, type ApiError, api, asApiError } from '../../api';
import { type Basket, wishesOf } from '../../parts/menu/basket';
import { useResource } from '../../state/resource';
import type { Offer } from './Offers';
import { type CouponChoice, quotesOnPhone } from './phone-quotes';

type Quotes = Answer<'POST /rooms/:id/quotes'>;
interface Asked {
  key: string;
  quotes: Quotes | null;
  error: ApiError | null;
}

export interface RangeWish {
  from: string;
  to: string;
  people: number;
  basket: Basket;
  coupon: CouponChoice;
}
interface RoomFacts {
  id: string;
  storeId: string;
  kind: string;
}

/** While a finger moves, prices are asked for this often at most. */
const PAUSE_MS = 120;

const bodyOf = ({ basket, ...wish }: RangeWish) => ({ ...wish, addOns: wishesOf(basket) });

/**
 * What a range costs with what goes with it: by the phone at once while the finger moves, and by the server as soon as it
 * answers. `stale` until then: only the server's price is booked.
 */
export function useOffers(room: RoomFacts, wish: RangeWish | null) {
  const [asked, setAsked] = useState<Asked>({ key: '', quotes: null, error: null });
  const [turn, setTurn] = useState(0);
  const tariff = useResource(`tariff:${room.storeId}`, () =>
    api('GET /stores/:id/tariff', { params: { id: room.storeId } }),
  );
  const key = wish ? `${JSON.stringify(bodyOf(wish))} ${turn}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all that is asked for
  useEffect(() => {
    if (!wish) return;
    let gone = false;
    const timer = setTimeout(async () => {
      try {
        const quotes = await api('POST /rooms/:id/quotes', { params: { id: room.id }, body: bodyOf(wish) });
        if (!gone) setAsked({ key, quotes, error: null });
      } catch (thrown) {
        if (!gone) setAsked((before) => ({ key, quotes: before.quotes, error: asApiError(thrown) }));
      }
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [room.id, key]);
  const stale = asked.key !== key || asked.error !== null;
  return {
    offers: wish ? offersNow(wish, room, stale, asked.quotes, tariff.data) : [],
    error: wish && asked.key === key ? asked.error : null,
    stale,
    again: () => setTurn((n) => n + 1),
  };
}

/** The server's answer while it is of this wish, else the phone's own; where it has no rules yet, the answer before. */
function offersNow(
  wish: RangeWish,
  room: RoomFacts,
  stale: boolean,
  quotes: Quotes | null,
  tariff: Answer<'GET /stores/:id/tariff'> | null,
): Offer[] {
  const known = quotes?.offers ?? [];
  if (!stale || tariff === null) return known;
  const coupons = known.find((offer) => offer.quote !== null)?.coupons ?? [];
  const place = { storeId: room.storeId, roomId: room.id, roomKind: room.kind };
  const own = quotesOnPhone(tariff, { ...place, ...wish, coupons, at: Date.now() });
  // Days beyond the calendar that was read are the server's to price.
  return own.some((offer) => offer.quote !== null) ? own : known;
}
