import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { call } from '../http/call.ts';
import { toProblem } from '../http/problem.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useNews } from '../realtime/use-realtime.tsx';
import type { ItemOf } from '../table/use-list.ts';

export type InboxMessage = ItemOf<'GET /staff/me/messages'>;

const INBOX_KEY = 'inbox';
const PAGE = 20;

/** The signed-in person's messages, newest first. The server writes them in the language of the moment. */
export function useInbox() {
  const { language } = useLanguage();
  return useInfiniteQuery({
    queryKey: [INBOX_KEY, language],
    queryFn: ({ pageParam }) =>
      call('GET /staff/me/messages', { query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** How many messages wait to be read; reads again when one comes. Used once in an app's frame. */
export function useUnread(): number {
  const queryClient = useQueryClient();
  const again = () => void queryClient.invalidateQueries({ queryKey: [INBOX_KEY] });
  useNews(
    ['me'],
    (news) => {
      if (news.name === 'message.created') again();
    },
    again,
  );
  return useInbox().data?.pages[0]?.unread ?? 0;
}

export function useMarkRead() {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const mark = useMutation({
    mutationFn: (id: string) => call('POST /staff/me/messages/:id/read', { params: { id } }),
    onError: (cause) => void message.error(toProblem(cause).message),
    onSettled: () => queryClient.invalidateQueries({ queryKey: [INBOX_KEY] }),
  });
  return mark.mutate;
}
