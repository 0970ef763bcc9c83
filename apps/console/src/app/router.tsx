import { BlockSkeleton, ErrorState, listSearch, NotFound, parseSearch, stringifySearch } from '@latchkey/ui';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Frame } from './Frame.tsx';
import { Home } from './Home.tsx';

const root = createRootRoute({
  component: Frame,
  validateSearch: listSearch,
  notFoundComponent: () => <NotFound page />,
});

const index = createRoute({ getParentRoute: () => root, path: '/', component: Home });

/** Each screen is its own chunk, fetched when it is first opened. */
const screens = [
  screen('/overview', () => import('../features/overview/Overview.tsx'), 'Overview'),
  screen('/visits', () => import('../features/visits/Visits.tsx'), 'Visits'),
  screen('/orders', () => import('../features/orders/Orders.tsx'), 'Orders'),
  screen('/payments', () => import('../features/payments/Payments.tsx'), 'Payments'),
  screen('/refunds', () => import('../features/payments/Refunds.tsx'), 'Refunds'),
  screen('/members', () => import('../features/members/Members.tsx'), 'Members'),
  screen('/reviews', () => import('../features/reviews/Reviews.tsx'), 'Reviews'),
  screen('/coupons', () => import('../features/coupons/Coupons.tsx'), 'Coupons'),
  screen('/stores', () => import('../features/stores/Stores.tsx'), 'Stores'),
  screen('/door-codes', () => import('../features/stores/DoorSheet.tsx'), 'DoorSheet'),
  screen('/booking-board', () => import('../features/booking-board/BookingBoard.tsx'), 'BookingBoard'),
  screen('/room-settlements', () => import('../features/settlements/Settlements.tsx'), 'Settlements'),
  screen('/bookings', () => import('../features/bookings/Bookings.tsx'), 'Bookings'),
  screen('/room-calendar', () => import('../features/room-calendar/RoomCalendar.tsx'), 'RoomCalendar'),
  screen('/rooms', () => import('../features/rooms/Rooms.tsx'), 'Rooms'),
  screen('/tariffs', () => import('../features/tariffs/Tariffs.tsx'), 'Tariffs'),
  screen('/menus', () => import('../features/menus/Menus.tsx'), 'Menus'),
  screen('/cleaning', () => import('../features/cleaning/CleaningTasks.tsx'), 'CleaningTasks'),
  screen('/devices', () => import('../features/devices/Devices.tsx'), 'Devices'),
  screen('/products', () => import('../features/products/Products.tsx'), 'Products'),
  screen('/listings', () => import('../features/listings/Listings.tsx'), 'Listings'),
  screen('/price-reviews', () => import('../features/price-reviews/PriceReviews.tsx'), 'PriceReviews'),
  screen('/stock', () => import('../features/stock/Stock.tsx'), 'Stock'),
  screen('/entities', () => import('../features/entities/Entities.tsx'), 'Entities'),
  screen('/regions', () => import('../features/regions/Regions.tsx'), 'Regions'),
  screen('/funds', () => import('../features/ledger/FundPool.tsx'), 'FundPool'),
  screen('/statements', () => import('../features/ledger/Statements.tsx'), 'Statements'),
  screen('/balances', () => import('../features/balances/Balances.tsx'), 'Balances'),
  screen('/ledger', () => import('../features/ledger/Journals.tsx'), 'Journals'),
  screen('/accounts', () => import('../features/ledger/Accounts.tsx'), 'Accounts'),
  screen('/staff', () => import('../features/staff/Staff.tsx'), 'Staff'),
  screen('/roles', () => import('../features/roles/Roles.tsx'), 'Roles'),
  screen('/subscriptions', () => import('../features/subscriptions/Subscriptions.tsx'), 'Subscriptions'),
  screen('/audit', () => import('../features/audit/Audit.tsx'), 'Audit'),
  screen('/exports', () => import('../features/exports/Exports.tsx'), 'Exports'),
  screen('/development/sms', () => import('../features/development/SmsInbox.tsx'), 'SmsInbox'),
];

function screen<M extends Record<N, React.ComponentType>, N extends keyof M & string>(
  path: string,
  load: () => Promise<M>,
  name: N,
) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) });
}

export const router = createRouter({
  routeTree: root.addChildren([index, ...screens]),
  basepath: '/console',
  parseSearch: (text) => parseSearch(text.replace(/^\?/, '')),
  stringifySearch,
  // A screen that broke, or whose code a newer release has replaced: the frame stays, and a reload mends it.
  defaultErrorComponent: ({ error }) => <ErrorState error={error} onRetry={() => location.reload()} />,
  // A screen's code may take a while to come: its outline stands where it will be.
  defaultPendingComponent: () => <BlockSkeleton rows={8} />,
  defaultPendingMs: 250,
  defaultPreload: 'intent',
  scrollRestoration: true,
});
