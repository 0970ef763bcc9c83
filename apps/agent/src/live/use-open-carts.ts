import type { Answer } from '@latchkey/client';
import { call, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export type StaffCart = Answer<'GET /staff/carts'>['items'][number];

/** ORD-21: what was scanned and is not settled; of one visit, or of every store in scope. */
export function useOpenCarts(visitId?: string) {
  const { can } = useSession();
  return useQuery({
    queryKey: ['carts', visitId ?? 'all'],
    queryFn: () => call('GET /staff/carts', { query: { limit: 100, ...(visitId ? { visitId } : {}) } }),
    enabled: can('visits'),
    refetchInterval: 30_000,
  });
}
