import { api, type Store } from '../../api';
import type { Position } from '../../platform/location-types';
import { type Resource, useResource } from '../../state/resource';

/** Stores, nearest first once a position is known. */
export function useStores(position: Position | null): Resource<{ items: Store[]; nextCursor: string | null }> {
  const key = position ? `stores:${position.longitude.toFixed(3)},${position.latitude.toFixed(3)}` : 'stores';
  return useResource(key, () => api('GET /stores', { query: { limit: 30, ...(position ?? {}) } }));
}

/** The store in front of the customer: behind the scanned door, or the chosen one. */
export function useChosenStore(doorToken: string | null, storeId: string | null): Resource<Store> {
  const key = doorToken ? `door:${doorToken}` : storeId ? `store:${storeId}` : null;
  return useResource(key, async () => {
    if (doorToken) return (await api('GET /doors/:token', { params: { token: doorToken } })).store;
    return api('GET /stores/:id', { params: { id: storeId ?? '' } });
  });
}
