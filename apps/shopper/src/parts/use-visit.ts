import { api, type Visit } from '../api';
import { useLive } from '../state/realtime';
import { type Resource, useResource } from '../state/resource';
import { useSession } from '../state/session';

/** The customer's open visit, kept fresh by news. `data.visit` is null outside. */
export function useVisit(pollMs = 4000): Resource<{ visit: Visit | null }> {
  const { status } = useSession();
  const signedIn = status === 'customer';
  const resource = useResource(signedIn ? 'visit' : null, () => api('GET /visits/current'));
  useLive(
    ['visit.changed', 'cart.changed', 'order.changed', 'opening.changed'],
    () => void resource.refresh(),
    pollMs,
    signedIn,
  );
  return resource;
}
