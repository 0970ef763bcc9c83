import type { Translated } from '@latchkey/ui';
import bookingParts from '../booking-parts/locales/zh-TW.ts';
import audit from '../features/audit/locales/zh-TW.ts';
import balances from '../features/balances/locales/zh-TW.ts';
import bookingBoard from '../features/booking-board/locales/zh-TW.ts';
import bookings from '../features/bookings/locales/zh-TW.ts';
import cleaning from '../features/cleaning/locales/zh-TW.ts';
import coupons from '../features/coupons/locales/zh-TW.ts';
import sms from '../features/development/locales/zh-TW.ts';
import devices from '../features/devices/locales/zh-TW.ts';
import entities from '../features/entities/locales/zh-TW.ts';
import exportsPage from '../features/exports/locales/zh-TW.ts';
import ledger from '../features/ledger/locales/zh-TW.ts';
import listings from '../features/listings/locales/zh-TW.ts';
import members from '../features/members/locales/zh-TW.ts';
import menus from '../features/menus/locales/zh-TW.ts';
import orders from '../features/orders/locales/zh-TW.ts';
import overview from '../features/overview/locales/zh-TW.ts';
import payments from '../features/payments/locales/zh-TW.ts';
import priceReviews from '../features/price-reviews/locales/zh-TW.ts';
import products from '../features/products/locales/zh-TW.ts';
import regions from '../features/regions/locales/zh-TW.ts';
import reviews from '../features/reviews/locales/zh-TW.ts';
import roles from '../features/roles/locales/zh-TW.ts';
import roomCalendar from '../features/room-calendar/locales/zh-TW.ts';
import rooms from '../features/rooms/locales/zh-TW.ts';
import settlements from '../features/settlements/locales/zh-TW.ts';
import staff from '../features/staff/locales/zh-TW.ts';
import stock from '../features/stock/locales/zh-TW.ts';
import stores from '../features/stores/locales/zh-TW.ts';
import subscriptions from '../features/subscriptions/locales/zh-TW.ts';
import tariffs from '../features/tariffs/locales/zh-TW.ts';
import visits from '../features/visits/locales/zh-TW.ts';
import guide from '../guide/locales/zh-TW.ts';
import pictures from '../pictures/locales/zh-TW.ts';
import signIns from '../sign-ins/locales/zh-TW.ts';
import type zhCN from './zh-CN.ts';

const zhTW: Translated<typeof zhCN> = {
  app: {
    product: '管理後台',
    noMenuTitle: '你的帳號還沒有任何選單',
    noMenuHint: '請聯絡管理員為你分配角色。',
  },
  menu: {
    work: '經營',
    places: '門市與裝置',
    goods: '商品',
    money: '資金',
    administration: '管理',
    development: '示範工具',
    journals: '帳務流水',
    accounts: '資金帳戶',
    funds: '資金池',
    statements: '對帳單',
    refunds: '退款',
    priceReviews: '價格審核',
    subscriptions: '微信訂閱訊息',
    sms: '簡訊收件匣',
  },
  fields: {
    store: '門市',
    member: '會員',
    entity: '主體',
    region: '區域',
    state: '狀態',
    channel: '管道',
    period: '時間',
    phone: '手機號碼',
    amount: '金額',
    reason: '原因',
    reasonRequired: '請寫明原因',
    required: '必填',
    createdAt: '建立時間',
    updatedAt: '更新時間',
    at: '時間',
    by: '操作人',
    actions: '操作',
    edit: '編輯',
    save: '儲存',
    saved: '已儲存',
    cancel: '取消',
    yes: '是',
    no: '否',
    keptSafe: '我已妥善保存',
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

export default zhTW;
