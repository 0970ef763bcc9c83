import { call } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

/** What this installation has switched on; undefined until it is known. */
export function usePlatform() {
  return useQuery({ queryKey: ['platform'], queryFn: () => call('GET /platform'), staleTime: 3_600_000 }).data;
}
