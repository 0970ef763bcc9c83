import { type News, useNews, useSession } from '@latchkey/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useStores } from '../choices/stores.ts';

/** Which reads a piece of news makes old, by the first part of their query keys. */
const STALE: { readonly [N in News['name']]?: readonly string[] } = {
  'opening.changed': ['visits'],
  'visit.changed': ['visits', 'overview', 'stores'],
  'cart.changed': ['visits'],
  'booking.changed': ['bookings', 'settlements', 'booking-board'],
  'order.changed': ['orders', 'refunds', 'overview', 'visits', 'journals', 'accounts', 'funds', 'statements'],
  'payment.changed': ['payments', 'orders', 'refunds'],
  'coupon.changed': ['coupons'],
  'alert.created': ['overview'],
  'alert.changed': ['overview'],
  'device.changed': ['devices', 'overview', 'stores'],
  'store.changed': ['stores'],
  'review.changed': ['reviews'],
  'stock.changed': ['listings', 'stock'],
};
const TOGETHER_MS = 400;

/** Reads again what news made old; a burst of news makes one round of reads. Draws nothing. */
export function LiveRefresh() {
  const queryClient = useQueryClient();
  const { storeIds } = useSession();
  const stores = useStores();
  const ids = storeIds ?? stores.map((store) => store.id);
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const flush = () => {
    timer.current = undefined;
    for (const key of waiting.current) void queryClient.invalidateQueries({ queryKey: [key] });
    waiting.current.clear();
  };
  useNews(
    ids.map((id) => `store:${id}`),
    (news) => {
      for (const key of STALE[news.name] ?? []) waiting.current.add(key);
      timer.current ??= setTimeout(flush, TOGETHER_MS);
    },
    () => void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }),
  );
  return null;
}
