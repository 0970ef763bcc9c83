import { api } from '../../api';
import { useResource } from '../../state/resource';
import type { MenuItem } from './basket';

/** A store's menu; empty until it is known, and for stores without one. `refresh` says what sold out meanwhile. */
export function useMenu(storeId: string): { items: readonly MenuItem[]; refresh: () => void } {
  const menu = useResource(`menu:${storeId}`, () => api('GET /stores/:id/menu', { params: { id: storeId } }));
  return { items: menu.data?.items ?? [], refresh: () => void menu.refresh() };
}
