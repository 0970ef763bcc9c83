import type { Answer } from '@latchkey/client';
import { call, useNews } from '@latchkey/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Span } from './layout.ts';

export type Calendar = Answer<'GET /staff/stores/:id/room-calendar'>;
export type Booking = Calendar['bookings'][number];
export type Room = Calendar['rooms'][number];

const TOGETHER_MS = 300;

/** What occupies a store's rooms in a window, read again when anything of it changes. */
export function useCalendar(storeId: string | undefined, window: Span) {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const again = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      for (const key of ['room-calendar', 'bookings']) void queryClient.invalidateQueries({ queryKey: [key] });
    }, TOGETHER_MS);
  };
  useNews(
    storeId === undefined ? [] : [`store:${storeId}`],
    (news) => {
      if (news.name === 'booking.changed') again();
    },
    again,
  );
  return useQuery({
    queryKey: ['room-calendar', storeId, window.from, window.to],
    queryFn: () =>
      call('GET /staff/stores/:id/room-calendar', {
        params: { id: storeId ?? '' },
        query: { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString() },
      }),
    enabled: storeId !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

export const spanOf = (booking: { from: string; to: string }): Span => ({
  from: Date.parse(booking.from),
  to: Date.parse(booking.to),
});

/** What a bar of the calendar says of a person: the member, or what staff wrote. */
export const whoOf = (booking: Booking): string =>
  booking.member?.name ?? booking.member?.phone ?? booking.note ?? booking.number;
