import { useEffect, useState } from 'react';
import { type Answer, type ApiError, api, asApiError } from '../../api';

type Quotes = Answer<'POST /rooms/:id/quotes'>;
interface Asked {
  key: string;
  quotes: Quotes | null;
  error: ApiError | null;
}

/** While a finger moves, prices are asked for this often at most. */
const PAUSE_MS = 120;

/** What a range costs, asked anew whenever it moves; the last answer stays until the next one is there. */
export function useOffers(roomId: string, wish: { from: string; to: string; people: number } | null) {
  const [asked, setAsked] = useState<Asked>({ key: '', quotes: null, error: null });
  const [turn, setTurn] = useState(0);
  const key = wish ? `${wish.from} ${wish.to} ${wish.people} ${turn}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key holds all that is asked for
  useEffect(() => {
    if (!wish) return;
    let gone = false;
    const timer = setTimeout(async () => {
      try {
        const quotes = await api('POST /rooms/:id/quotes', { params: { id: roomId }, body: wish });
        if (!gone) setAsked({ key, quotes, error: null });
      } catch (thrown) {
        if (!gone) setAsked({ key, quotes: null, error: asApiError(thrown) });
      }
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [roomId, key]);
  return {
    quotes: wish ? asked.quotes : null,
    error: wish ? asked.error : null,
    stale: asked.key !== key,
    again: () => setTurn((n) => n + 1),
  };
}
