import type { Answer, Body } from '@latchkey/client';
import { call } from '@latchkey/ui';
import { useQuery } from '@tanstack/react-query';

export type MenuItem = Answer<'GET /staff/stores/:id/menu-items'>['items'][number];
export type MenuInput = Body<'POST /staff/menu-items'>;
export type Option = NonNullable<MenuInput['options']>[number];

export function useMenu(storeId: string) {
  return useQuery({
    queryKey: ['menus', storeId],
    queryFn: () => call('GET /staff/stores/:id/menu-items', { params: { id: storeId } }),
  });
}

/** Listings of the store whose stock something on the menu may count down. */
export function useListingOptions(storeId: string) {
  const listings = useQuery({
    queryKey: ['listings', 'of', storeId],
    queryFn: () => call('GET /staff/listings', { query: { storeId, limit: 100 } }),
    staleTime: 60_000,
  });
  return (listings.data?.items ?? []).map((listing) => ({ value: listing.id, label: listing.name }));
}

/** An id that no other option or choice of the item has. */
export const freshId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
