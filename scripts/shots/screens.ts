// Every screen of the four front ends: where it is, and whether a list on it has records to open.
import type { World } from './world.ts';

export type App = 'shopper' | 'agent' | 'console' | 'kiosk';
export interface Screen {
  app: App;
  name: string;
  path: string;
  /** A list whose first record opens beside it. */
  records?: boolean;
  /** Looked at without anybody being signed in. */
  stranger?: boolean;
}

const CONSOLE_LISTS = [
  ...['visits', 'orders', 'refunds', 'members', 'coupons', 'stores', 'devices', 'entities', 'products', 'listings'],
  ...['price-reviews', 'stock', 'statements', 'ledger', 'staff', 'roles', 'audit', 'rooms', 'menus'],
];
const CONSOLE_PAGES = [
  ...['overview', 'payments', 'door-codes', 'regions', 'funds', 'balances', 'accounts', 'exports', 'tariffs'],
  ...['subscriptions', 'development/sms'],
];
const SHOPPER_PAGES = [
  ...['visit', 'coupons', 'orders', 'visits', 'me', 'account', 'wallet', 'inbox', 'help', 'notice', 'message-settings'],
  ...['rooms', 'bookings'],
];

export function screensOf(world: World): Screen[] {
  const at = (page: string, query = '') => `/pages/${page}/index${query}`;
  return [
    { app: 'shopper', name: 'home', path: '/', stranger: true },
    { app: 'shopper', name: 'home-inside', path: '/' },
    { app: 'shopper', name: 'nearby', path: at('nearby') },
    { app: 'shopper', name: 'store', path: at('store', `?id=${world.storeId}`) },
    { app: 'shopper', name: 'door', path: `/d/${world.doorToken}`, stranger: true },
    ...SHOPPER_PAGES.map((name): Screen => ({ app: 'shopper', name, path: at(name) })),
    { app: 'shopper', name: 'sign-in', path: at('sign-in'), stranger: true },
    { app: 'shopper', name: 'order', path: at('order', `?id=${world.orderId}`) },
    { app: 'shopper', name: 'pay', path: at('pay', `?order=${world.orderId}`) },
    { app: 'shopper', name: 'room', path: at('room', `?id=${world.roomId}`) },
    { app: 'shopper', name: 'booking', path: at('booking', `?id=${world.bookingId}`) },
    { app: 'agent', name: 'sign-in', path: '/agent/', stranger: true },
    { app: 'agent', name: 'board', path: '/agent/' },
    { app: 'agent', name: 'visit', path: `/agent/?visit=${world.visitId}` },
    { app: 'agent', name: 'store', path: `/agent/?store=${world.storeId}` },
    { app: 'agent', name: 'alerts', path: '/agent/alerts' },
    { app: 'agent', name: 'services', path: '/agent/services' },
    { app: 'agent', name: 'inbox', path: '/agent/inbox' },
    { app: 'agent', name: 'me', path: '/agent/me' },
    { app: 'console', name: 'sign-in', path: '/console/', stranger: true },
    ...CONSOLE_PAGES.map(
      (name): Screen => ({ app: 'console', name: name.replace('/', '-'), path: `/console/${name}` }),
    ),
    ...CONSOLE_LISTS.map((name): Screen => ({ app: 'console', name, path: `/console/${name}`, records: true })),
    { app: 'kiosk', name: 'attract', path: '/kiosk/', stranger: true },
  ];
}
