import type { Permission } from '@latchkey/contract';
import { useSession } from '@latchkey/ui';

type Page = { to: string; permission: Permission | null };

/** The page of each kind of thing that messages and the audit log name, opened by the thing's id. */
const PAGES: Readonly<Record<string, Page>> = {
  visit: { to: '/visits', permission: 'visits' },
  order: { to: '/orders', permission: 'orders' },
  member: { to: '/members', permission: 'members' },
  customer: { to: '/members', permission: 'members' },
  device: { to: '/devices', permission: 'devices' },
  store: { to: '/stores', permission: 'stores' },
  booking: { to: '/bookings', permission: 'bookings' },
  room: { to: '/rooms', permission: 'rooms' },
  entity: { to: '/entities', permission: 'entities' },
  product: { to: '/products', permission: 'products' },
  coupon_batch: { to: '/coupons', permission: 'coupons' },
  staff: { to: '/staff', permission: 'staff' },
  role: { to: '/roles', permission: 'roles' },
  price_review: { to: '/price-reviews', permission: 'listings' },
  export: { to: '/exports', permission: null },
  listing: { to: '/listings', permission: 'listings' },
};

export type Target = { to: string; search: Record<string, string> };

/** Where a thing is looked at in the console, or null where it has no page that the person may see. */
export function useThingPage(): (thing: { kind: string; id: string }) => Target | null {
  const { can } = useSession();
  return ({ kind, id }) => {
    const page = PAGES[kind];
    if (!page || (page.permission !== null && !can(page.permission))) return null;
    return { to: page.to, search: { open: id } };
  };
}
