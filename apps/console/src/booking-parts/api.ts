import type { Answer } from '@latchkey/client';
import { call } from '@latchkey/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';

export type BookingDetail = Answer<'GET /staff/bookings/:id'>;
export type Booking = BookingDetail['booking'];
export type Charge = BookingDetail['charges'][number];

export function useBooking(id: string | undefined) {
  return useQuery({
    queryKey: ['bookings', 'one', id],
    queryFn: () => call('GET /staff/bookings/:id', { params: { id: id ?? '' } }),
    enabled: id !== undefined,
  });
}

/** Keeps a booking that an act answered, and has every screen of bookings read again. */
export function useKeepBooking(): (fresh: BookingDetail) => Promise<void> {
  const queryClient = useQueryClient();
  return async (fresh) => {
    queryClient.setQueryData(['bookings', 'one', fresh.booking.id], fresh);
    await Promise.all(
      [['bookings', 'list'], ['room-calendar'], ['booking-board'], ['settlements']].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  };
}

/** Rooms of a store that are in use. */
export function useRoomsOf(storeId: string | undefined) {
  return useQuery({
    queryKey: ['rooms', 'of-store', storeId],
    queryFn: () => call('GET /staff/rooms', { query: { storeId: storeId ?? '', limit: 100 } }),
    enabled: storeId !== undefined,
    staleTime: 60_000,
  });
}
