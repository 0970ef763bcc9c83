import { call } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

const KINDS = ['rooms', 'both'] as const;

export function useRoomStoreQuery() {
  return useQuery({
    queryKey: ['stores', 'with-rooms'],
    queryFn: async () => {
      const pages = await Promise.all(KINDS.map((kind) => call('GET /staff/stores', { query: { kind, limit: 100 } })));
      return pages.flatMap((page) => page.items);
    },
    staleTime: 60_000,
  });
}

/** Stores of the scope that have rooms. */
export function useRoomStores(): { id: string; name: string; zone: string }[] {
  return useRoomStoreQuery().data ?? [];
}

export function useRoomStoreOptions(): { value: string; label: string }[] {
  return useRoomStores().map((store) => ({ value: store.id, label: store.name }));
}
