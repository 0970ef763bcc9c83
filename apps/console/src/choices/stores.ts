import { call } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

/** The stores of the person's scope, for filters, zones and live topics. */
export function useStores() {
  return useStoresQuery().data?.items ?? [];
}

/** The same with what became of asking, for screens that show nothing without a store. */
export function useStoresQuery() {
  return useQuery({
    queryKey: ['stores', 'own'],
    queryFn: () => call('GET /staff/me/stores'),
    staleTime: 300_000,
  });
}

export function useStoreOptions(): { value: string; label: string }[] {
  return useStores().map((store) => ({ value: store.id, label: store.name }));
}

/** The zone of a store by its id; undefined, for what belongs to no store, leaves the browser's own. */
export function useZoneOf(): (storeId: string | null | undefined) => string | undefined {
  const stores = useStores();
  return (storeId) => stores.find((store) => store.id === storeId)?.zone;
}

/** By whose calendar a list's days are chosen: the filtered store's, or the one that all stores of the scope share. */
export function useDayZone(storeId: string | undefined): string | undefined {
  const stores = useStores();
  if (storeId !== undefined) return stores.find((store) => store.id === storeId)?.zone;
  const zones = new Set(stores.map((store) => store.zone));
  return zones.size === 1 ? stores[0]?.zone : undefined;
}
