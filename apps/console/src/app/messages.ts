import type { Permission } from '@latchkey/contract';
import { type MessageTarget, useSession } from '@latchkey/ui';

type Page = { to: string; permission: Permission | null; search?: Record<string, string> };

/** The page of each kind of thing that messages are about. */
const PAGES: Readonly<Record<string, Page>> = {
  visit: { to: '/visits', permission: 'visits' },
  order: { to: '/orders', permission: 'orders' },
  device: { to: '/devices', permission: 'devices' },
  store: { to: '/stores', permission: 'stores' },
  price_review: { to: '/price-reviews', permission: 'listings' },
  export: { to: '/exports', permission: null },
  listing: { to: '/listings', permission: 'listings', search: { lowStock: 'true' } },
};

/** Where a message leads in the console, for what the person may see. */
export function useMessageTarget(): MessageTarget {
  const { can } = useSession();
  return ({ link }) => {
    const page = link && PAGES[link.kind];
    if (!page || (page.permission !== null && !can(page.permission))) return null;
    return { to: page.to, search: { ...page.search, open: link.id } };
  };
}
