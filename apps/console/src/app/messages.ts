import type { Permission } from '@latchkey/contract';
import { type MessageTarget, useSession } from '@latchkey/ui';

type Page = { to: string; permission: Permission; search?: Record<string, string> };

/** The page of each kind of thing that messages are about. Listings have no page of their own: theirs is the low ones' list. */
const PAGES: Readonly<Record<string, Page>> = {
  visit: { to: '/visits', permission: 'visits' },
  order: { to: '/orders', permission: 'orders' },
  device: { to: '/devices', permission: 'devices' },
  store: { to: '/stores', permission: 'stores' },
  listing: { to: '/listings', permission: 'listings', search: { lowStock: 'true' } },
};

/** Where a message leads in the console, for what the person may see. */
export function useMessageTarget(): MessageTarget {
  const { can } = useSession();
  return ({ link }) => {
    const page = link && PAGES[link.kind];
    if (!page || !can(page.permission)) return null;
    return { to: page.to, search: { ...page.search, open: link.id } };
  };
}
