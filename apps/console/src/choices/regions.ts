import { call, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export function useRegions() {
  const { can } = useSession();
  return useQuery({
    queryKey: ['regions'],
    queryFn: () => call('GET /staff/regions'),
    enabled: can('regions'),
    staleTime: 300_000,
  });
}

export function useRegionOptions(): { value: string; label: string }[] {
  return (useRegions().data?.items ?? []).map((region) => ({ value: region.id, label: region.name }));
}
