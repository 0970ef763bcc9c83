import { call, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export function useEntityOptions(): { value: string; label: string }[] {
  const { can } = useSession();
  const entities = useQuery({
    queryKey: ['entities', 'choice'],
    queryFn: () => call('GET /staff/entities', { query: { limit: 100 } }),
    enabled: can('entities'),
    staleTime: 300_000,
  });
  return (entities.data?.items ?? []).map((entity) => ({ value: entity.id, label: entity.name }));
}
