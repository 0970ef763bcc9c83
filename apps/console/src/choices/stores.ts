import { call, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

/** The first hundred stores of the person's scope, for filters, zones and live topics; empty without the right to see stores. */
export function useStores() {
  const { can } = useSession();
  const stores = useQuery({
    queryKey: ['stores', 'choice'],
    queryFn: () => call('GET /staff/stores', { query: { limit: 100 } }),
    enabled: can('stores'),
    staleTime: 300_000,
  });
  return stores.data?.items ?? [];
}

export function useStoreOptions(): { value: string; label: string }[] {
  return useStores().map((store) => ({ value: store.id, label: store.name }));
}

/** The zone of a store by its id; undefined leaves the browser's own. */
export function useZoneOf(): (storeId: string | null | undefined) => string | undefined {
  const stores = useStores();
  return (storeId) => stores.find((store) => store.id === storeId)?.zone;
}
