import type { Answer } from '@latchkey/client';
import { useQueryClient } from '@tanstack/react-query';

export type OrderDetail = Answer<'GET /staff/orders/:id'>;

/** Keeps an order that an act answered, and has the lists read again. */
export function useKeepOrder(): (fresh: OrderDetail) => void {
  const queryClient = useQueryClient();
  return (fresh) => {
    queryClient.setQueryData(['orders', 'one', fresh.id], fresh);
    for (const key of [['orders', 'list'], ['refunds'], ['stock'], ['listings']]) {
      void queryClient.invalidateQueries({ queryKey: key });
    }
  };
}
