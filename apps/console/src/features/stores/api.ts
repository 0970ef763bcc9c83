import type { Answer } from '@latchkey/client';
import { call } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export type StoreDetail = Answer<'GET /staff/stores/:id'>;
export type WeekPlan = StoreDetail['hours'];

export function useStore(id: string | undefined) {
  return useQuery({
    queryKey: ['stores', 'one', id],
    queryFn: () => call('GET /staff/stores/:id', { params: { id: id ?? '' } }),
    enabled: id !== undefined,
  });
}
