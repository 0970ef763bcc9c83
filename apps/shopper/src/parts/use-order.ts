import { api, type OrderDetail } from '../api';
import { useLive } from '../state/realtime';
import { type Resource, useResource } from '../state/resource';

const TRUTH_MS = 1500;

/** The order that is being paid: the server's truth by news, and by polling when the line is lost. */
export function useOrder(id: string | null): Resource<OrderDetail> {
  const resource = useResource(id === null ? null : `order:${id}`, () =>
    api('GET /orders/:id', { params: { id: id ?? '' } }),
  );
  useLive(['order.changed', 'payment.changed'], () => void resource.refresh(), TRUTH_MS, id !== null);
  return resource;
}
