import { api } from '../../api';
import { useLive } from '../../state/realtime';
import { type Resource, useResource } from '../../state/resource';
import type { Booking } from './booking';

const TRUTH_MS = 2_000;

/** One booking, by news and by polling when the line is lost. */
export function useBooking(id: string | null): Resource<Booking> {
  const resource = useResource<Booking>(id === null ? null : `booking:${id}`, () =>
    api('GET /bookings/:id', { params: { id: id ?? '' } }),
  );
  useLive(['booking.changed', 'payment.changed'], () => void resource.refresh(), TRUTH_MS, id !== null);
  return resource;
}
