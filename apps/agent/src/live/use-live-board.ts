import { call, type News, useNews } from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { BOARD_KEY, type Board, readBoard, replaceStore } from './board.ts';

const TOGETHER_MS = 150;
const TOUCHES_BOARD: readonly News['name'][] = [
  'opening.changed',
  'visit.changed',
  'cart.changed',
  'order.changed',
  'alert.created',
  'alert.changed',
  'device.changed',
  'store.changed',
];

/** Keeps the board true: news of a store reads that store again, a lost connection reads everything. */
export function useLiveBoard(): number {
  const queryClient = useQueryClient();
  const board = useQuery({ queryKey: BOARD_KEY, queryFn: readBoard, refetchInterval: 30_000 });
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const readStore = async (id: string) => {
    try {
      const store = await call('GET /staff/board/:id', { params: { id } });
      queryClient.setQueryData<Board>(BOARD_KEY, (current) => current && replaceStore(current, store));
    } catch {
      // The store may have left the scope, or the network is down: the whole board says which.
      void queryClient.invalidateQueries({ queryKey: BOARD_KEY });
    }
  };
  const flush = () => {
    timer.current = undefined;
    for (const id of waiting.current) void readStore(id);
    waiting.current.clear();
  };
  const onNews = (news: News) => {
    if (TOUCHES_BOARD.includes(news.name)) {
      waiting.current.add(news.topic.replace(/^store:/, ''));
      timer.current ??= setTimeout(flush, TOGETHER_MS);
    }
    if (news.name.startsWith('alert.')) {
      void queryClient.invalidateQueries({ queryKey: ['alerts'] });
      if (news.data.kind === 'case') void queryClient.invalidateQueries({ queryKey: ['cases'] });
    }
    if (news.name.startsWith('cart.') || news.name.startsWith('order.') || news.name === 'visit.changed') {
      void queryClient.invalidateQueries({ queryKey: ['carts'] });
    }
    if (news.name === 'service.changed' || news.name === 'opening.changed')
      void queryClient.invalidateQueries({ queryKey: ['services'] });
    if (news.data.visitId) void queryClient.invalidateQueries({ queryKey: ['visits', news.data.visitId] });
  };
  const topics = (board.data?.stores ?? []).map((store) => `store:${store.id}`);
  useNews(topics, onNews, () => void queryClient.invalidateQueries());
  return board.dataUpdatedAt;
}
