import { bookingsRoutes } from './bookings.ts';
import { catalogRoutes } from './catalog.ts';
import { cleaningRoutes } from './cleaning.ts';
import { deskRoutes } from './desk.ts';
import { deskSessionsRoutes } from './desk-sessions.ts';
import { devicesRoutes } from './devices.ts';
import { exportsRoutes } from './exports.ts';
import { identityRoutes } from './identity.ts';
import { inventoryRoutes } from './inventory.ts';
import { ledgerRoutes } from './ledger.ts';
import { marketingRoutes } from './marketing.ts';
import { membersRoutes } from './members.ts';
import { menusRoutes } from './menus.ts';
import { messagesRoutes } from './messages.ts';
import { openSessionsRoutes } from './open-sessions.ts';
import { ordersRoutes } from './orders.ts';
import { organisationRoutes } from './organisation.ts';
import { paymentsRoutes } from './payments.ts';
import { permitsRoutes } from './permits.ts';
import { platformRoutes } from './platform.ts';
import { reviewsRoutes } from './reviews.ts';
import { roomRoutes, roomsRoutes } from './rooms.ts';
import { settlementsRoutes } from './settlements.ts';
import { signInsRoutes } from './sign-ins.ts';
import { staffBookingsRoutes } from './staff-bookings.ts';
import { tariffsRoutes } from './tariffs.ts';
import { videoRoutes } from './video.ts';
import { visitsRoutes } from './visits.ts';
import { waitingListRoutes } from './waiting-list.ts';
import { walletRoutes } from './wallet.ts';

/** The one route table: the server registers it, the typed client is inferred from it, OpenAPI is generated from it. */
export const routes = {
  ...identityRoutes,
  ...signInsRoutes,
  ...organisationRoutes,
  ...roomRoutes,
  ...roomsRoutes,
  ...bookingsRoutes,
  ...openSessionsRoutes,
  ...staffBookingsRoutes,
  ...waitingListRoutes,
  ...cleaningRoutes,
  ...reviewsRoutes,
  ...permitsRoutes,
  ...settlementsRoutes,
  ...membersRoutes,
  ...catalogRoutes,
  ...inventoryRoutes,
  ...devicesRoutes,
  ...visitsRoutes,
  ...videoRoutes,
  ...deskRoutes,
  ...deskSessionsRoutes,
  ...ordersRoutes,
  ...paymentsRoutes,
  ...walletRoutes,
  ...ledgerRoutes,
  ...marketingRoutes,
  ...messagesRoutes,
  ...exportsRoutes,
  ...tariffsRoutes,
  ...menusRoutes,
  ...platformRoutes,
};
export type Routes = typeof routes;
export type RouteKey = keyof Routes;
