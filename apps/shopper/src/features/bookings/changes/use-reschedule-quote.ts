import { useEffect, useState } from 'react';
import { type Answer, type ApiError, api, asApiError } from '../../../api';

type Quote = Answer<'POST /bookings/:id/reschedule-quotes'>;

/** While a finger moves, prices are asked for this often at most. */
const PAUSE_MS = 150;

/** What moving to a range costs or gives back, asked anew whenever it moves. */
export function useRescheduleQuote(bookingId: string, wish: { roomId: string; from: string; to: string } | null) {
  const [asked, setAsked] = useState<{ key: string; quote: Quote | null; error: ApiError | null }>({
    ...{ key: '', quote: null, error: null },
  });
  const [turn, setTurn] = useState(0);
  const key = wish ? `${wish.roomId} ${wish.from} ${wish.to} ${turn}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all that is asked for
  useEffect(() => {
    if (!wish) return;
    let gone = false;
    const timer = setTimeout(async () => {
      try {
        const quote = await api('POST /bookings/:id/reschedule-quotes', { params: { id: bookingId }, body: wish });
        if (!gone) setAsked({ key, quote, error: null });
      } catch (thrown) {
        // Where the booking stands already there is nothing to price, and nothing to say.
        const error = asApiError(thrown);
        if (!gone) setAsked({ key, quote: null, error: error.code === 'invalid_input' ? null : error });
      }
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [bookingId, key]);
  return {
    quote: wish ? asked.quote : null,
    error: wish ? asked.error : null,
    stale: asked.key !== key,
    again: () => setTurn((n) => n + 1),
  };
}
