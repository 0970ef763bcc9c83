import type { Translated } from '@latchkey/ui';
import bookingParts from '../booking-parts/locales/en.ts';
import audit from '../features/audit/locales/en.ts';
import balances from '../features/balances/locales/en.ts';
import bookingBoard from '../features/booking-board/locales/en.ts';
import bookings from '../features/bookings/locales/en.ts';
import cleaning from '../features/cleaning/locales/en.ts';
import coupons from '../features/coupons/locales/en.ts';
import sms from '../features/development/locales/en.ts';
import devices from '../features/devices/locales/en.ts';
import entities from '../features/entities/locales/en.ts';
import exportsPage from '../features/exports/locales/en.ts';
import ledger from '../features/ledger/locales/en.ts';
import listings from '../features/listings/locales/en.ts';
import members from '../features/members/locales/en.ts';
import menus from '../features/menus/locales/en.ts';
import orders from '../features/orders/locales/en.ts';
import overview from '../features/overview/locales/en.ts';
import payments from '../features/payments/locales/en.ts';
import priceReviews from '../features/price-reviews/locales/en.ts';
import products from '../features/products/locales/en.ts';
import regions from '../features/regions/locales/en.ts';
import reviews from '../features/reviews/locales/en.ts';
import roles from '../features/roles/locales/en.ts';
import roomCalendar from '../features/room-calendar/locales/en.ts';
import rooms from '../features/rooms/locales/en.ts';
import settlements from '../features/settlements/locales/en.ts';
import staff from '../features/staff/locales/en.ts';
import stock from '../features/stock/locales/en.ts';
import stores from '../features/stores/locales/en.ts';
import subscriptions from '../features/subscriptions/locales/en.ts';
import tariffs from '../features/tariffs/locales/en.ts';
import visits from '../features/visits/locales/en.ts';
import guide from '../guide/locales/en.ts';
import pictures from '../pictures/locales/en.ts';
import signIns from '../sign-ins/locales/en.ts';
import type zhCN from './zh-CN.ts';

const en: Translated<typeof zhCN> = {
  app: {
    product: 'Console',
    noMenuTitle: 'Your account has no menus yet',
    noMenuHint: 'Ask an administrator to give you a role.',
  },
  menu: {
    work: 'Business',
    places: 'Places and devices',
    goods: 'Goods',
    money: 'Money',
    administration: 'Administration',
    development: 'Demo tools',
    journals: 'Journal',
    accounts: 'Accounts',
    funds: 'Fund pool',
    statements: 'Statements',
    refunds: 'Refunds',
    priceReviews: 'Price reviews',
    subscriptions: 'WeChat messages',
    sms: 'SMS inbox',
  },
  fields: {
    store: 'Store',
    member: 'Member',
    entity: 'Entity',
    region: 'Region',
    state: 'State',
    channel: 'Channel',
    period: 'Period',
    phone: 'Phone',
    amount: 'Amount',
    reason: 'Reason',
    reasonRequired: 'Give a reason',
    required: 'Required',
    createdAt: 'Created',
    updatedAt: 'Updated',
    at: 'Time',
    by: 'By',
    actions: 'Actions',
    edit: 'Edit',
    save: 'Save',
    saved: 'Saved',
    cancel: 'Cancel',
    yes: 'Yes',
    no: 'No',
    keptSafe: 'I have kept it safe',
  },
  overview,
  orders,
  visits,
  payments,
  members,
  balances,
  cleaning,
  coupons,
  reviews,
  guide,
  subscriptions,
  pictures,
  signIns,
  stores,
  devices,
  products,
  listings,
  stock,
  entities,
  regions,
  ledger,
  staff,
  roles,
  audit,
  exportsPage,
  priceReviews,
  sms,
  menus,
  tariffs,
  rooms,
  roomCalendar,
  bookings,
  settlements,
  bookingBoard,
  bookingParts,
};

export default en;
