import { type Answer, api } from '../api';
import { useLive } from '../state/realtime';
import { type Resource, useResource } from '../state/resource';
import { useSession } from '../state/session';

const POLL_MS = 15_000;

/** The member's stored balance, kept fresh by news. */
export function useBalance(wanted = true): Resource<Answer<'GET /me/balance'>> {
  const { status } = useSession();
  const active = wanted && status === 'customer';
  const resource = useResource(active ? 'balance' : null, () => api('GET /me/balance'));
  useLive(['balance.changed', 'payment.changed'], () => void resource.refresh(), POLL_MS, active);
  return resource;
}
