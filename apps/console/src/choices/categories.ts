import { call, useSession } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export function useCategoryOptions(): { value: string; label: string }[] {
  const { can } = useSession();
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: () => call('GET /staff/categories'),
    enabled: can('products'),
    staleTime: 300_000,
  });
  return (categories.data?.items ?? []).map((category) => ({ value: category.id, label: category.name }));
}
