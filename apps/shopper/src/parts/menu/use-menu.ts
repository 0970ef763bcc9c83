import { api } from '../../api';
import { useResource } from '../../state/resource';
import type { MenuItem } from './basket';

/** A store's menu; empty until it is known, and for stores without one. */
export function useMenu(storeId: string): readonly MenuItem[] {
  const menu = useResource(`menu:${storeId}`, () => api('GET /stores/:id/menu', { params: { id: storeId } }));
  return menu.data?.items ?? [];
}
