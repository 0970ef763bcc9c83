import type { Answer } from '@latchkey/client';
import { call } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export type VisitCase = Answer<'GET /staff/cases'>['items'][number];

/** VIS-17: visits that wait for a decision, the oldest on top. */
export function useOpenCases() {
  return useQuery({
    queryKey: ['cases', 'open'],
    queryFn: () => call('GET /staff/cases', { query: { open: 'true', limit: 100 } }),
    refetchInterval: 30_000,
  });
}
